"""What is painted: damage repaired exactly, labels apart and legible, every size and theme."""

from itertools import combinations, pairwise
from math import hypot

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from boxoffice.domain.plan import SeatingPlan, Zone
from boxoffice.domain.seats import SeatStatus
from boxoffice.gui.seatmap.camera import Camera
from boxoffice.gui.seatmap.grid import Box
from boxoffice.gui.seatmap.marks import ROOM, paint_seat
from boxoffice.gui.seatmap.picture import Picture
from boxoffice.gui.seatmap.seat_map import SeatMap
from boxoffice.gui.seatmap.tints import area_color, contrast, zone_colors
from boxoffice.gui.seatmap.titles import LEAST
from boxoffice.gui.style import HIGH_CONTRAST, LIGHT, THEMES, Theme
from boxoffice.plans.houses import stadium, theatre
from tests.gui.seatmap.shown import Shown

BRIGHT = ("#ff0000", "#00ff00", "#0000ff", "#ffff00", "#000000", "#ffffff", "#808080", "#ff00ff")


def on_screen(seat_map: SeatMap) -> QImage:
    """What the window holds now, without painting it anew."""
    QApplication.processEvents()
    screen = seat_map.screen().grabWindow(seat_map.winId()).toImage()
    return screen.convertToFormat(QImage.Format.Format_RGB32)


def painted_anew(seat_map: SeatMap) -> QImage:
    return seat_map.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("zoom", [1.0, 1.7, 3.0])
@pytest.mark.parametrize("seats", [[16], [0, 16, 20, 48], list(range(0, 72, 2))])
def test_after_small_changes_the_window_shows_what_a_full_paint_shows(
    show: Shown, small_house: SeatingPlan, zoom: float, seats: list[int]
) -> None:
    seat_map = show(small_house)
    seat_map.zoom(zoom)
    on_screen(seat_map)
    for status in SeatStatus:
        seat_map.set_statuses([(seat, status) for seat in seats])
        assert on_screen(seat_map) == painted_anew(seat_map)


def test_after_the_current_seat_moved_the_window_shows_what_a_full_paint_shows(
    show: Shown, small_house: SeatingPlan
) -> None:
    seat_map = show(small_house)
    on_screen(seat_map)
    for seat in (0, 1, 30, 71):
        seat_map.set_current(seat)
        assert on_screen(seat_map) == painted_anew(seat_map)


def test_a_change_that_changes_nothing_paints_nothing(show: Shown, small_house: SeatingPlan) -> None:
    seat_map = show(small_house)
    before = on_screen(seat_map)
    seat_map.set_statuses([(seat, SeatStatus.FREE) for seat in range(72)])
    assert on_screen(seat_map) == before


def labels_of(picture: Picture, part: Box) -> list[tuple[str, Box]]:
    names = [(name.text, name.box) for name in picture.row_names(part)]
    titles = [(title.text, title.box) for _, title in picture.titles]
    return [*names, *titles, *((title.text, title.box) for title in picture.area_titles)]


def look_at(plan: SeatingPlan, scale: float, *, ratio: float = 1.0, turned: bool = False) -> tuple[Picture, Box]:
    picture = Picture(plan, bytes(len(plan.seats)), theme=LIGHT, font=QFont())
    picture.look_from(Camera(scale * ratio, ratio=ratio, turned=turned))
    return picture, picture.camera.box_to_view(picture.bounds).grown(100)


def assert_apart(labels: list[tuple[str, Box]]) -> None:
    labels.sort(key=lambda label: label[1].left)
    for number, (text, box) in enumerate(labels):
        for other_text, other in labels[number + 1 :]:
            if other.left >= box.right:
                break
            over = min(box.bottom, other.bottom) - max(box.top, other.top)
            assert over <= 0.01, f"{text} and {other_text} overlap by {over:.1f} px"


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("diameter", [2.0, 5.0, 8.0, 11.0, 16.0, 24.0, 40.0])
def test_labels_never_overlap_in_real_houses(
    qtbot: QtBot, real_house: SeatingPlan, diameter: float, *, turned: bool
) -> None:
    assert qtbot is not None
    picture, part = look_at(real_house, diameter / 2 / real_house.seats[0].radius, turned=turned)
    assert_apart(labels_of(picture, part))


@pytest.mark.parametrize("diameter", [3.0, 9.0, 14.0, 22.0])
def test_labels_never_overlap_in_our_houses(qtbot: QtBot, diameter: float) -> None:
    assert qtbot is not None
    for plan in (theatre(), stadium()):
        picture, part = look_at(plan, diameter / 2 / plan.seats[0].radius)
        assert_apart(labels_of(picture, part))


@pytest.mark.parametrize("diameter", [2.0, 8.0, 16.0, 40.0])
def test_nothing_is_written_too_small_to_read(qtbot: QtBot, small_house: SeatingPlan, diameter: float) -> None:
    assert qtbot is not None
    for ratio in (1.0, 2.0):
        picture, part = look_at(small_house, diameter / 20.0, ratio=ratio)
        labels = labels_of(picture, part)
        assert labels
        assert min(box.height for _, box in labels) >= LEAST * ratio


def test_row_names_stand_at_both_ends_and_give_way_to_section_names(qtbot: QtBot, small_house: SeatingPlan) -> None:
    assert qtbot is not None
    near, part = look_at(small_house, 1.0)
    assert sorted(name.text for name in near.row_names(part)) == sorted("ABCDAB" * 2)
    far, part = look_at(small_house, 0.3)
    assert far.row_names(part) == []
    assert [title.text for _, title in far.titles] == ["Stalls", "Circle"]


def test_row_names_do_not_come_and_go_when_the_view_is_scrolled(show: Shown) -> None:
    seat_map = show(theatre())
    seat_map.zoom(2)
    plan = seat_map.plan
    assert plan is not None

    def inside() -> set[tuple[int, int]]:
        inner = QRectF(seat_map.viewport().rect()).adjusted(60, 60, -60, -60)
        left = seat_map.place_of_seat(0).x()
        return {(row, round(place.x() - left)) for row, place in seat_map.row_names() if inner.contains(place)}

    before = inside()
    seat_map.pan(QPointF(-13, -7))
    after = inside()
    assert before
    assert len(before ^ after) <= 6  # those that crossed the border of the inner part


def test_seats_are_drawn_where_clicks_expect_them_at_every_ratio(qtbot: QtBot, small_house: SeatingPlan) -> None:
    assert qtbot is not None
    for ratio in (1.0, 1.25, 1.5, 2.0):
        picture, _ = look_at(small_house, 1.0, ratio=ratio)
        image = QImage(round(500 * ratio), round(500 * ratio), QImage.Format.Format_RGB32)
        picture.look_from(Camera(ratio, round(100 * ratio), round(150 * ratio), ratio=ratio))
        painter = QPainter(image)
        picture.paint(painter, Box(0, 0, image.width(), image.height()))
        painter.end()
        x, y = picture.camera.to_view(small_house.seats[13].x, small_house.seats[13].y)
        edge = image.pixelColor(round(x - 7 * ratio), round(y))
        assert edge.rgb() == zone_colors(small_house.zones, tint=LIGHT.zones)[0].rgb(), ratio


def test_a_house_far_wider_than_its_seats_is_fitted_and_enlarged(show: Shown, real_house: SeatingPlan) -> None:
    seat_map = show(real_house)
    view = QRectF(seat_map.viewport().rect())
    assert all(view.contains(seat_map.place_of_seat(seat)) for seat in range(0, len(real_house.seats), 97))
    for _ in range(40):
        seat_map.zoom_in()
    assert seat_map.seat_size == pytest.approx(48)
    seat_map.set_current(len(real_house.seats) - 1)
    assert view.contains(seat_map.place_of_seat(len(real_house.seats) - 1))
    seat_map.fit()
    assert view.contains(seat_map.place_of_seat(0))


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_theme_paints_a_house(show: Shown, small_house: SeatingPlan, theme: Theme) -> None:
    seat_map = show(small_house, bytes(seat % 7 for seat in range(72)))
    seat_map.set_theme(theme)
    assert painted_anew(seat_map).pixelColor(2, 2) == theme.color("page")
    assert on_screen(seat_map) == painted_anew(seat_map)


# The table of colours and shapes


def sample(theme: Theme, status: SeatStatus, *, diameter: float, color: QColor | None = None) -> QImage:
    side = round(diameter * ROOM) + 2
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(theme.color("page"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    look = theme.seats[status]
    paint_seat(
        painter, QPointF(side / 2, side / 2), diameter=diameter, look=look, color=color or QColor(look.color),
        theme=theme, accessible=False,
    )  # fmt: skip
    painter.end()
    return image


def grey_difference(one: QImage, other: QImage) -> float:
    """The part of the pixels that differ clearly to one who sees no colours."""
    width, height = one.width(), one.height()
    differing = sum(
        contrast(one.pixelColor(x, y), other.pixelColor(x, y)) > 1.35 for x in range(width) for y in range(height)
    )
    return differing / (width * height)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("diameter", [7.0, 12.0, 20.0])
def test_any_two_statuses_are_told_apart_without_colours(qtbot: QtBot, theme: Theme, diameter: float) -> None:
    assert qtbot is not None
    free = zone_colors([Zone("Zone", "#3366cc")], tint=theme.zones)[0]
    samples = {
        status: sample(theme, status, diameter=diameter, color=free if status is SeatStatus.FREE else None)
        for status in SeatStatus
    }
    for one, other in combinations(SeatStatus, 2):
        assert grey_difference(samples[one], samples[other]) > 0.06, f"{one.name} looks like {other.name}"


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_status_has_a_shape_of_its_own(theme: Theme) -> None:
    assert len({look.silhouette for look in theme.seats.values()}) == len(SeatStatus)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_texts_are_legible_in_every_theme(theme: Theme) -> None:
    page, surface = theme.color("page"), theme.color("surface")
    for ground in (page, surface):
        assert contrast(theme.color("text"), ground) >= 10
        for use in ("muted", "accent", "good", "warning", "danger"):
            assert contrast(theme.color(use), ground) >= 4.5, use
    assert contrast(theme.color("on_accent"), theme.color("accent")) >= 4.5
    assert contrast(theme.color("text"), theme.color("soft")) >= 7
    for color in BRIGHT:
        assert contrast(theme.color("muted"), area_color(color, tint=theme.areas)) >= 4.5, color
    for status in (SeatStatus.MINE, SeatStatus.RESERVED):
        look = theme.seats[status]
        assert contrast(QColor(look.ink), QColor(look.color)) >= 4.5, status
    if theme is HIGH_CONTRAST:
        assert all(contrast(QColor(look.color), page) >= 4 for look in theme.seats.values() if look.color)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_zones_are_tamed_but_told_apart(theme: Theme) -> None:
    zones = [Zone(color, color) for color in BRIGHT]
    colors = zone_colors(zones, tint=theme.zones)
    ink = QColor(theme.seats[SeatStatus.FREE].ink)
    assert all(contrast(color, ink) >= 4.5 for color in colors)
    assert all(contrast(color, theme.color("page")) >= 1.7 for color in colors)
    for one, other in combinations(colors, 2):
        assert hypot(one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue()) > 20


def test_zones_of_one_colour_differ_in_lightness() -> None:
    colors = zone_colors([Zone(str(turn), "#3366cc") for turn in range(3)], tint=LIGHT.zones)
    assert all(contrast(one, other) > 1.15 for one, other in pairwise(colors))


def test_an_accessible_place_has_a_mark_of_its_own(qtbot: QtBot, small_house: SeatingPlan) -> None:
    assert qtbot is not None
    marked = next(seat for seat, place in enumerate(small_house.seats) if place.accessible)
    picture, _ = look_at(small_house, 1.0)
    picture.look_from(Camera(1.0, 100, 150))
    image = QImage(500, 500, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    picture.paint(painter, Box(0, 0, 500, 500))
    painter.end()
    images = []
    for seat in (marked, marked + 1):
        x, y = picture.camera.to_view(small_house.seats[seat].x, small_house.seats[seat].y)
        images.append(image.copy(round(x) - 9, round(y) - 9, 18, 18))
    assert grey_difference(*images) > 0.1


def test_the_font_of_the_map_is_not_read_from_one_screen_alone(qtbot: QtBot, small_house: SeatingPlan) -> None:
    assert qtbot is not None
    one, _ = look_at(small_house, 1.0, ratio=1.0)
    two, _ = look_at(small_house, 1.0, ratio=2.0)
    heights = [next(title for _, title in picture.titles).box.height for picture in (one, two)]
    assert heights[1] == pytest.approx(2 * heights[0], rel=0.15)


def test_a_hostile_plan_of_seats_in_no_order_is_still_drawn(show: Shown, small_house: SeatingPlan) -> None:
    seat_map = show(SeatingPlan("One seat", small_house.zones, small_house.seats[:1], small_house.rows[:0]))
    assert seat_map.seat_size <= 34
    assert seat_map.seat_at(seat_map.place_of_seat(0).center()) == 0
    assert seat_map.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor
