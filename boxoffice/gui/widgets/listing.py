"""A table of equal things: columns by what they say of one thing, searched and sorted by the same words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from boxoffice.gui.widgets import tones

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")
_NO_INDEX = QModelIndex()
_SORT = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its heading, the words for one thing, what it is sorted by, and whether the words are a warning."""

    heading: str
    text: Callable[[T], str]
    order: Callable[[T], object] | None = None
    warns: Callable[[T], bool] | None = None


class _Model(QAbstractTableModel, Generic[T]):
    def __init__(self, columns: tuple[Column[T], ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = columns
        self.things: tuple[T, ...] = ()

    def show(self, things: Sequence[T]) -> None:
        self.beginResetModel()
        self.things = tuple(things)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(self.things)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(self.columns)

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        thing, column = self.things[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(thing)
        if role == _SORT:
            return column.order(thing) if column.order is not None else column.text(thing).casefold()
        if role == Qt.ItemDataRole.ForegroundRole and column.warns is not None and column.warns(thing):
            return tones.theme().color("warning")
        return None


class _Sorted(QSortFilterProxyModel):
    """Sorts by Python's own order: epoch milliseconds do not fit into every number that Qt compares."""

    def lessThan(self, left: Index, right: Index) -> bool:  # noqa: N802 (Qt's name)
        return bool(left.data(_SORT) < right.data(_SORT))


class Listing(QTableView, Generic[T]):
    """A read-only table; ``search`` keeps the rows in which every word is found."""

    def __init__(
        self,
        columns: tuple[Column[T], ...],
        *,
        key: Callable[[T], Hashable],
        name: str,
        stretch: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._all: tuple[T, ...] = ()
        self._words: list[str] = []
        self._model = _Model(columns, self)
        self._sorted = _Sorted(self)
        self._sorted.setSourceModel(self._model)
        self.setModel(self._sorted)
        self.setAccessibleName(name)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)

    @property
    def shown(self) -> tuple[T, ...]:
        """The things that the search lets through, unsorted."""
        return self._model.things

    def show_things(self, things: Sequence[T]) -> None:
        """Show other things; what was selected and is still there stays selected."""
        if tuple(things) != self._all:
            self._all = tuple(things)
            self._refill()

    def search(self, text: str) -> None:
        """Show only the things whose row has every word of the text."""
        self._words = text.casefold().split()
        self._refill()

    def selected(self) -> list[T]:
        """The selected things."""
        rows = self.selectionModel().selectedRows()
        return [self._model.things[self._sorted.mapToSource(index).row()] for index in rows]

    def choose(self, key: Hashable) -> None:
        """Select the one thing of a key, and bring it into sight."""
        rows = (row for row, thing in enumerate(self._model.things) if self._key(thing) == key)
        row = next(rows, None)
        if row is not None:
            index = self._sorted.mapFromSource(self._model.index(row, 0))
            self.selectRow(index.row())
            self.scrollTo(index)

    def _refill(self) -> None:
        selected = {self._key(thing) for thing in self.selected()}
        self._model.show([thing for thing in self._all if self._is_found(thing)])
        selection = self.selectionModel()
        how = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for row, thing in enumerate(self._model.things):
            if self._key(thing) in selected:
                index = self._sorted.mapFromSource(self._model.index(row, 0))
                selection.select(index, how)
                selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)  # the arrows go on from here

    def _is_found(self, thing: T) -> bool:
        row = " ".join(column.text(thing) for column in self._model.columns).casefold()
        return all(word in row for word in self._words)
