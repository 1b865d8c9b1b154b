"""What the page of prices reads and stores, each in one transaction; without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from boxoffice.services import price_list_setup, price_lists

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from boxoffice.domain.price_lists import PriceList
    from boxoffice.domain.price_types import PriceType
    from boxoffice.gui.tasks import Tx, WriteTx
    from boxoffice.services.price_list_setup import ListedPriceList, PricedNight
    from boxoffice.services.price_lists import ListedPromotion


@dataclass(frozen=True, slots=True)
class PricesRead:
    """All that the page shows as read at ``now`` (epoch ms); ``price_list`` is None where there is none yet."""

    now: int
    lists: tuple[ListedPriceList, ...]
    nights: tuple[PricedNight, ...]
    types: tuple[PriceType, ...]
    promotions: tuple[ListedPromotion, ...]
    zones: tuple[str, ...]
    price_list: PriceList | None


def look(tx: Tx, *, wanted: int | None) -> PricesRead:
    """All lists, and one of them whole: the wanted one, else the one that is used next, else the first."""
    lists = price_list_setup.lists(tx)
    used = [each for each in lists if each.first is not None]
    usual = min(used, key=lambda each: each.first or 0) if used else next(iter(lists), None)
    chosen = next((each for each in lists if each.id == wanted), usual)
    return PricesRead(
        now=tx.now,
        lists=lists,
        nights=price_list_setup.nights(tx),
        types=price_list_setup.price_types(tx),
        promotions=price_lists.promotions(tx),
        zones=price_list_setup.zones(tx),
        price_list=price_list_setup.read(tx, price_list=chosen.id) if chosen is not None else None,
    )


def store(
    tx: WriteTx,
    price_list: PriceList,
    *,
    seen: PriceList,
    types: Sequence[PriceType],
    own: Mapping[int, Mapping[tuple[str, str], int]],
) -> PricesRead:
    """Store a list, the price types where any are given, and the own prices of performances; all or nothing."""
    if types:
        price_lists.put_types(tx, types=types)
    price_list_setup.store(tx, price_list=price_list, seen=seen)
    for night, amounts in own.items():
        price_list_setup.store_own_prices(tx, performance=night, amounts=amounts)
    return look(tx, wanted=price_list.id)


def move(tx: WriteTx, *, nights: Sequence[int], price_list: int) -> None:
    """Let performances use a list, all or none of them."""
    for night in nights:
        price_list_setup.assign(tx, performance=night, price_list=price_list)
