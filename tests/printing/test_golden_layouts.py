"""Every text, line and code is where it was when somebody last looked and was pleased."""

from tests.support.layouts import GOLDEN, layouts


def test_every_layout_is_as_it_was_accepted() -> None:
    now = dict(layouts())
    assert sorted(now) == sorted(GOLDEN.glob("*.txt"))
    for file, text in now.items():
        accepted = file.read_text("utf-8")
        assert text == accepted, f"{file.name} has changed; accept it with: python -m tests.support.layouts"
