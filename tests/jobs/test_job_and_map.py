"""The map is the same whether or not any clock has tidied, on both databases."""

from boxoffice.db.database import Database
from boxoffice.domain.holds import HoldRules, Occupancy, Occupant, ReleasedBy
from boxoffice.domain.moments import MINUTE
from boxoffice.routines.refresh import refresh
from boxoffice.routines.release_expired import release_expired
from boxoffice.services import performances, seatmap
from boxoffice.services.holds import CHUNK
from tests.support.desk import Desk, age
from tests.support.houses import counter, small_plan, studio


def shown(desk: Desk) -> dict[int, str]:
    """The seats that a map shows as not free, at the moment of the reading."""
    with desk.database.read() as tx:
        read = seatmap.read_seats(tx, performance=desk.performance.id, since=None)
    return {seat.seat_id: seat.occupancy.value for seat in read.occupants if is_had(seat, now=read.now)}


def is_had(seat: Occupant, *, now: int) -> bool:
    if seat.occupancy in {Occupancy.HELD, Occupancy.PAYING}:
        return HoldRules().is_live(seat.expires_at, now=now)
    return seat.occupancy is not Occupancy.FREE


def free(desk: Desk) -> int:
    with desk.database.read() as tx:
        return performances.read(tx, performance=desk.performance.id).free


def test_the_map_needs_no_clock(database: Database) -> None:
    by = counter(database, "Counter 1")
    desk = Desk(database, by, studio(database, by=by))
    desk.take("A1")
    desk.sell()
    desk.next_customer()
    desk.take("A2", "A3")
    desk.next_customer()
    desk.take("B1", "B2")
    desk.open_payment()
    desk.start_card("card")
    desk.next_customer()
    desk.take("C2")
    desk.open_payment()
    age(database, 16 * MINUTE)
    desk.next_customer()
    desk.take("C1")
    untidied = shown(desk), free(desk)
    assert set(untidied[0]) == {desk.seats[name] for name in ("A1", "B1", "B2", "C1")}
    assert untidied[1] == 30 - 4
    released = release_expired(database, by=by, via=ReleasedBy.JOB)
    assert sum(len(release.seats) for release in released) == 3
    assert (shown(desk), free(desk)) == untidied


def test_a_refresh_tells_what_lapsed_and_then_nothing(database: Database) -> None:
    by = counter(database, "Counter 1")
    desk = Desk(database, by, studio(database, by=by))
    first = refresh(database, by=by, performance=desk.performance.id, since=None)
    desk.take("A1", "A2")
    taken = refresh(database, by=by, performance=desk.performance.id, since=first.seats.since)
    assert ({seat.occupancy for seat in taken.seats.occupants}, taken.released) == ({Occupancy.HELD}, 0)
    age(database, 6 * MINUTE)
    lapsed = refresh(database, by=by, performance=desk.performance.id, since=taken.seats.since)
    assert ({seat.occupancy for seat in lapsed.seats.occupants}, lapsed.released) == ({Occupancy.FREE}, 2)
    later = refresh(database, by=by, performance=desk.performance.id, since=lapsed.seats.since)
    again = refresh(database, by=by, performance=desk.performance.id, since=later.seats.since)
    assert (again.released, again.seats.lapsed) == (0, False)


def test_more_than_a_chunk_is_released_in_entries_of_a_chunk_each(database: Database) -> None:
    by = counter(database, "Counter 1")
    desk = Desk(database, by, studio(database, by=by, plan=small_plan(rows="ABCDEF", seats=100)))
    desk.take(*desk.seats)
    age(database, 6 * MINUTE)
    released = release_expired(database, by=by, via=ReleasedBy.COMMAND)
    assert [len(release.seats) for release in released] == [CHUNK, 600 - CHUNK]
    assert shown(desk) == {}
