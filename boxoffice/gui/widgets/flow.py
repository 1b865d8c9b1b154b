"""A layout that sets widgets in lines, like words, and begins a new line where one is full."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from boxoffice.gui.widgets.emptied import empty


class FlowLayout(QLayout):
    """As wide as it is given, as high as its lines are."""

    def __init__(self, parent: QWidget, *, across: int = 16, down: int = 2) -> None:
        super().__init__(parent)
        self._across, self._down = across, down
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # asked for a hundred times while a page is laid out
        self.setContentsMargins(4, 2, 4, 2)

    def clear(self) -> None:
        """Take all widgets out and let them go."""
        empty(self)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 (Qt's name)
        """Set one more behind the others."""
        self._heights.clear()
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 (Qt's name)
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 (Qt's name)
        """One of them, taken out."""
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 (Qt's name)
        """Neither."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """It has."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """Of all lines."""
        if width not in self._heights:
            ends = (place.bottom() + 1 for _, place in self._places(QRect(0, 0, width, 0)))
            self._heights[width] = max(ends, default=0) + self.contentsMargins().bottom()
        return self._heights[width]

    def invalidate(self) -> None:
        """Work everything out anew: a widget has another size, or is another."""
        self._heights.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The least there can be."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 (Qt's name)
        """The widest widget in a line of its own."""
        margins = self.contentsMargins()
        sizes = [item.sizeHint() for item in self._items]
        return QSize(
            max((size.width() for size in sizes), default=0) + margins.left() + margins.right(),
            max((size.height() for size in sizes), default=0) + margins.top() + margins.bottom(),
        )

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 (Qt's name)
        """Put every widget in its place."""
        super().setGeometry(rect)
        for item, place in self._places(rect):
            item.setGeometry(place)

    def _places(self, rect: QRect) -> Iterator[tuple[QLayoutItem, QRect]]:
        inner = rect.marginsRemoved(self.contentsMargins())
        x, y, high = inner.left(), inner.top(), 0
        for item in self._items:
            size = item.sizeHint()
            if x > inner.left() and x + size.width() > inner.left() + inner.width():
                x, y, high = inner.left(), y + high + self._down, 0
            yield item, QRect(QPoint(x, y), size)
            x += size.width() + self._across
            high = max(high, size.height())
