"""The lines of an order, grouped under their performance, then under zone and price."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate

from boxoffice.domain import moments
from boxoffice.domain.orders import FULL_PRICE, LineState, OrderLine, OrderVoucher
from boxoffice.domain.vouchers import shown
from boxoffice.gui.sell.typing_box import SilentList, is_selected
from boxoffice.gui.widgets import tones

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from boxoffice.domain.money import Currency
    from boxoffice.domain.orders import Order

Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Night:
    """A heading: which event, and when."""

    event: str
    when: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading within a night: how many seats of which zone and price type, for how much each; or a fee."""

    zone: str
    count: str  # how many at which price, and what that makes; empty where the order has none of them
    total: str

    @property
    def text(self) -> str:
        """The heading in one line."""
        return f"{self.zone}{self.count}"


Entry = Night | Block | OrderLine | OrderVoucher
_LINES = (OrderLine, OrderVoucher)  # what can be selected, and given back


def entries(order: Order, *, currency: Currency, zone: str) -> tuple[Entry, ...]:
    """What the list shows, from top to bottom."""
    result: list[Entry] = []
    for night in order.by_performance():
        when = moments.day_and_time(night[0].starts_at, zone=zone)
        result.append(Night(night[0].event, f"{when} · {night[0].hall}"))
        for (*words, price), block in groupby(sorted(night, key=_block), key=_block):
            lines = tuple(block)
            result.append(_heading(words, price, sum(not line.is_lapsed for line in lines), currency=currency))
            result.extend(lines)
    result.extend(_fees(order, currency=currency))
    result.extend(order.vouchers)
    return tuple(result)


def _block(line: OrderLine) -> tuple[str, str, str, int]:
    """What the lines under one heading have in common; the full price needs no word."""
    return line.zone, "" if line.price_type == FULL_PRICE else line.price_type, line.promotions, line.price


def _heading(words: Sequence[str], price: int, count: int, *, currency: Currency) -> Block:
    name = " · ".join(word for word in words if word)
    if not count:
        return Block(name, "", "")
    return Block(name, f" · {count} × {currency.format(price)}", currency.format(count * price))


def _fees(order: Order, *, currency: Currency) -> Iterator[Block]:
    """A heading for each kind of fee that the order is charged."""
    has = {line.id for line in order.lines if not line.is_lapsed}
    counts = Counter((fee.name, fee.amount) for fee in order.fees if fee.is_charged(has))
    for (name, amount), count in counts.items():
        yield _heading([name], amount, count, currency=currency)


def line_text(line: OrderLine | OrderVoucher) -> str:
    """What a line is: a seat, or a gift voucher with its code once it has one."""
    if isinstance(line, OrderVoucher):
        return f"Gift voucher {shown(line.code)}".strip()
    return line.seat


def state_text(line: OrderLine | OrderVoucher) -> str:
    """What a clerk must know of a line whose hold is over; empty for one that the order has."""
    if isinstance(line, OrderVoucher):
        return ""
    if line.state is LineState.FREE_AGAIN:
        return "free again"
    if line.state is LineState.TAKEN:
        return f"taken by {line.taken_by}" if line.taken_by else "taken"
    return ""


def price_of(line: OrderLine | OrderVoucher) -> int:
    """What is to pay for a line (minor units)."""
    return line.amount if isinstance(line, OrderVoucher) else line.price


class Lines(QAbstractListModel):
    """The entries for view and screen reader."""

    def __init__(self, *, currency: Currency, zone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._currency = currency
        self._zone = zone
        self.entries: tuple[Entry, ...] = ()

    def show(self, order: Order | None) -> None:
        """Show another order, or the same one changed."""
        self.beginResetModel()
        self.entries = entries(order, currency=self._currency, zone=self._zone) if order is not None else ()
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if isinstance(self.entries[index.row()], _LINES) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if isinstance(entry, Night):
            return f"{entry.event}, {entry.when}"
        if isinstance(entry, Block):
            return f"{entry.text}, {entry.total}".removesuffix(", ")
        return f"{line_text(entry)}, {state_text(entry) or self._currency.format(price_of(entry))}"


class _Painter(QStyledItemDelegate):
    def __init__(self, *, currency: Currency, parent: QWidget) -> None:
        super().__init__(parent)
        self._currency = currency

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 (Qt's name)
        line = option.fontMetrics.height()
        entry = index.data(_ENTRY)
        return QSize(120, {Night: 2 * line + 14, Block: line + 10}.get(type(entry), line + 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Night):
            self._paint_night(painter, option, entry)
        elif isinstance(entry, Block):
            self._paint_block(painter, option, entry)
        else:
            self._paint_line(painter, option, entry, selected=is_selected(option, index))
        painter.restore()

    def _paint_night(self, painter: QPainter, option: QStyleOptionViewItem, night: Night) -> None:
        rect = option.rect.adjusted(16, 8, -16, -4)
        half = rect.height() // 2
        painter.setFont(tones.sized(option.font, 1.0, bold=True))
        painter.setPen(tones.theme().color("text"))
        event = painter.fontMetrics().elidedText(night.event, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect.adjusted(0, 0, 0, -half), _LEFT, event)
        painter.setFont(option.font)
        painter.setPen(tones.theme().color("muted"))
        when = painter.fontMetrics().elidedText(night.when, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect.adjusted(0, half, 0, 0), _LEFT, when)

    def _paint_block(self, painter: QPainter, option: QStyleOptionViewItem, block: Block) -> None:
        rect = option.rect.adjusted(16, 2, -16, -2)
        painter.setFont(tones.sized(option.font, 0.95))
        painter.setPen(tones.theme().color("muted"))
        metrics = painter.fontMetrics()
        room = rect.width() - metrics.horizontalAdvance(f"{block.count}{block.total}") - 8
        zone = metrics.elidedText(block.zone, Qt.TextElideMode.ElideRight, room)  # what it costs is never cut
        painter.drawText(rect, _LEFT, f"{zone}{block.count}")
        painter.drawText(rect, _RIGHT, block.total)

    def _paint_line(
        self, painter: QPainter, option: QStyleOptionViewItem, line: OrderLine | OrderVoucher, *, selected: bool
    ) -> None:
        worn = tones.theme()
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(worn.color("accent"))
            painter.drawRoundedRect(option.rect.adjusted(8, 1, -8, -1), 5, 5)
        state = state_text(line)
        rect = option.rect.adjusted(24, 0, -16, 0)
        painter.setPen(worn.color("on_accent" if selected else "muted" if state else "text"))
        font = tones.sized(option.font, 1.0)
        font.setStrikeOut(bool(state))
        painter.setFont(font)
        right = state or self._currency.format(price_of(line))
        room = rect.width() - option.fontMetrics.horizontalAdvance(right) - 10
        painter.drawText(
            rect, _LEFT, painter.fontMetrics().elidedText(line_text(line), Qt.TextElideMode.ElideRight, room)
        )
        painter.setFont(option.font)
        if state and not selected:
            painter.setPen(worn.color("warning"))
        painter.drawText(rect, _RIGHT, right)


class OrderList(SilentList):
    """The list; several lines can be selected."""

    def __init__(self, *, currency: Currency, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = Lines(currency=currency, zone=zone, parent=self)
        self.setModel(self._lines)
        self.setItemDelegate(_Painter(currency=currency, parent=self))
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Current order")

    def show_order(self, order: Order | None) -> None:
        """Show the order; what was selected and is still there stays selected, and the newest line is in view."""
        selected = set(self.selected())
        known = {entry.id for entry in self._lines.entries if isinstance(entry, _LINES)}
        self._lines.show(order)
        for row, entry in enumerate(self._lines.entries):
            if not isinstance(entry, _LINES):
                continue
            if entry.id in selected:
                self.selectionModel().select(self._lines.index(row), self.selectionModel().SelectionFlag.Select)
            if entry.id not in known:
                self.scrollTo(self._lines.index(row))

    def selected(self) -> list[int]:
        """The ids of the selected lines."""
        chosen: Sequence[QModelIndex] = self.selectedIndexes()
        return [index.data(_ENTRY).id for index in chosen]

    def step(self, by: int) -> None:
        """Select the next line, or the one before, from the selected one on; at either end, the first or last."""
        rows = [row for row, entry in enumerate(self._lines.entries) if isinstance(entry, _LINES)]
        if not rows:
            return
        chosen = [index.row() for index in self.selectedIndexes()]
        at = rows.index(chosen[-1]) + by if chosen else (0 if by > 0 else len(rows) - 1)
        self.clearSelection()
        if 0 <= at < len(rows):  # beyond an end nothing is selected, and so all lines are meant
            self.setCurrentIndex(self._lines.index(rows[at]))

    @property
    def newest(self) -> int | None:
        """The id of the line that was added last."""
        return max((entry.id for entry in self._lines.entries if isinstance(entry, _LINES)), default=None)
