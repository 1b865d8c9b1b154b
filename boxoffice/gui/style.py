"""The one table of colours, shapes and type: light, dark and high contrast, for the whole window.

Everything that paints or styles reads a ``Theme``; no other file names a colour.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from PySide6 import QtCore
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.main_window import STYLE, WEARS


class Silhouette(StrEnum):
    """The outline of a seat; each status has its own, so that colour alone never tells two apart."""

    DISC = "disc"
    TILE = "tile"  # a filled square with round corners
    RING = "ring"
    FRAME = "frame"  # an open square
    DIAMOND = "diamond"
    DOT = "dot"  # a disc that has drawn back
    CROSS = "cross"


class Mark(StrEnum):
    """The sign inside a seat that is drawn large enough."""

    NONE = "none"
    CHECK = "check"
    CLOCK = "clock"
    COIN = "coin"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Look:
    """How a seat of one status is drawn; ``size`` in diameters of the seat, ``ink`` for mark and number."""

    silhouette: Silhouette
    color: str
    ink: str
    mark: Mark = Mark.NONE
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class Tint:
    """Where the colours of price zones are brought to: lightness 0 to 1, and the range of their strength (OKLCH)."""

    lightness: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Theme:
    """One style of the whole window: its colours by use, and the look of every seat status."""

    name: str
    dark: bool
    page: str  # behind the seats, and behind fields and lists
    surface: str  # bars, panels, buttons
    text: str
    muted: str
    line: str
    soft: str  # a quiet ground that text stands on
    accent: str
    on_accent: str
    good: str
    warning: str
    danger: str
    zones: Tint
    areas: Tint
    seats: Mapping[SeatStatus, Look]
    line_width: int = 1

    def color(self, use: str) -> QColor:
        """The colour of one use, such as ``"accent"``."""
        return QColor(str(getattr(self, use)))


FREE_COLOR = ""  # a free seat has the colour of its price zone


def _looks(
    *, free_ink: str, mine: str, on_mine: str, held: str, paying: str, reserved: str, on_reserved: str, sold: str,
    on_sold: str, kept: str, text: str,
) -> Mapping[SeatStatus, Look]:  # fmt: skip
    return MappingProxyType(
        {
            SeatStatus.FREE: Look(Silhouette.DISC, FREE_COLOR, free_ink),
            SeatStatus.MINE: Look(Silhouette.TILE, mine, on_mine, Mark.CHECK, size=1.1),
            SeatStatus.HELD: Look(Silhouette.RING, held, text, Mark.CLOCK),
            SeatStatus.PAYING: Look(Silhouette.FRAME, paying, text, Mark.COIN, size=0.96),
            SeatStatus.RESERVED: Look(Silhouette.DIAMOND, reserved, on_reserved, Mark.LETTER, size=1.1),
            SeatStatus.SOLD: Look(Silhouette.DOT, sold, on_sold, size=0.7),
            SeatStatus.KEPT: Look(Silhouette.CROSS, kept, kept, size=0.7),
        }
    )


LIGHT = Theme(
    name="light",
    dark=False,
    page="#f8f8f6",
    surface="#ffffff",
    text="#1c2126",
    muted="#5a646e",
    line="#d4d8dc",
    soft="#e3e6e9",
    accent="#1746c7",
    on_accent="#ffffff",
    good="#1f7a45",
    warning="#a34a00",
    danger="#b3202a",
    zones=Tint(lightness=0.74, least=0.07, most=0.12),
    areas=Tint(lightness=0.925, least=0.0, most=0.025),
    seats=_looks(
        free_ink="#14181c", mine="#1436a8", on_mine="#ffffff", held="#b45000", paying="#b8125f", reserved="#5b2a9d",
        on_reserved="#ffffff", sold="#d3d7db", on_sold="#626b74", kept="#8b949d", text="#1c2126",
    ),
)  # fmt: skip

DARK = Theme(
    name="dark",
    dark=True,
    page="#14171b",
    surface="#1e2328",
    text="#e7eaed",
    muted="#9fa9b3",
    line="#363d45",
    soft="#363d45",
    accent="#8fb2ff",
    on_accent="#0a1a45",
    good="#6fd39a",
    warning="#ffb45c",
    danger="#ff8d8d",
    zones=Tint(lightness=0.69, least=0.07, most=0.12),
    areas=Tint(lightness=0.27, least=0.0, most=0.03),
    seats=_looks(
        free_ink="#0c0e11", mine="#f4f7ff", on_mine="#0b2a8f", held="#ffa94d", paying="#ff7fc0", reserved="#c4a7ff",
        on_reserved="#1b0b3d", sold="#3a4149", on_sold="#a3acb5", kept="#6d7781", text="#e7eaed",
    ),
)  # fmt: skip

HIGH_CONTRAST = Theme(
    name="high contrast",
    dark=True,
    page="#000000",
    surface="#000000",
    text="#ffffff",
    muted="#e0e0e0",
    line="#ffffff",
    soft="#333333",
    accent="#ffff00",
    on_accent="#000000",
    good="#7dff9b",
    warning="#ffd000",
    danger="#ff9a9a",
    zones=Tint(lightness=0.84, least=0.06, most=0.12),
    areas=Tint(lightness=0.22, least=0.0, most=0.0),
    seats=_looks(
        free_ink="#000000", mine="#ffff00", on_mine="#000000", held="#00e5ff", paying="#ff8bff", reserved="#9d6bff",
        on_reserved="#000000", sold="#6e6e6e", on_sold="#ffffff", kept="#ffffff", text="#ffffff",
    ),
    line_width=2,
)  # fmt: skip

THEMES: Mapping[str, Theme] = MappingProxyType({theme.name: theme for theme in (LIGHT, DARK, HIGH_CONTRAST)})


def desktop_theme() -> Theme:
    """The theme that goes with what the desktop is set to."""
    return DARK if QGuiApplication.styleHints().colorScheme() is QtCore.Qt.ColorScheme.Dark else LIGHT


def apply(theme: Theme) -> None:
    """Dress the running application in ``theme``."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        if app.property(WEARS) != STYLE:
            app.setStyle(STYLE)
            app.setProperty(WEARS, STYLE)
        app.setPalette(palette(theme))
        app.setStyleSheet(style_sheet(theme))


def palette(theme: Theme) -> QPalette:
    """The colours of ``theme`` in the roles that standard widgets read."""
    role = QPalette.ColorRole
    result = QPalette()
    for roles, use in (
        ((role.Window, role.Button, role.ToolTipBase, role.AlternateBase), "surface"),
        ((role.Base,), "page"),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), "text"),
        ((role.PlaceholderText,), "muted"),
        ((role.Mid, role.Midlight, role.Dark), "line"),
        ((role.Highlight, role.Link, role.Accent), "accent"),
        ((role.HighlightedText,), "on_accent"),
    ):
        for each in roles:
            result.setColor(each, theme.color(use))
    for each in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, each, theme.color("muted"))
    return result


def style_sheet(theme: Theme) -> str:
    """The few rules that a palette cannot express."""
    return f"""
QToolTip {{ color: {theme.text}; background: {theme.surface}; border: {theme.line_width}px solid {theme.line};
    padding: 6px 8px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QToolBar {{ background: {theme.surface}; border: 0; border-bottom: {theme.line_width}px solid {theme.line};
    spacing: 4px; padding: 4px; }}
QStatusBar {{ background: {theme.surface}; border-top: {theme.line_width}px solid {theme.line}; }}
QPushButton, QToolButton {{ padding: 5px 10px; border: {theme.line_width}px solid {theme.line}; border-radius: 5px;
    background: {theme.surface}; color: {theme.text}; }}
QPushButton[chip="true"] {{ padding: 2px 7px; }}
QToolButton {{ border-color: transparent; }}
QPushButton:hover, QToolButton:hover {{ border-color: {theme.accent}; }}
QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{ background: {theme.soft}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {theme.accent}; padding: 4px 9px; }}
QPushButton:default {{ background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {theme.muted}; }}
QLineEdit, QComboBox, QSpinBox {{ padding: 5px 7px; border: {theme.line_width}px solid {theme.line};
    border-radius: 5px; background: {theme.page}; color: {theme.text}; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus {{ border: 2px solid {theme.accent}; padding: 4px 6px; }}
QScrollArea, QAbstractScrollArea {{ border: 0; }}
QHeaderView::section {{ background: {theme.surface}; color: {theme.muted}; border: 0; padding: 4px 8px;
    border-bottom: {theme.line_width}px solid {theme.line}; }}
"""
