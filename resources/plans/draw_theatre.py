"""Draws theatre.json anew, in the pretix format: ``python draw_theatre.py FILE``.

Rows are circles about a point behind the stage; aisles are rays from it. Figures are plan units and radians.
"""  # noqa: INP001 (a script that lies beside what it draws)

import json
import sys
from collections.abc import Iterable, Iterator
from math import cos, sin
from pathlib import Path
from typing import Any

CENTRE = (630.0, -290.0)
SPACING, PITCH, AISLE, SEAT = 25.0, 28.5, 54.0, 11
STALLS, CIRCLE = 500.0, 1003.0  # the first row's distance from the centre
BEST_STALLS, BEST_CIRCLE = 8, 3  # rows that cost more
LETTERS = "ABCDEFGHJKLMNPQ"  # I and O are read as figures

CATEGORIES = {
    "Stalls": "#b23a48",
    "Stalls side and rear": "#d98c5f",
    "Circle": "#3a6ea5",
    "Circle rear": "#7fa8cf",
    "Boxes": "#8a5a9e",
    "Wheelchair": "#2a8c82",
}
STAGE, EDGE = "#b9b3a8", "#cfcbc2"

Entry = dict[str, Any]  # a JSON object


def at(radius: float, angle: float) -> Entry:
    """A position; angle 0 is straight down the middle of the house, to the right is positive."""
    return {"x": round(CENTRE[0] + radius * sin(angle), 1), "y": round(CENTRE[1] + radius * cos(angle), 1)}


def seat(section: str, row: str, number: int, category: str, position: Entry) -> Entry:
    return {
        "seat_guid": f"{section}-{row}-{number}",
        "seat_number": str(number),
        "position": position,
        "category": category,
        "radius": SEAT,
    }


def row(section: str, name: str, places: Iterable[tuple[str, Entry]]) -> Entry:
    return {
        "row_number": name,
        "row_number_position": "both",
        "seats": [seat(section, name, number, category, place) for number, (category, place) in enumerate(places, 1)],
    }


def blocks(radius: float, rays: tuple[float, ...]) -> Iterator[tuple[int, list[Entry]]]:
    """The places of a row, block by block between the rays, each spread evenly from aisle to aisle."""
    last = len(rays) - 2
    for index in range(last + 1):
        start = rays[index] + (AISLE / 2 / radius if index else 0)
        end = rays[index + 1] - (AISLE / 2 / radius if index < last else 0)
        steps = int((end - start) * radius // SPACING)
        yield index, [at(radius, start + (end - start) * step / steps) for step in range(steps + 1)]


def stalls() -> list[Entry]:
    rays = (-0.53, -0.25, 0.25, 0.53)
    rows = []
    for index, name in enumerate(LETTERS[:13]):
        middle = "Stalls" if index < BEST_STALLS else "Stalls side and rear"
        rows.append(
            row(
                "Stalls",
                name,
                (
                    (middle if block == 1 else "Stalls side and rear", place)
                    for block, places in blocks(STALLS + index * PITCH, rays)
                    for place in places
                ),
            )
        )
    return [*rows, wheelchair_row(STALLS + 13.4 * PITCH, LETTERS[13])]


def wheelchair_row(radius: float, name: str) -> Entry:
    """The last row of the stalls, by the doors: wheelchair places, each with a companion's seat beside it."""
    places = []
    for start in (-0.50, 0.29):
        angle = start
        for _ in range(4):
            places.append(("Wheelchair", at(radius, angle)))
            places.append(("Stalls side and rear", at(radius, angle + 28 / radius)))
            angle += 62 / radius
    return row("Stalls", name, places)


def circle() -> list[Entry]:
    rays = (-0.57, -0.37, -0.13, 0.13, 0.37, 0.57)
    return [
        row(
            "Circle",
            name,
            (
                ("Circle" if index < BEST_CIRCLE else "Circle rear", place)
                for _, places in blocks(CIRCLE + index * PITCH, rays)
                for place in places
            ),
        )
        for index, name in enumerate(LETTERS[:5])
    ]


def boxes(side: int) -> tuple[list[Entry], list[Entry]]:
    """Four boxes of four chairs along one wall, from the stage backwards: rows and the boxes' outlines."""
    section = "Boxes left" if side < 0 else "Boxes right"
    rows, outlines = [], []
    for index in range(4):
        radius = STALLS + index * 124
        name = str(index + 1 if side < 0 else index + 5)
        rows.append(row(section, name, (("Boxes", beside(radius + chair * 26, side, 0)) for chair in range(4))))
        frame = ((-19, -20), (-19, 20), (97, 20), (97, -20))
        outlines.append(polygon([beside(radius + deep, side, wide) for deep, wide in frame]))
    return rows, outlines


def beside(radius: float, side: int, wide: float) -> Entry:
    """A place along the wall: outside the stalls' edge, so far behind the stage, and so far from the boxes' middle."""
    return at(radius, side * (0.53 + (56 + wide) / radius))


def polygon(points: list[Entry], *, color: str = "transparent", text: str = "", size: int = 16) -> Entry:
    area = {
        "shape": "polygon",
        "position": {"x": 0, "y": 0},
        "color": color,
        "border_color": EDGE,
        "rotation": 0,
        "polygon": {"points": points},
    }
    if text:
        middle = {"x": CENTRE[0], "y": 62}
        area["text"] = {"text": text, "position": middle, "color": "#ffffff", "size": size}
    return area


def stage() -> Entry:
    """A stage whose front follows the first row."""
    front = [at(STALLS - 75, step / 20 * 0.5) for step in range(20, -21, -1)]
    back = [{"x": CENTRE[0] - 230, "y": 10}, {"x": CENTRE[0] + 230, "y": 10}]
    return polygon([*back, *front], color=STAGE, text="STAGE", size=34)


def rail(radius: float, half: float) -> Entry:
    """The front of the circle, as a thin band."""
    steps = [half * step / 24 for step in range(-24, 25)]
    inner = [at(radius, angle) for angle in steps]
    outer = [at(radius + 5, angle) for angle in reversed(steps)]
    return polygon([*inner, *outer], color=EDGE)


def zone(name: str, rows: list[Entry], areas: Iterable[Entry] = ()) -> Entry:
    return {"name": name, "position": {"x": 0, "y": 0}, "rows": rows, "areas": list(areas)}


def document() -> Entry:
    """The whole plan."""
    left, right = boxes(-1), boxes(1)
    return {
        "name": "Theatre",
        "size": {"width": 1260, "height": 880},
        "categories": [{"name": name, "color": color} for name, color in CATEGORIES.items()],
        "zones": [
            zone("Stalls", stalls(), [stage()]),
            zone("Circle", circle(), [rail(CIRCLE - 26, 0.59)]),
            zone("Boxes left", *left),
            zone("Boxes right", *right),
        ],
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(document(), separators=(",", ":")) + "\n", encoding="utf-8")
