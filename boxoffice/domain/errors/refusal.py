"""Every refusal that a clerk can meet: one plain sentence and what to do next."""

from typing import ClassVar


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802 (lupdate looks for this name)
    """Mark a sentence for translation; the window translates it, the command line speaks English."""
    return text


class Refusal(Exception):  # noqa: N818 (a refusal is an answer, not a fault of the program)
    """An act that the program refuses; ``str()`` is the sentence with its facts filled in."""

    sentence: ClassVar[str] = QT_TRANSLATE_NOOP("Refusal", "This cannot be done now. Try again.")

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence.format(**facts))
