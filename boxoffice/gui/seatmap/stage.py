"""On which side of the seats a plan draws its stage."""

from boxoffice.domain.plan import SeatingPlan

STAGE_WORDS = ("stage", "bühne", "buhne", "scène", "scene", "escenario", "palco", "podium", "screen", "leinwand")


def stage_is_below(plan: SeatingPlan) -> bool:
    """Whether the stage is drawn below the middle of the seats; above is what a plan without a stage means."""
    stages = [area for area in plan.areas if area.label and area.label.text.strip().casefold() in STAGE_WORDS]
    if not stages or not plan.seats:
        return False
    ys = [seat.y for seat in plan.seats]
    return stages[0].y + stages[0].height / 2 > (min(ys) + max(ys)) / 2
