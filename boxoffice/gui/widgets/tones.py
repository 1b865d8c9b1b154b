"""The theme that is worn now, and type and colours for what the standard widgets do not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from boxoffice import paths
from boxoffice.gui import style

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QLabel, QMainWindow, QWidget

    from boxoffice.settings import Theme as Choice

BASE_POINTS = 11

_worn: list[style.Theme] = [style.LIGHT]


def enlarge() -> None:
    """Make the application's type legible at arm's length."""
    font = QApplication.font()
    font.setPointSizeF(max(BASE_POINTS, font.pointSizeF()))
    QApplication.setFont(font)


def theme() -> style.Theme:
    """The theme that the window wears."""
    return _worn[0]


def wear(choice: Choice, window: QMainWindow) -> style.Theme:
    """Dress application and window in the theme of this PC's settings."""
    chosen = {"light": style.LIGHT, "dark": style.DARK, "contrast": style.HIGH_CONTRAST}.get(choice)
    _worn[0] = chosen or style.desktop_theme()
    style.apply(theme())
    window.setStyleSheet(_sheet(theme()))
    return theme()


def sized(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """The font larger or smaller by a factor."""
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * factor)
    result.setBold(bold)
    return result


def set_type(label: QLabel, factor: float, *, bold: bool = False, tone: str = "") -> None:
    """Give a label its size, weight and tone ("quiet", "warning", "danger", "good")."""
    label.setFont(sized(label.font(), factor, bold=bold))
    set_tone(label, tone)


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a widget another tone; the style sheet knows what it looks like."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        if widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_Polished):  # else it is dressed when it is shown
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def draw_bar(painter: QPainter, rect: QRect, *, share: float, selected: bool) -> None:
    """A thin bar that is full by ``share`` (0 to 1)."""
    worn = theme()
    fill = worn.color("on_accent" if selected else "muted")
    ground = QColor(fill)
    ground.setAlphaF(0.3)
    painter.setPen(QtCore.Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, 1.5, 1.5)
    if share > 0:
        filled = QRect(rect)
        filled.setWidth(max(3, round(rect.width() * share)))
        painter.setBrush(fill)
        painter.drawRoundedRect(filled, 1.5, 1.5)


def _sheet(worn: style.Theme) -> str:
    tick = (paths.resources() / "icons" / ("check-dark.svg" if worn.dark else "check.svg")).as_posix()
    arrow = (paths.resources() / "icons" / "down.svg").as_posix()
    return f"""
QLabel[tone="quiet"] {{ color: {worn.muted}; }}
QLabel[tone="warning"] {{ color: {worn.warning}; }}
QLabel[tone="danger"] {{ color: {worn.danger}; }}
QLineEdit[tone="danger"] {{ border: 2px solid {worn.danger}; padding: 4px 6px; }}
QLineEdit[tone="warning"] {{ border: 2px solid {worn.warning}; padding: 4px 6px; }}
QLabel[tone="good"] {{ color: {worn.good}; }}
QWidget#panel {{ background: {worn.surface}; }}
QWidget#order {{ background: {worn.surface}; border-left: {worn.line_width}px solid {worn.line}; }}
QWidget#board {{ background: {worn.surface}; border-right: {worn.line_width}px solid {worn.line}; }}
QWidget#board QListView, QWidget#order QListView {{ background: {worn.surface}; outline: 0; }}
QWidget#page {{ background: {worn.page}; }}
QFrame#rule {{ background: {worn.line}; max-height: {worn.line_width}px; min-height: {worn.line_width}px; border: 0; }}
QLabel#band {{ background: {worn.warning}; color: {worn.surface}; padding: 7px 16px; font-weight: bold; }}
QLabel#band[tone="quiet"] {{ background: {worn.soft}; color: {worn.text}; }}
QFrame#strip {{ background: {worn.surface}; border: {worn.line_width}px solid {worn.accent}; border-radius: 8px; }}
QFrame#strip[tone="warning"] {{ border: 2px solid {worn.warning}; }}
QFrame#strip[tone="danger"] {{ background: {worn.danger}; border: 2px solid {worn.danger}; }}
QLabel[tone="loud"] {{ color: {worn.surface}; font-weight: bold; }}
QFrame#card {{ background: {worn.surface}; border: {worn.line_width}px solid {worn.line}; border-radius: 10px; }}
QPushButton[big="true"] {{ padding: 10px 18px; font-size: 12pt; }}
QPushButton#forward {{ background: {worn.accent}; color: {worn.on_accent}; border-color: {worn.accent};
    padding: 12px 16px; font-size: 14pt; font-weight: bold; }}
QPushButton#forward:focus {{ border: 3px solid {worn.text}; padding: 10px 14px; }}
QPushButton#forward:disabled {{ background: {worn.soft}; color: {worn.muted}; border-color: {worn.soft}; }}
QScrollBar:vertical {{ width: 12px; background: transparent; margin: 0; }}
QScrollBar:horizontal {{ height: 12px; background: transparent; margin: 0; }}
QScrollBar::handle {{ background: {worn.line}; border-radius: 4px; margin: 2px; min-height: 36px; min-width: 36px; }}
QScrollBar::handle:hover {{ background: {worn.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QStatusBar QLabel {{ padding: 2px 6px; }}
QMenuBar {{ background: {worn.surface}; }}
QPushButton:default:disabled {{ background: {worn.soft}; color: {worn.muted}; border-color: {worn.soft}; }}
QDateTimeEdit, QPlainTextEdit {{ padding: 5px 7px; border: {worn.line_width}px solid {worn.line}; border-radius: 5px;
    background: {worn.page}; color: {worn.text}; }}
QDateTimeEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {worn.accent}; padding: 4px 6px; }}
QComboBox::drop-down, QDateTimeEdit[calendarPopup="true"]::drop-down {{ border: 0; width: 26px; }}
QComboBox::down-arrow, QDateTimeEdit[calendarPopup="true"]::down-arrow {{
    image: url("{arrow}"); width: 12px; height: 12px; }}
QTimeEdit::up-button, QTimeEdit::down-button, QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: 0; }}
QCheckBox::indicator, QListWidget::indicator {{ width: 14px; height: 14px; border-radius: 3px;
    border: {worn.line_width}px solid {worn.muted}; background: {worn.page}; }}
QCheckBox::indicator:checked, QListWidget::indicator:checked {{ image: url("{tick}"); background: {worn.accent};
    border-color: {worn.accent}; }}
QCheckBox::indicator:disabled {{ border-color: {worn.line}; }}
QCheckBox::indicator:checked:disabled {{ background: {worn.muted}; border-color: {worn.muted}; }}
QCheckBox:focus {{ text-decoration: underline; }}
QTabWidget::pane {{ border: 0; border-top: {worn.line_width}px solid {worn.line}; }}
QTabBar::tab {{ padding: 7px 16px; border: 0; border-bottom: 3px solid transparent; color: {worn.muted}; }}
QTabBar::tab:selected {{ color: {worn.text}; border-bottom: 3px solid {worn.accent}; }}
QTabBar::tab:focus {{ background: {worn.soft}; }}
QListWidget {{ background: {worn.surface}; border: {worn.line_width}px solid {worn.line}; border-radius: 5px; }}
QListWidget::item {{ padding: 4px 8px; }}
QListWidget::item:selected {{ background: {worn.accent}; color: {worn.on_accent}; }}
QWidget#plain {{ background: transparent; }}
QTableView {{ background: {worn.surface}; }}
QTableView::item {{ padding: 0 10px; }}
QTableView::item:selected {{ background: {worn.accent}; color: {worn.on_accent}; }}
QHeaderView::section {{ padding: 6px 10px; }}
"""
