"""Widgets made anew with every order, and the old ones let go with all that Qt kept for them."""

from PySide6.QtWidgets import QLayout


def empty(layout: QLayout) -> None:
    """Take all widgets out of a layout and let them go.

    Not by ``takeAt``: the item that it hands over is then nobody's, and stays for good.
    """
    while (item := layout.itemAt(0)) is not None:
        widget = item.widget()
        if widget is None:
            layout.removeItem(item)
            continue
        layout.removeWidget(widget)
        widget.hide()  # first: taken out with the focus in it, it would take the window's along
        widget.setParent(None)
        widget.deleteLater()
