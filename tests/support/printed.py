"""Printed pages read back: the text of a PDF, the codes in what it draws, and ink on a picture."""

import io
from typing import Any

import pypdf
import zxingcpp
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

POINTS_PER_MM = 72 / 25.4
_DOTS_PER_POINT = 4


def squashed(text: str) -> str:
    """The text without white, which a PDF keeps as distances."""
    return "".join(text.split())


def texts(pdf: bytes) -> list[str]:
    """The text of each page, squashed."""
    return [squashed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in millimetres."""
    boxes = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return [(float(box.width) / POINTS_PER_MM, float(box.height) / POINTS_PER_MM) for box in boxes]


def places(pdf: bytes) -> list[tuple[int, int, str]]:
    """Each piece of text on the first page with its place in tenths of a millimetre."""
    found: list[tuple[int, int, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((round(x / POINTS_PER_MM * 10), round(y / POINTS_PER_MM * 10), text))

    pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return found


def codes(image: QImage) -> list[str]:
    """What a scanner reads on the picture."""
    return [code.text for code in zxingcpp.read_barcodes(image.convertToFormat(QImage.Format.Format_Grayscale8))]


def codes_in(pdf: bytes, *, page: int = 0) -> list[str]:
    """What a scanner reads on a page of the PDF."""
    return codes(_filled(pypdf.PdfReader(io.BytesIO(pdf)).pages[page]))


def has_ink(image: QImage, where: QRect) -> bool:
    """Whether anything is printed in a part of the picture."""
    part = image.copy(where)
    white = QImage(part.size(), part.format())
    white.fill(Qt.GlobalColor.white)
    return part != white


def _filled(page: pypdf.PageObject) -> QImage:
    """The areas that the page fills, each in black where its colour is dark, else in white."""
    image = QImage(
        round(float(page.mediabox.width) * _DOTS_PER_POINT),
        round(float(page.mediabox.height) * _DOTS_PER_POINT),
        QImage.Format.Format_Grayscale8,
    )
    image.fill(Qt.GlobalColor.white)
    painter, path, dark = QPainter(image), QPainterPath(), [False]
    painter.translate(0, image.height())
    painter.scale(_DOTS_PER_POINT, -_DOTS_PER_POINT)

    def visit(operator: bytes, operands: list[Any], cm: list[float], _tm: list[float]) -> None:
        nonlocal path
        numbers = [float(each) for each in operands] if operator in {b"m", b"l", b"scn", b"re"} else []
        if operator == b"scn":
            dark[0] = sum(numbers) < 1
        elif operator in {b"m", b"l"}:
            x, y = numbers
            there = (x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5])
            (path.moveTo if operator == b"m" else path.lineTo)(*there)
        elif operator in {b"f", b"f*", b"n", b"S", b"W", b"W*"}:
            if operator in {b"f", b"f*"}:
                painter.fillPath(path, Qt.GlobalColor.black if dark[0] else Qt.GlobalColor.white)
            path = QPainterPath()

    page.extract_text(visitor_operand_before=visit)
    painter.end()
    return image
