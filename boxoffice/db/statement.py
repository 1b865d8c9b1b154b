"""One way to write a statement for both databases: SQL with a few words that each database spells its own way."""

from typing import Final

from sqlalchemy import TextClause, text

_WORDS: Final = {
    "sqlite": {
        # The rows of a JSON list of ids, sorted where the statement says so.
        "each_seat": "json_each(:seats)",
        # SQLite has one writer: nothing to lock, nothing to order.
        "for_update": "",
        "skip_locked": "",
        "greatest": "max",
        "least": "min",
    },
    "postgresql": {
        "each_seat": "(SELECT CAST(value AS bigint) AS value FROM jsonb_array_elements_text(CAST(:seats AS jsonb)))",
        "for_update": "FOR UPDATE",
        "skip_locked": "FOR UPDATE SKIP LOCKED",
        "greatest": "greatest",
        "least": "least",
    },
}


class Statement:
    """A statement built once at import: ``$word`` stands for what each database calls it."""

    __slots__ = ("_by_dialect",)

    def __init__(self, sql: str) -> None:
        self._by_dialect = {dialect: text(_spelled(sql, words)) for dialect, words in _WORDS.items()}

    def on(self, dialect: str) -> TextClause:
        """The statement as the database ("sqlite", "postgresql") reads it."""
        return self._by_dialect[dialect]


def _spelled(sql: str, words: dict[str, str]) -> str:
    for word, spelling in words.items():
        sql = sql.replace(f"${word}", spelling)
    return sql
