"""Ink on a device: a sheet painted at its millimetres, the same on screen, in a PDF and on paper."""

import math
from dataclasses import replace
from functools import singledispatch
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from boxoffice.printing.lettering import PER_MM, font, width_of
from boxoffice.printing.logo import picture
from boxoffice.printing.qr import QUIET, modules, runs
from boxoffice.printing.sheet import Align, Code, Face, Item, Picture, Rule, Sheet, Stamp, Text, Type

_PALE: Final = QColor(222, 222, 222)  # the stamp: seen at a glance, and black letters on it stay black
_STAMPED: Final = Type(1.0, Face.SANS, bold=True)
_WHITE: Final = QColor(255, 255, 255)


def paint(sheet: Sheet, *, on: QPainter, dots_per_mm: float) -> None:
    """Paint the sheet from the device's upper left corner."""
    on.save()
    on.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    on.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    on.scale(dots_per_mm / PER_MM, dots_per_mm / PER_MM)
    on.setPen(Qt.GlobalColor.black)
    for item in sheet.items:
        _paint(item, on)
    on.restore()


@singledispatch
def _paint(item: Item, on: QPainter) -> None:
    raise TypeError(item, on)


@_paint.register
def _(item: Text, on: QPainter) -> None:
    on.setFont(font(item.type))
    spare = item.width - width_of(item.text, letters=item.type)
    x = item.x + spare * {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}[item.align]
    on.drawText(QPointF(x, item.y + item.type.baseline) * PER_MM, item.text)


@_paint.register
def _(item: Rule, on: QPainter) -> None:
    across = item.width > item.height
    pen = QPen(Qt.GlobalColor.black, min(item.width, item.height) * PER_MM)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if item.dashed:
        pen.setDashPattern([5, 5])
    on.save()
    on.setPen(pen)
    box = QRectF(item.x * PER_MM, item.y * PER_MM, item.width * PER_MM, item.height * PER_MM)
    middle = box.center()
    if across:
        on.drawLine(QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y()))
    else:
        on.drawLine(QPointF(middle.x(), box.top()), QPointF(middle.x(), box.bottom()))
    on.restore()


@_paint.register
def _(item: Code, on: QPainter) -> None:
    on.fillRect(QRectF(item.x * PER_MM, item.y * PER_MM, item.width * PER_MM, item.height * PER_MM), _WHITE)
    module = item.width / (len(modules(item.text)) + 2 * QUIET) * PER_MM
    # One path: of rectangles that are filled each on their own, the seams would show.
    dark = QPainterPath()
    dark.setFillRule(Qt.FillRule.WindingFill)
    for row, first, count in runs(item.text):
        left, top = item.x * PER_MM + (QUIET + first) * module, item.y * PER_MM + (QUIET + row) * module
        dark.addRect(left, top, count * module, module)
    on.fillPath(dark, Qt.GlobalColor.black)


@_paint.register
def _(item: Picture, on: QPainter) -> None:
    image = picture(item.content)
    size = image.size().toSizeF().scaled(item.width * PER_MM, item.height * PER_MM, Qt.AspectRatioMode.KeepAspectRatio)
    left, middle = item.x * PER_MM, (item.y + item.height / 2) * PER_MM
    on.drawImage(QRectF(left, middle - size.height() / 2, size.width(), size.height()), image)


@_paint.register
def _(item: Stamp, on: QPainter) -> None:
    slant = math.degrees(math.atan2(item.height, item.width)) * 0.8
    length = math.hypot(item.width, item.height) * 0.72
    size = min(item.height * 0.6, length / width_of(item.text, letters=_STAMPED))
    letters = font(replace(_STAMPED, size=size))
    on.save()
    on.setPen(_PALE)
    on.setFont(letters)
    on.translate(QPointF(item.x + item.width / 2, item.y + item.height / 2) * PER_MM)
    on.rotate(-slant)
    on.drawText(-QFontMetricsF(letters).tightBoundingRect(item.text).center(), item.text)
    on.restore()
