"""Paper at the window: what is sold comes out, once, and the clerk says what did not."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from boxoffice import paths
from boxoffice.db.statement import Statement
from boxoffice.domain.print_jobs import JobState, What
from boxoffice.gui.print_queue import next_rest
from boxoffice.printing.paper import PAPERS
from boxoffice.routines import print_queue as routine
from boxoffice.services import print_jobs
from tests.gui.support import press, settle, take
from tests.support.printed import codes_in, texts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox
    from pytestqt.qtbot import QtBot

    from boxoffice.db.database import Database
    from boxoffice.domain.print_jobs import PrintJob
    from boxoffice.gui.desk import Desk
    from tests.gui.conftest import Desks

_CODES = Statement(
    "SELECT c.code FROM ticket_code c JOIN ticket t ON t.id = c.ticket_id JOIN order_line l ON l.id = t.order_line_id"
    " WHERE l.order_id = :order ORDER BY l.id"
)
_NO_SUCH_MOMENT = Statement("UPDATE performance SET doors_at = 1000000000000000")


def sell(qtbot: QtBot, desk: Desk, *names: str) -> str:
    """Sell seats for exact cash, by keys; the order's id."""
    take(qtbot, desk, *names)
    press(desk, "F12")
    qtbot.waitUntil(lambda: desk.sell.side.is_paying)
    press(desk, "F6")
    qtbot.waitUntil(lambda: desk.counter.sale is not None)
    assert desk.counter.sale is not None
    return desk.counter.sale.order.id


def choose(box: QComboBox, value: object) -> None:
    """Choose as a clerk does."""
    at = box.findData(value) if box.findData(value) >= 0 else box.findText(str(value))
    assert at >= 0
    box.setCurrentIndex(at)
    box.activated.emit(at)


def print_into_files(desk: Desk) -> None:
    """Choose the built-in printer for tickets and receipts."""
    desk.actions["printers"].trigger()
    page = desk.paperwork.printers_page
    choose(page.tickets.printer, "PDF")
    choose(page.receipts.printer, "PDF")
    press(desk, "Esc")


def files() -> list[str]:
    return sorted(file.name for file in paths.pdf_folder().glob("*.pdf"))


def content(name: str) -> bytes:
    return (paths.pdf_folder() / name).read_bytes()


def jobs(house: Database, order: str, what: What = What.TICKETS) -> list[PrintJob]:
    with house.read() as tx:
        return [job for job in print_jobs.of_order(tx, order=order) if job.what is what]


def codes(house: Database, order: str) -> list[str]:
    with house.read() as tx:
        return list(tx.execute(_CODES, {"order": order}).scalars())


def scanned(name: str) -> list[str]:
    """The code on each page of a file."""
    return [code for page in range(len(texts(content(name)))) for code in codes_in(content(name), page=page)]


def test_a_sale_is_over_without_a_printer_and_nothing_is_lost(desk: Desk, house: Database, qtbot: QtBot) -> None:
    order = sell(qtbot, desk, "A1", "A2")
    waits = desk.window.clocks.paper
    qtbot.waitUntil(lambda: waits.text() == "1 document waits: no printer is chosen")
    assert waits.isVisible()
    print_into_files(desk)
    qtbot.waitUntil(lambda: files() == ["K2-0001 tickets.pdf"])
    assert scanned("K2-0001 tickets.pdf") == codes(house, order)
    qtbot.waitUntil(lambda: jobs(house, order)[0].state is JobState.SENT)
    qtbot.waitUntil(lambda: not waits.isVisible())


def test_a_sale_does_not_wait_for_a_printer_that_is_gone(desk: Desk, house: Database, qtbot: QtBot) -> None:
    desk.paperwork._choose("ticket_printer", "Front desk")  # noqa: SLF001 (it was there when it was chosen)
    order = sell(qtbot, desk, "A1")
    qtbot.waitUntil(lambda: "1 document waits: The printer Front desk is not there" in desk.window.clocks.paper.text())
    press(desk, "F12")
    sell(qtbot, desk, "A2")
    qtbot.waitUntil(lambda: desk.window.clocks.paper.text().startswith("2 documents wait: "))
    [job] = jobs(house, order)
    assert (job.state, "Front desk is not there" in job.fault) == (JobState.WAITING, True)
    desk.actions["printers"].trigger()
    assert desk.paperwork.printers_page.tickets.printer.currentText() == "Front desk (not there)"
    choose(desk.paperwork.printers_page.tickets.printer, "PDF")
    qtbot.waitUntil(lambda: files() == ["K2-0001 tickets.pdf", "K2-0002 tickets.pdf"])


def test_what_is_refused_is_tried_again_until_it_is_taken_and_then_never(
    desk: Desk, house: Database, qtbot: QtBot
) -> None:
    paths.data_folder()
    paths.pdf_folder().write_text("a file where the folder should be")
    print_into_files(desk)
    order = sell(qtbot, desk, "A1")
    qtbot.waitUntil(lambda: jobs(house, order)[0].attempts >= 2, timeout=10_000)
    qtbot.waitUntil(lambda: "No PDF can be written" in desk.window.clocks.paper.toolTip())
    paths.pdf_folder().unlink()
    qtbot.waitUntil(lambda: jobs(house, order)[0].state is JobState.SENT, timeout=10_000)
    desk.paperwork.queue.work()
    settle(qtbot, desk)
    assert files() == ["K2-0001 tickets.pdf"]


def test_the_pauses_between_attempts_grow_to_a_minute() -> None:
    rests = [next_rest(0)]
    while len(rests) < 8:
        rests.append(next_rest(rests[-1]))
    assert rests == [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]


def test_a_program_that_is_killed_while_it_prints_asks_instead_of_printing_twice(
    desk: Desk, open_desk: Desks, house: Database, qtbot: QtBot
) -> None:
    order = sell(qtbot, desk, "A1", "A2", "A3")
    settle(qtbot, desk)
    turn = routine.take(house, by=desk.tasks.by, printers={What.TICKETS: "PDF"}, receipts=False)
    assert turn.job is not None
    again = open_desk.again(desk)
    print_into_files(again)
    again.paperwork.start()
    asked = again.window.clocks.paper
    qtbot.waitUntil(lambda: asked.text() == "Did 1 document come out? See the print queue")
    assert files() == []
    press(again, "Ctrl+J")
    page = again.paperwork.queue_page
    qtbot.waitUntil(lambda: page.question.text() == "Did the 3 tickets of order K2-0001 come out?")
    page.none_out.click()
    qtbot.waitUntil(lambda: files() == ["K2-0001 tickets.pdf"])
    assert scanned("K2-0001 tickets.pdf") == codes(house, order)
    qtbot.waitUntil(lambda: not asked.isVisible())


def test_what_an_earlier_program_left_waiting_comes_out_by_the_clock(
    desk: Desk, open_desk: Desks, house: Database, qtbot: QtBot
) -> None:
    order = sell(qtbot, desk, "A1")
    settle(qtbot, desk)
    again = open_desk.again(desk)
    again.settings = replace(again.settings, ticket_printer="PDF")
    again.make_ready()
    qtbot.waitUntil(lambda: files() == ["K2-0001 tickets.pdf"])
    assert scanned("K2-0001 tickets.pdf") == codes(house, order)


def test_a_window_that_closes_finishes_the_job_that_it_paints(desk: Desk, house: Database, qtbot: QtBot) -> None:
    order = sell(qtbot, desk, "A1", "A2", "A3")
    desk.settings = replace(desk.settings, ticket_printer="PDF")
    desk.paperwork.queue.work()
    qtbot.waitUntil(lambda: desk.paperwork.queue.is_painting)
    assert files() == []
    desk.stop()
    desk.tasks.close()
    assert jobs(house, order)[0].state is JobState.SENT
    assert files() == ["K2-0001 tickets.pdf"]


def test_from_no_3_on_they_are_printed_again_as_originals(desk: Desk, house: Database, qtbot: QtBot) -> None:
    print_into_files(desk)
    order = sell(qtbot, desk, "A1", "A2", "A3", "A4")
    qtbot.waitUntil(lambda: jobs(house, order)[0].state is JobState.SENT)
    press(desk, "Ctrl+R")
    page = desk.paperwork.queue_page
    qtbot.waitUntil(lambda: page.first.itemText(2) == "No. 3: Stalls A3")
    assert page.question.text() == "Did the 4 tickets of order K2-0001 come out?"
    page.first.setCurrentIndex(2)
    page.rest.click()
    qtbot.waitUntil(lambda: files() == ["K2-0001 tickets 2.pdf", "K2-0001 tickets.pdf"])
    assert scanned("K2-0001 tickets 2.pdf") == codes(house, order)[2:]
    whole, rest = texts(content("K2-0001 tickets.pdf")), texts(content("K2-0001 tickets 2.pdf"))
    assert rest == whole[2:]
    first, second = jobs(house, order)
    assert (first.state, second.count) == (JobState.PRINTED, 2)


def test_all_that_came_out_is_asked_about_no_more(desk: Desk, house: Database, qtbot: QtBot) -> None:
    print_into_files(desk)
    order = sell(qtbot, desk, "A1")
    qtbot.waitUntil(lambda: jobs(house, order)[0].state is JobState.SENT)
    press(desk, "Ctrl+R")
    page = desk.paperwork.queue_page
    qtbot.waitUntil(page.all_out.isEnabled)
    assert not page.rest.isEnabled()
    page.all_out.click()
    qtbot.waitUntil(lambda: jobs(house, order)[0].state is JobState.PRINTED)
    qtbot.waitUntil(lambda: not page.all_out.isEnabled())
    press(desk, "Esc")
    assert desk.is_selling()


def test_a_receipt_comes_out_when_it_is_asked_for(desk: Desk, qtbot: QtBot) -> None:
    print_into_files(desk)
    assert not desk.actions["receipt"].isEnabled()
    sell(qtbot, desk, "A1")
    qtbot.waitUntil(lambda: files() == ["K2-0001 tickets.pdf"])
    press(desk, "Ctrl+Shift+R")
    qtbot.waitUntil(lambda: files() == ["K2-0001 receipt.pdf", "K2-0001 tickets.pdf"])
    assert "Total45.00EUR" in texts(content("K2-0001 receipt.pdf"))[0]
    press(desk, "F12")
    desk.actions["receipt"].trigger()
    qtbot.waitUntil(lambda: "K2-0001 receipt 2.pdf" in files())


def test_a_counter_may_print_every_receipt(desk: Desk, qtbot: QtBot) -> None:
    print_into_files(desk)
    desk.actions["printers"].trigger()
    choose(desk.paperwork.printers_page.when, "always")
    press(desk, "Esc")
    sell(qtbot, desk, "A1")
    qtbot.waitUntil(lambda: files() == ["K2-0001 receipt.pdf", "K2-0001 tickets.pdf"])


def test_what_nobody_wants_any_more_is_not_printed(desk: Desk, house: Database, qtbot: QtBot) -> None:
    order = sell(qtbot, desk, "A1")
    desk.actions["print_queue"].trigger()
    page = desk.paperwork.queue_page
    qtbot.waitUntil(lambda: len(page.list.shown) == 1)
    page.list.selectAll()
    assert not page.all_out.isEnabled()
    page.leave.click()
    qtbot.waitUntil(lambda: jobs(house, order)[0].state is JobState.WITHDRAWN)
    qtbot.waitUntil(lambda: page.list.shown == ())
    print_into_files(desk)
    desk.paperwork.queue.work()
    settle(qtbot, desk)
    assert files() == []


def test_a_fault_of_the_program_while_it_paints_is_asked_about_and_not_repeated(
    desk: Desk, house: Database, faults: list[BaseException], qtbot: QtBot
) -> None:
    order = sell(qtbot, desk, "A1")
    with house.write(by=desk.tasks.by) as tx:
        tx.execute(_NO_SUCH_MOMENT)
    print_into_files(desk)
    qtbot.waitUntil(lambda: jobs(house, order)[0].fault != "")
    job = jobs(house, order)[0]
    assert (job.state, job.attempts) == (JobState.SENDING, 1)
    assert [type(fault).__name__ for fault in faults] == ["ValueError"]
    faults.clear()


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_is_shown_before_it_is_chosen_for_good(desk: Desk, qtbot: QtBot, paper: str) -> None:
    desk.actions["printers"].trigger()
    page = desk.paperwork.printers_page
    qtbot.waitUntil(lambda: not page.tickets.sample.pixmap().isNull())
    for choice in (page.tickets, page.receipts):
        choose(choice.paper, paper)
        shown, sheet = choice.sample.pixmap().deviceIndependentSize(), PAPERS[paper]
        assert shown.width() <= 400
        assert shown.height() <= 460
        if sheet.height is not None:
            assert shown.width() / shown.height() == pytest.approx(sheet.width / sheet.height, rel=0.02)
    assert (desk.settings.ticket_paper, desk.settings.receipt_paper) == (paper, paper)


def test_a_test_page_tells_whether_a_printer_works(desk: Desk, qtbot: QtBot) -> None:
    desk.actions["printers"].trigger()
    page = desk.paperwork.printers_page
    qtbot.waitUntil(lambda: not page.tickets.sample.pixmap().isNull())
    assert not page.tickets.test.isEnabled()
    choose(page.tickets.printer, "PDF")
    page.tickets.test.click()
    assert files() == ["Test page.pdf"]
    assert "SAMPLE" in texts(content("Test page.pdf"))[0]
    with suppress(FileNotFoundError):
        (paths.pdf_folder() / "Test page.pdf").unlink()
    paths.pdf_folder().rmdir()
    paths.pdf_folder().write_text("in the way")
    page.tickets.test.click()
    assert "No PDF can be written to" in desk.window.strip.text


def test_what_is_chosen_is_still_chosen_in_the_next_program(desk: Desk, open_desk: Desks) -> None:
    from boxoffice import settings  # noqa: PLC0415

    print_into_files(desk)
    assert open_desk is not None
    assert (settings.load().ticket_printer, settings.load().receipt_printer) == ("PDF", "PDF")
    Path(paths.settings_file()).write_text('{"receipts": "sometimes", "ticket_printer": 7}', "utf-8")
    assert (settings.load().receipts, settings.load().ticket_printer) == ("asked", None)
