"""How long the seat map takes for a frame, at 80,000 and 20,000 seats, beside one QGraphicsEllipseItem a seat.

    python -m tests.benchmarks.map_frames

1920×1080, drawn offscreen by Qt's raster engine. Prints JSON.
"""

import argparse
import gc
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median
from typing import TypeVar

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter
from PySide6.QtWidgets import QApplication, QGraphicsEllipseItem, QGraphicsScene, QGraphicsView, QWidget

from boxoffice.domain.plan import SeatingPlan
from boxoffice.domain.seats import SeatFacts, SeatStatus
from boxoffice.gui.seatmap.seat_map import SeatMap
from boxoffice.plans.houses import stadium
from tests.benchmarks.measure import LEAST, Figure, milliseconds, report

Widget = TypeVar("Widget", bound=QWidget)
WIDTH, HEIGHT = 1920, 1080
TARGETS = {80_000: 16.0, 20_000: 8.0}
PASSES = 3  # a machine's hiccup outlasts all frames of one figure, but not a pass
ZOOMS = (2.0, 4.0, 9.0)  # a tier, a block with its rows' names, seats with their numbers


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--process", choices=["empty", "map"], help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication([])
    if asked.process is not None:
        measure_one_process(app, with_map=asked.process == "map")
        return
    passes = [[figure for seats in TARGETS for figure in frames(app, seats)] for _ in range(PASSES)]
    report([*map(middle_of, zip(*passes, strict=True)), *memory()])


def middle_of(same: Sequence[Figure]) -> Figure:
    """The middle one of a figure that was taken in several passes."""
    return sorted(same, key=lambda figure: figure.ours)[len(same) // 2]


def frames(app: QApplication, seats: int) -> list[Figure]:
    plan = house(seats)
    statuses = mixed_statuses(len(plan.seats))
    gc.collect()
    gc.freeze()  # as the program does after it has loaded a plan
    first = first_paint(app, plan, statuses)
    seat_map = shown(app, SeatMap())
    open_house(seat_map, plan, statuses)
    settle(app, seat_map)
    whole = milliseconds(seat_map.viewport().repaint)
    target = TARGETS[seats]
    baseline = graphics_items(app, plan)
    of = f"{seats:,} seats: "
    figures = [
        Figure(of + "first paint from a plan in memory", "ms", first, target=60.0),
        Figure(
            of + "full repaint, whole house", "ms", whole, target=target,
            baseline=baseline, baseline_is="one QGraphicsEllipseItem a seat",
        ),
        Figure(of + "zoom step, one in and one out of the whole house", "ms", zoom_step(seat_map), target=target),
        Figure(of + "cold frame, whole house", "ms", cold(seat_map), target=target),
        Figure(of + "cold frame, a part and the minimap", "ms", cold(seat_map, closer=ZOOMS[0]), target=target),
    ]  # fmt: skip
    figures += [Figure(of + what, "ms", figure, target=target) for what, figure in close_frames(seat_map, plan)]
    seat_map.fit()
    figures += [
        Figure(of + "200 seats changed", "ms", changed(seat_map, plan, 200), target=target),
        Figure(of + "one seat changed", "ms", changed(seat_map, plan, 1), target=1.0),
        Figure(of + "hit test", "µs", 1000 * hit_test(seat_map, plan), target=50.0),
    ]
    seat_map.close()
    return figures


def house(seats: int) -> SeatingPlan:
    """As many seats of the stadium, in whole rows."""
    plan = stadium()
    rows = [row for row in plan.rows if max(row.seats) < seats]
    last = max(max(row.seats) for row in rows)
    return replace(plan, seats=plan.seats[: last + 1], rows=tuple(rows))


def mixed_statuses(seats: int) -> bytes:
    """An evening half sold: groups of neighbours with the same status, always the same ones."""
    chance = Random(7)  # noqa: S311 (an evening, not a secret)
    kinds = [SeatStatus.FREE, SeatStatus.HELD, SeatStatus.PAYING, SeatStatus.RESERVED, SeatStatus.SOLD, SeatStatus.KEPT]
    statuses = bytearray()
    while len(statuses) < seats:
        (status,) = chance.choices(kinds, (50, 6, 2, 6, 30, 6))
        statuses += bytes([status]) * chance.choice((1, 2, 2, 3, 4, 5))
    statuses[seats // 3 : seats // 3 + 5] = bytes([SeatStatus.MINE]) * 5
    return bytes(statuses[:seats])


def shown(app: QApplication, widget: Widget) -> Widget:
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    app.processEvents()
    return widget


def open_house(seat_map: SeatMap, plan: SeatingPlan, statuses: bytes) -> None:
    def facts(seat: int) -> SeatFacts:
        place = plan.seats[seat]
        zone = plan.zones[place.zone].name
        return SeatFacts(place.section, place.row, place.number, zone, "", seat_map.status(seat), place.accessible)

    seat_map.show_house(plan, statuses, facts=facts)
    seat_map.viewport().repaint()


def first_paint(app: QApplication, plan: SeatingPlan, statuses: bytes) -> float:
    """In an empty map that is already shown."""
    maps: list[SeatMap] = []

    def another() -> None:
        while maps:
            maps.pop().deleteLater()
        maps.append(shown(app, SeatMap()))

    return milliseconds(lambda: open_house(maps[0], plan, statuses), before=another)


def settle(app: QApplication, seat_map: SeatMap) -> None:
    """Let the idle work end that follows the opening of a house."""
    while seat_map.is_preparing:
        app.processEvents()


def graphics_items(app: QApplication, plan: SeatingPlan) -> float:
    scene = QGraphicsScene()
    brushes = [QBrush(QColor(zone.color)) for zone in plan.zones]
    for seat in plan.seats:
        item = QGraphicsEllipseItem(seat.x - seat.radius, seat.y - seat.radius, 2 * seat.radius, 2 * seat.radius)
        item.setBrush(brushes[seat.zone])
        item.setPen(Qt.PenStyle.NoPen)
        scene.addItem(item)
    view = shown(app, QGraphicsView(scene))
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.fitInView(scene.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
    view.viewport().repaint()
    figure = milliseconds(view.viewport().repaint)
    view.close()
    return figure


def zoom_step(seat_map: SeatMap) -> float:
    """Sizes of seats that were not drawn before come in between, as in a real gesture."""
    factors = cycle((1.23, 1.07, 1 / 1.15, 1 / 1.05))

    def step() -> None:
        seat_map.zoom(next(factors), at=QPointF(700, 500))
        seat_map.viewport().repaint()

    return milliseconds(step, times=24)


def cold(seat_map: SeatMap, *, closer: float = 1.0) -> float:
    """Everything that was kept for the next frame is thrown away, as when the theme changes."""

    def frame() -> None:
        seat_map.set_theme(seat_map.theme)
        seat_map.viewport().repaint()

    seat_map.fit()
    seat_map.zoom(closer)
    return milliseconds(frame)


def close_frames(seat_map: SeatMap, plan: SeatingPlan) -> list[tuple[str, float]]:
    middle = plan.seats[len(plan.seats) * 3 // 8]
    figures = []
    for factor in ZOOMS:

        def closer(factor: float = factor) -> None:
            seat_map.fit()
            seat_map.zoom(factor)
            seat_map.centre_on(middle.x, middle.y)

        def pan() -> None:
            seat_map.pan(QPointF(-40, -9))
            seat_map.viewport().repaint()

        arriving = milliseconds(lambda: frame_after(seat_map, closer), before=seat_map.fit)
        at = f", seats of {seat_map.seat_size:.0f} px"
        figures += [("zoom in at once" + at, arriving), ("pan" + at, milliseconds(pan, times=15))]
    return figures


def frame_after(seat_map: SeatMap, act: Callable[[], None]) -> None:
    act()
    seat_map.viewport().repaint()


def changed(seat_map: SeatMap, plan: SeatingPlan, count: int) -> float:
    """From the call to the painted pixels."""
    step = len(plan.seats) // count
    statuses = cycle((SeatStatus.HELD, SeatStatus.SOLD))
    app = QApplication.instance()
    assert app is not None

    def change() -> None:
        status = next(statuses)
        seat_map.set_statuses([(seat, status) for seat in range(step // 2, len(plan.seats), step)][:count])
        app.processEvents()

    app.processEvents()
    return milliseconds(change, times=15)


def hit_test(seat_map: SeatMap, plan: SeatingPlan) -> float:
    places = [seat_map.place_of_seat(seat).center() for seat in range(0, len(plan.seats), len(plan.seats) // 500)]

    def hits() -> None:
        for place in places:
            seat_map.seat_at(place)

    return milliseconds(hits) / len(places)


def memory() -> list[Figure]:
    """Processes of their own, for the figure of one that shows a house above one with an empty window."""
    sizes = {kind: median(_process(kind) for _ in range(LEAST)) for kind in ("empty", "map")}
    return [
        Figure(
            "80,000 seats: memory above an empty window, the plan included", "MB", sizes["map"] - sizes["empty"],
            target=80.0, baseline=sizes["empty"], baseline_is="an empty window",
        )
    ]  # fmt: skip


def _process(kind: str) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.map_frames", "--process", kind]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure_one_process(app: QApplication, *, with_map: bool) -> None:
    window = shown(app, SeatMap() if with_map else QWidget())
    if isinstance(window, SeatMap):
        plan = house(80_000)
        open_house(window, plan, mixed_statuses(len(plan.seats)))
        settle(app, window)
    sys.stdout.write(str(_resident()))


def _resident() -> float:
    """Megabytes of this process in memory."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
