"""Every act of the window, once: menus, tool bar, keys and the help sheet are made from this table.

Letters and digits belong to the box for typing seats, so acts lie on function keys, the number pad and Ctrl.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolBar

from boxoffice.domain.orders import PaymentState
from boxoffice.domain.permissions import Permission
from boxoffice.gui.sell.price_bar import TYPES
from boxoffice.gui.widgets import icons

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QMainWindow

    from boxoffice.gui.desk import Desk
    from boxoffice.settings import Theme


class Menu(StrEnum):
    """The menus, in their order."""

    ORDER = "&Order"
    PRICES = "P&rices"
    PAYMENT = "&Payment"
    PERFORMANCE = "Per&formance"
    HOLDS = "&Holds"
    HOUSE = "Ho&use"
    VIEW = "&View"
    HELP = "He&lp"


_THEMES: tuple[tuple[Theme, str], ...] = (
    ("system", "As the &system"),
    ("light", "&Light"),
    ("dark", "&Dark"),
    ("contrast", "High &contrast"),
)


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Act:
    """One act: how it is called, which keys do it, whose it is to do, when it can be done, and what does it.

    ``checked`` makes it a choice that is on or off, kept up to date; ``bar`` puts it on the tool bar.
    """

    id: str
    menu: Menu
    text: str
    keys: tuple[str, ...]
    handler: Callable[[], object]
    when: Callable[[], bool] = _always
    permission: Permission | None = None
    icon: str = ""
    bar: bool = False
    checked: Callable[[], bool] | None = None
    group: int = 0  # a line is drawn in the menu where it changes


def table(desk: Desk) -> tuple[Act, ...]:
    """All acts of the window, wired to what does them."""
    return (
        *_order(desk),
        *_prices(desk),
        *_payment(desk),
        *_performance(desk),
        *_holds(desk),
        *_house(desk),
        *_view(desk),
        Act("keys", Menu.HELP, "&Keys", ("F1",), desk.show_keys, icon="keys", bar=True),
        Act("about", Menu.HELP, "&About Boxoffice", (), desk.show_about),
    )


def _order(desk: Desk) -> tuple[Act, ...]:
    sell, counter = desk.sell, desk.counter
    can = lambda: sell.can_change_seats  # noqa: E731 (a property asked anew each time)
    acts = (
        Act("forward", Menu.ORDER, "&Sell, take the money, next customer", ("F12", "Num+Enter"), sell.side.forward,
            when=lambda: sell.side.can_go_forward),
        Act("give_back", Menu.ORDER, "&Give back the selected seats, else the last", ("F8",), sell.give_back, when=can,
            group=1),
        Act("give_back_all", Menu.ORDER, "Give back &all seats", ("Ctrl+F8",), counter.give_back_all, when=can,
            group=1),
        Act("next_best", Menu.ORDER, "&Next best seats instead of the last pick", ("Shift+F8", "Num+.", "Num+,"),
            sell.best.next_best, when=lambda: sell.best.can_be_better, group=1),
        Act("leave_none_alone", Menu.ORDER, "Leave no seat a&lone: the nearest that do not", ("Shift+F3",),
            sell.best.leave_none_alone, when=lambda: sell.best.leaves_alone, group=1),
        Act("sell_voucher", Menu.ORDER, "Sell or top up a gift &voucher…", ("Ctrl+G",), sell.side.sell_voucher,
            when=lambda: not sell.side.is_paying, group=2),
        Act("keep", Menu.ORDER, "&Keep the seats for longer", ("F2",), counter.keep, when=can, group=2),
        Act("take_again", Menu.ORDER, "&Take again what is free", ("F3",), counter.take_again,
            when=lambda: sell.can_take_again, group=2),
        *_whose(desk),
    )  # fmt: skip
    quit_act = Act("quit", Menu.ORDER, "&Quit", ("Ctrl+Q",), desk.close_window, group=4)
    return (*(replace(act, permission=Permission.SELL) for act in acts), quit_act)


def _whose(desk: Desk) -> tuple[Act, ...]:
    sell, order = desk.sell, desk.sell.order
    can = lambda: sell.can_tell_whose  # noqa: E731 (a property asked anew each time)
    return (
        Act("customer", Menu.ORDER, "&Customer…", ("Ctrl+U",), order.find_customer, when=can, group=3),
        Act("note", Menu.ORDER, "N&ote…", ("Ctrl+T",), order.whose.ask_note, when=can, group=3),
        Act("park", Menu.ORDER, "&Park for the next customer…", ("Ctrl+K",), order.whose.ask_park,
            when=lambda: sell.can_park, group=3),
        Act("parked", Menu.ORDER, "Parked or&ders…", ("Ctrl+Shift+K",), desk.show_parked, group=3),
    )  # fmt: skip


def _prices(desk: Desk) -> tuple[Act, ...]:
    sell = desk.sell

    def choice(number: int) -> Act:
        return Act(
            f"price_{number}",
            Menu.PRICES,
            f"Price type &{number}",
            (f"Ctrl+{number}",),
            lambda: sell.choose_price(number),
            when=lambda: sell.can_choose_price(number),
        )

    acts = (
        *(choice(number) for number in range(1, TYPES + 1)),
        Act("promotion", Menu.PRICES, "&Promotion by code or name…", ("Ctrl+P",), sell.order.prices.ask_promotion,
            when=lambda: sell.can_use_promotion, group=1),
        Act("line_down", Menu.PRICES, "Select the &next ticket", ("Ctrl+Down",), lambda: sell.order.step(1),
            when=lambda: sell.can_change_seats, group=2),
        Act("line_up", Menu.PRICES, "Select the ticket &before", ("Ctrl+Up",), lambda: sell.order.step(-1),
            when=lambda: sell.can_change_seats, group=2),
    )  # fmt: skip
    waive = Act("waive_fees", Menu.PRICES, "&Waive the fees…", ("Ctrl+W",), sell.side.waive_fees,
        when=lambda: sell.side.can_waive_fees, permission=Permission.WAIVE_FEES, group=3)  # fmt: skip
    return (*(replace(act, permission=Permission.SELL) for act in acts), waive)


def _payment(desk: Desk) -> tuple[Act, ...]:
    side = desk.sell.side
    money, card = (lambda: side.can_take_money), (lambda: side.awaits_card)
    acts = (
        Act("exact", Menu.PAYMENT, "Paid &exactly, in cash: finish the sale", ("F6", "Num+*"), side.sell_exact,
            when=money),
        Act("part", Menu.PAYMENT, "The amount given is a &part, in cash", ("Shift+F6",), side.take_part,
            when=lambda: side.can_take_part),
        Act("card", Menu.PAYMENT, "Pay by &card: start at the terminal", ("F7", "Num+/"), side.start_card,
            when=money),
        Act("voucher", Menu.PAYMENT, "Pay by gift &voucher…", ("Shift+F7",), side.ask_voucher, when=money),
        Act("approved", Menu.PAYMENT, "The terminal &approved", ("F9",), lambda: side.settle(PaymentState.APPROVED),
            when=card, group=1),
        Act("declined", Menu.PAYMENT, "The terminal &declined", ("F10",), lambda: side.settle(PaymentState.DECLINED),
            when=card, group=1),
        Act("unknown", Menu.PAYMENT, "The terminal's answer is &not known", ("F11",),
            lambda: side.settle(PaymentState.UNKNOWN), when=card, group=1),
    )  # fmt: skip
    take_back = Act("take_payment_back", Menu.PAYMENT, "&Take the last payment back…", ("Ctrl+F7",),
        side.take_last_back, when=lambda: side.can_take_payment_back,
        permission=Permission.REVERSE_PAYMENTS, group=2)  # fmt: skip
    back = Act("back", Menu.PAYMENT, "&Back to the seats", ("Esc",), desk.back, group=2)
    return (*(replace(act, permission=Permission.SELL) for act in acts), take_back, back, *_paper(desk))


def _paper(desk: Desk) -> tuple[Act, ...]:
    paperwork, menu = desk.paperwork, Menu.PAYMENT
    acts = (
        Act(
            "came_out", menu, "&What came out? Print the rest again…", ("Ctrl+R",), paperwork.ask_what_came_out, group=3
        ),
        Act("receipt", menu, "Print the &receipt", ("Ctrl+Shift+R",), paperwork.print_receipt, group=3),
    )
    return tuple(replace(act, permission=Permission.SELL, when=lambda: paperwork.has_sold) for act in acts)


def _performance(desk: Desk) -> tuple[Act, ...]:
    board = desk.sell.board
    menu, when = Menu.PERFORMANCE, desk.is_selling
    return (
        Act("next", menu, "&Next performance", ("Ctrl+PgDown",), lambda: board.step(1), when=when),
        Act("previous", menu, "&Previous performance", ("Ctrl+PgUp",), lambda: board.step(-1), when=when),
        Act("first", menu, "&Tonight's first", ("Ctrl+Home",), board.first, when=when),
        Act("find", menu, "&Find a performance", ("F4", "Ctrl+F"), desk.find, icon="find", bar=True, group=1),
        Act("refresh", menu, "&Read everything anew", ("F5",), desk.read_anew, group=1),
    )


def _holds(desk: Desk) -> tuple[Act, ...]:
    return (
        Act("release_expired", Menu.HOLDS, "&Release expired holds", ("Ctrl+E",), desk.release_expired,
            permission=Permission.RELEASE_EXPIRED_HOLDS, icon="release", bar=True),
        Act("all_holds", Menu.HOLDS, "&All holds…", ("Ctrl+H",), desk.show_holds, icon="holds", bar=True),
    )  # fmt: skip


def _house(desk: Desk) -> tuple[Act, ...]:
    office, may = desk.office, Permission.PLAN_HOUSE
    return (
        Act("import_plan", Menu.HOUSE, "&Import a seating plan…", ("Ctrl+I",), desk.import_plan, permission=may),
        Act("new_performance", Menu.HOUSE, "&New performance…", ("Ctrl+N",), desk.new_performance, permission=may),
        Act("print_queue", Menu.HOUSE, "Print &queue…", ("Ctrl+J",), desk.paperwork.show_queue, group=1),
        Act("printers", Menu.HOUSE, "&Printers and paper…", (), desk.paperwork.show_printers, group=1),
        Act("prices", Menu.HOUSE, "&Prices…", ("Ctrl+Shift+P",), office.show_prices, permission=Permission.SET_PRICES),
        Act("house", Menu.HOUSE, "&House and receipts…", ("Ctrl+Shift+H",), office.show_house, permission=may),
        Act("save", Menu.HOUSE, "&Save what is changed", ("Ctrl+S",), office.save, when=office.can_save, group=1),
    )


def _view(desk: Desk) -> tuple[Act, ...]:
    seats = desk.sell.showing.map
    menu = Menu.VIEW
    acts = (
        Act("zoom_in", menu, "Zoom &in", ("Ctrl++", "Num++"), seats.zoom_in),
        Act("zoom_out", menu, "Zoom &out", ("Ctrl+-", "Num+-"), seats.zoom_out),
        Act("fit", menu, "&Whole house", ("Ctrl+0",), seats.fit),
        Act("legend", menu, "&Legend", ("Ctrl+L",), desk.toggle_legend,
            checked=lambda: not desk.sell.showing.legend.isHidden(), group=1),
        Act("flip", menu, "Stage at the &bottom", ("Ctrl+B",), desk.flip_stage,
            checked=lambda: desk.settings.stage_at_bottom, group=1),
    )  # fmt: skip
    return acts + tuple(_theme(desk, theme, text) for theme, text in _THEMES)


def _theme(desk: Desk, theme: Theme, text: str) -> Act:
    return Act(
        f"theme_{theme}",
        Menu.VIEW,
        text,
        (),
        lambda: desk.wear(theme),
        checked=lambda: desk.settings.theme == theme,
        group=2,
    )


def key(text: str) -> QKeySequence:
    """The key sequence of a key as the table names it."""
    return QKeySequence(text)


def build(window: QMainWindow, acts: tuple[Act, ...]) -> Mapping[str, QAction]:
    """Menus and tool bar of the window, made from the table; the actions by their ids."""
    bar = QToolBar("Tools", window, movable=False)
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    menus = {menu: window.menuBar().addMenu(menu.value) for menu in Menu}
    last: dict[Menu, int] = {}
    result = {}
    for act in acts:
        action = result[act.id] = _action(window, act)
        if last.setdefault(act.menu, act.group) != act.group:
            menus[act.menu].addSeparator()
            last[act.menu] = act.group
        menus[act.menu].addAction(action)
        if act.bar:
            bar.addAction(action)
    window.addToolBar(bar)
    return result


def follow(acts: tuple[Act, ...], actions: Mapping[str, QAction]) -> None:
    """Make possible what can be done now, and impossible what cannot."""
    for act in acts:
        actions[act.id].setEnabled(act.when())
        if act.checked is not None:
            actions[act.id].setChecked(act.checked())


def _action(window: QMainWindow, act: Act) -> QAction:
    action = QAction(act.text, window)
    action.setObjectName(act.id)
    action.setShortcuts([key(text) for text in act.keys])
    action.setAutoRepeat(False)  # a key that is held down must not sell twice
    action.setCheckable(act.checked is not None)
    if act.icon:
        action.setIcon(icons.icon(act.icon))
        action.setIconText(act.text.replace("&", "").rstrip("…"))
    action.triggered.connect(lambda _checked: act.handler())
    return action
