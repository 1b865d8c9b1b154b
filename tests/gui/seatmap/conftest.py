"""A small house that every test of the map can reckon with, and the real ones."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from boxoffice.domain.plan import Area, Label, PhysicalRow, Seat, SeatingPlan, Shape, Zone
from boxoffice.gui.seatmap.seat_map import SeatMap
from boxoffice.plans.read import read_plan
from tests.gui.seatmap.shown import Shown, facts_of

REAL_PLANS = Path(__file__).parents[4] / "shared" / "plans"


@pytest.fixture
def small_house() -> SeatingPlan:
    """Stalls of four rows with an aisle and a circle of two; row A begins at 0, seats 25 and rows 30 apart."""
    seats: list[Seat] = []
    rows: list[PhysicalRow] = []
    for section, zone, names, top in (("Stalls", 0, "ABCD", 0.0), ("Circle", 1, "AB", 220.0)):
        for line, name in enumerate(names):
            runs = []
            for first, left in ((1, 0.0), (7, 180.0)):
                runs.append(tuple(range(len(seats), len(seats) + 6)))
                for place in range(6):
                    accessible = name == "D" and first + place == 1
                    seats.append(
                        Seat(
                            0, f"{section}{name}{first + place}", section, name, str(first + place),
                            left + place * 25.0, top + line * 30.0, 10.0, zone, accessible,
                        )
                    )  # fmt: skip
            rows.append(PhysicalRow(section, name, tuple(runs)))
    stage = Area(
        Shape.RECTANGLE, 40.0, -120.0, width=220.0, height=60.0, color="#777777", border="#333333",
        label=Label("Stage", 110.0, 30.0, "#eeeeee", 20.0),
    )  # fmt: skip
    zones = (Zone("Stalls", "#cc3344"), Zone("Circle", "#3366cc"))
    return SeatingPlan("Small house", zones, tuple(seats), tuple(rows), (stage,))


@pytest.fixture(params=["pretix-demo-theatre.en.json", "seatmap-canvas-stadium.json", "seatsio-race-track.csv"])
def real_house(request: pytest.FixtureRequest) -> SeatingPlan:
    file = REAL_PLANS / request.param
    if not file.is_file():
        pytest.skip("the real seating plans are not beside the repository")
    return read_plan(file, repair=True).plan


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Shown]:
    """Shows a house in a map of 1000 × 700 whose seats are all free."""

    def shown(plan: SeatingPlan, statuses: bytes | None = None) -> SeatMap:
        seat_map = SeatMap()
        qtbot.addWidget(seat_map)
        seat_map.resize(1000, 700)
        seat_map.show()
        seat_map.show_house(plan, statuses or bytes(len(plan.seats)), facts=facts_of(seat_map, plan))
        qtbot.waitUntil(lambda: not seat_map.is_preparing)
        return seat_map

    yield shown
    gc.collect()
