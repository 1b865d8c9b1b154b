"""Promotions: those that there are, with how often they were used, and a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from boxoffice.domain import moments
from boxoffice.domain.moments import WEEKDAYS
from boxoffice.domain.promotions import Lowering
from boxoffice.domain.taxes import write_rate
from boxoffice.gui.prices.promotion_form import PromotionForm
from boxoffice.gui.widgets import tones
from boxoffice.gui.widgets.listing import Column, Listing
from boxoffice.gui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from boxoffice.domain.money import Currency
    from boxoffice.domain.price_types import Validity
    from boxoffice.domain.promotions import Promotion
    from boxoffice.services.price_lists import ListedPromotion

_FORM_WIDTH = 560


class PromotionsPanel(QWidget):
    """The list at the left, a new promotion at the right; ``end_asked`` carries the promotion that is to end."""

    end_asked = Signal(int)

    def __init__(self, currency: Currency, *, zone: str, now: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._read_at = 0  # by the database's clock, which ends a promotion too
        self.list: Listing[ListedPromotion] = Listing(
            _columns(currency, zone=zone, now=lambda: self._read_at), key=lambda each: each.id, name="Promotions"
        )
        self.end = QPushButton("End the selected promotion")
        self.form = PromotionForm(currency, zone=zone, now=now)
        self.list.selectionModel().selectionChanged.connect(lambda _on, _off: self._judge())
        self.end.clicked.connect(self._ask_end)
        self._arrange()
        self._judge()

    def show_promotions(
        self, promotions: Sequence[ListedPromotion], *, zones: Sequence[str], types: Sequence[str], now: int
    ) -> None:
        """Show all promotions as they are at a moment (epoch ms), and what a new one can be for."""
        self._read_at = now
        self.list.show_things(promotions)
        self.form.offer(zones, types)
        self._judge()

    def _judge(self) -> None:
        chosen = self.list.selected()
        self.end.setEnabled(len(chosen) == 1 and not _has_ended(chosen[0].promotion.validity, self._read_at))

    def _ask_end(self) -> None:
        for each in self.list.selected():
            self.end_asked.emit(each.id)

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addWidget(self.end, 0, Qt.AlignmentFlag.AlignLeft)
        title = QLabel("A new promotion")
        tones.set_type(title, 1.1, bold=True)
        right = QVBoxLayout()
        right.addWidget(title)
        right.addWidget(scrolled(self.form), 1)
        right.addWidget(self.form.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        side = QWidget()
        side.setObjectName("plain")
        side.setFixedWidth(_FORM_WIDTH)
        right.setContentsMargins(0, 0, 0, 0)
        side.setLayout(right)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(24)
        layout.addLayout(left, 1)
        layout.addWidget(side)


def _columns(currency: Currency, *, zone: str, now: Callable[[], int]) -> tuple[Column[ListedPromotion], ...]:
    return (
        Column("Promotion", lambda each: each.promotion.name),
        Column("Code", lambda each: (each.code or "").upper()),
        Column("Lowers", lambda each: _lowers(each.promotion, currency)),
        Column("For", lambda each: _whom(each.promotion)),
        Column(
            "Offered",
            lambda each: _offered(each.promotion.validity, zone=zone, now=now()),
            warns=lambda each: _has_ended(each.promotion.validity, now()),
        ),
        Column("Used", _used, order=lambda each: each.uses),
    )


def _lowers(promotion: Promotion, currency: Currency) -> str:
    if promotion.lowering is Lowering.PERCENT:
        words = f"by {write_rate(promotion.value)} %"
    elif promotion.lowering is Lowering.AMOUNT:
        words = f"by {currency.format(promotion.value)}"
    else:
        words = f"to {currency.format(promotion.value)}"
    return f"{words}, adds" if promotion.adds else words


def _whom(promotion: Promotion) -> str:
    named = [*sorted(promotion.zones or ()), *sorted(promotion.price_types or ())]
    return ", ".join(named) or "all"


def _offered(validity: Validity, *, zone: str, now: int) -> str:
    if _has_ended(validity, now):
        return "ended"
    parts = [
        f"from {moments.day_and_time(validity.since, zone=zone)}" if validity.since is not None else "",
        f"until {moments.day_and_time(validity.until, zone=zone)}" if validity.until is not None else "",
        ", ".join(WEEKDAYS[day] for day in sorted(validity.weekdays)) if validity.weekdays is not None else "",
        f"last {validity.minutes_before} min" if validity.minutes_before is not None else "",
    ]
    return " ".join(part for part in parts if part) or "always"


def _has_ended(validity: Validity, now: int) -> bool:
    return validity.until is not None and validity.until <= now


def _used(each: ListedPromotion) -> str:
    return f"{each.uses}" if each.most_uses is None else f"{each.uses} of {each.most_uses}"
