"""Who watches a performance as a window does, and keeps what he was told of each seat."""

from collections import defaultdict

from boxoffice.db.database import Tx
from boxoffice.domain.seat_revisions import SeatFact
from boxoffice.services import seatmap
from boxoffice.services.seatmap import SeatsRead


class Watcher:
    """Reads what changed since he looked last; ``told`` has the facts of each seat (id) in the order of hearing.

    ``quiet`` is how often he has looked since without news.
    """

    def __init__(self, performance: int) -> None:
        self.told: dict[int, list[SeatFact]] = defaultdict(list)
        self.since: int | None = None
        self.quiet = 0
        self._performance = performance

    def look(self, tx: Tx) -> SeatsRead:
        """What he reads now."""
        read = seatmap.read_seats(tx, performance=self._performance, since=self.since)
        self.since = read.since
        self.quiet += 1
        for seat in read.occupants:
            fact = SeatFact(seat.occupancy.value, seat.order, seat.taken_at, seat.expires_at)
            if self.told[seat.seat_id][-1:] != [fact]:  # what comes twice is the same
                self.told[seat.seat_id].append(fact)
                self.quiet = 0
        return read
