"""Finds the customer of an order while a clerk types, or adds one, in the place of the order's lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from boxoffice.gui.sell.typing_box import is_typed
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.question import Field
from boxoffice.gui.widgets.text import tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from boxoffice.domain.customers import Customer

_INSET = 10
_PAUSE_MS = 120  # between two letters of one word
_ACT = Qt.ItemDataRole.UserRole
_KEYS_OF_LIST = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class _Search(Field):
    """Leaves the arrows to the list under it."""

    def __init__(self, found: QListWidget) -> None:
        super().__init__()
        self._found = found

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in _KEYS_OF_LIST:
            self._found.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


class _Found(QListWidget):
    """Leaves what is typed to the box above it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if is_typed(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class CustomerFinder(QWidget):
    """``chosen`` carries a customer's id, or None to take the customer off; ``added`` name, phone and e-mail.

    ``search`` asks for the customers of a text and hands its second argument the answer.
    """

    chosen = Signal(object)
    added = Signal(str, str, str)

    def __init__(
        self,
        search: Callable[[str, Callable[[tuple[Customer, ...]], None]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._shown_for: str | None = None  # the text whose customers are in the list
        self._enter_waits = False
        self._has_customer = False
        self.found = _Found()
        self.text = _Search(self.found)
        self.name, self.phone, self.email = Field(), Field(), Field()
        self._add = QPushButton("Add to the order", default=True)
        self._back = QPushButton("Back")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._arrange()
        self._connect()

    @property
    def adds(self) -> bool:
        """Whether a customer is being added."""
        return self._pages.currentIndex() == 1

    def begin(self, *, has_customer: bool) -> None:
        """Look for a customer, beginning with nothing; the one whom the order has can be taken off."""
        self._has_customer = has_customer
        self._pages.setCurrentIndex(0)
        self.text.setText("")
        self._show("", ())
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _typed(self) -> None:
        self._enter_waits = False
        self._pause.start()

    def _ask(self) -> None:
        text = self.text.text().strip()
        if text:
            self._search(text, lambda customers: self._show(text, customers))
        else:
            self._show("", ())

    def _show(self, text: str, customers: tuple[Customer, ...]) -> None:
        if text != self.text.text().strip():
            return  # an answer for what was typed before
        self._shown_for = text
        self.found.clear()
        for customer in customers:
            self._list(customer.told, lambda customer=customer: self.chosen.emit(customer.id))  # type: ignore[misc]
        if text:
            self._list(f"Add “{text}”…", self._begin_adding)
        if self._has_customer:
            self._list("Without a customer", lambda: self.chosen.emit(None))
        self.found.setCurrentRow(0 if text else -1)
        if self._enter_waits:
            self._take()

    def _list(self, text: str, act: Callable[[], None]) -> None:
        line = QListWidgetItem(text, self.found)
        line.setToolTip(tip(text))
        line.setSizeHint(QSize(0, self.fontMetrics().height() + _INSET))
        line.setData(_ACT, act)

    def _take(self) -> None:
        """Take the line that is chosen, as soon as the lines are those of what is typed."""
        self._enter_waits = self.text.text().strip() != self._shown_for
        line = self.found.currentItem()
        if self._enter_waits:
            self._pause.stop()
            self._ask()
        elif line is not None:
            self._do(line)

    def _do(self, line: QListWidgetItem) -> None:
        act: Callable[[], None] = line.data(_ACT)
        act()

    def _begin_adding(self) -> None:
        text = self.text.text().strip()
        for field in (self.name, self.phone, self.email):
            field.setText("")
        known = self.email if "@" in text else self.phone if not any(letter.isalpha() for letter in text) else self.name
        known.setText(text)
        self._pages.setCurrentIndex(1)
        (self.phone if known is self.name else self.name).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _finish_adding(self) -> None:
        if self._add.isEnabled():
            self.added.emit(self.name.text(), self.phone.text(), self.email.text())

    def _judge(self) -> None:
        self._add.setEnabled(bool(self.name.text().strip()))

    def _look_again(self) -> None:
        self._pages.setCurrentIndex(0)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._typed)
        self.text.returnPressed.connect(self._take)
        self.found.itemClicked.connect(self._do)
        self.name.textChanged.connect(self._judge)
        for field in (self.name, self.phone, self.email):
            field.returnPressed.connect(self._finish_adding)
        self._add.clicked.connect(self._finish_adding)
        self._back.clicked.connect(self._look_again)
        self._judge()

    def _arrange(self) -> None:
        for field, what, longest in (
            (self.text, "Customer: name, phone or e-mail", 80),
            (self.name, "Name", 80),
            (self.phone, "Phone", 40),
            (self.email, "E-mail", 120),
        ):
            field.setPlaceholderText(what)
            field.setAccessibleName(what)
            field.setMaxLength(longest)
        self.found.setAccessibleName("Customers")
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        title = QLabel("New customer")
        tones.set_type(title, 1.0, bold=True)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addWidget(self._add, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(_page(self.text, self.found))
        self._pages.addWidget(_page(title, self.name, self.phone, self.email, buttons, None))


def _page(*parts: QWidget | QHBoxLayout | None) -> QWidget:
    """Parts under each other; None takes the room that is left."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 0, 16, 0)
    column.setSpacing(6)
    for part in parts:
        if part is None:
            column.addStretch(1)
        elif isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return page
