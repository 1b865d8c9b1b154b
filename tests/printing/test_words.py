"""The words on paper are there in every language."""

from dataclasses import fields

from boxoffice.domain.orders import Method
from boxoffice.printing.words import ENGLISH, WORDS


def test_no_word_is_missing_in_any_language() -> None:
    for words in WORDS.values():
        for field in fields(words):
            assert getattr(words, field.name)
        assert set(words.methods) == set(words.refunds) == set(Method)


def test_the_patterns_take_the_same_facts_in_every_language() -> None:
    for words in WORDS.values():
        for name in ("percent", "page", "tax_number"):
            assert getattr(words, name).count("{}") == getattr(ENGLISH, name).count("{}")
