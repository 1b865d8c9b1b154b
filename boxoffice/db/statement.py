"""One way to write a statement for both databases: SQL with a few words that each database spells its own way."""

import re
from typing import Final

# A JSON list of ids as an array, of which PostgreSQL's planner expects ten and looks each up; a function's rows it
# takes for a hundred, and would rather read a whole house.
_ARRAY: Final = "CAST(translate(:seats, '[]', '{}') AS bigint[])"
_WORDS: Final = {
    "sqlite": {
        # The rows of a JSON list of ids, sorted where the statement says so.
        "each_seat": "json_each(:seats)",
        "in_seats": "IN (SELECT value FROM json_each(:seats))",
        # The words of a JSON list.
        "each_word": "json_each(:words)",
        # SQLite has one writer: nothing to lock, nothing to order.
        "for_update": "",
        "skip_locked": "",
        "for_key_share": "",
        "greatest": "max",
        "least": "min",
    },
    "postgresql": {
        "each_seat": f"(SELECT unnest({_ARRAY}) AS value)",
        "in_seats": f"= ANY ({_ARRAY})",
        "each_word": "(SELECT value FROM jsonb_array_elements_text(CAST(:words AS jsonb)))",
        "for_update": "FOR UPDATE",
        "skip_locked": "FOR UPDATE SKIP LOCKED",
        "for_key_share": "FOR KEY SHARE",
        "greatest": "greatest",
        "least": "least",
    },
}
_VALUE = re.compile(r":(\w+)")


class Statement:
    """A statement built once at import: ``$word`` stands for what each database calls it, ``:name`` for a value.

    It is kept as each database reads it, so that nothing is built or looked up when a clerk waits for it; ``sql`` is
    what it was built from, ``names`` are its values' in the order of their numbers, which PostgreSQL knows them by.
    """

    __slots__ = ("_by_dialect", "names", "sql")

    def __init__(self, sql: str) -> None:
        self.sql = sql
        self.names = tuple(dict.fromkeys(_VALUE.findall(_spelled(sql, _WORDS["postgresql"]))))
        numbers = {name: f"${number}" for number, name in enumerate(self.names, 1)}
        self._by_dialect = {
            "sqlite": _spelled(sql, _WORDS["sqlite"]),
            "postgresql": _VALUE.sub(lambda value: numbers[value[1]], _spelled(sql, _WORDS["postgresql"])),
        }

    def on(self, dialect: str) -> str:
        """The statement as the database ("sqlite", "postgresql") reads it."""
        return self._by_dialect[dialect]


def _spelled(sql: str, words: dict[str, str]) -> str:
    for word, spelling in words.items():
        sql = sql.replace(f"${word}", spelling)
    return sql
