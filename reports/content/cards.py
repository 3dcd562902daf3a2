"""The three numbers of page 1, each with its range and what it means."""

from assessments import wording
from assessments.scoring.results import Measure, MeasureState
from reports.content.parts import Card
from reports.content.story import Story, middle


def cards(story: Story) -> tuple[Card, ...]:
    """Return months to switch, money to leave and the price ceiling, each with its range."""
    return (_time_card(story), _cost_card(story), _ceiling_card(story))


def _time_card(story: Story) -> Card:
    switch, survive = story.get("time.time_to_switch"), story.get("time.time_to_survive")
    if switch.value is None:
        return _unknown_card(story, switch, "months to switch", is_accent=True)
    meaning = f"how long {story.function} lasts without {story.supplier} is not known"
    if survive.state is MeasureState.INFINITE:
        meaning = f"and {story.function} would not stop without {story.supplier}"
    elif survive.value == 0:
        meaning = f"and {story.function} holds no stock: the loss starts at once"
    elif survive.value is not None:
        lasts = wording.months(survive.value)
        meaning = f"against {lasts} that {story.function} lasts without {story.supplier}{story.mark(survive)}"
    return Card(
        wording.months(middle(switch), unit=False),
        "months to switch",
        _within(story, switch),
        meaning,
        is_accent=True,
    )


def _within(story: Story, measure: Measure) -> str:
    if measure.p80 is None:
        return f"single estimate{story.mark(measure)}"
    return f"80% likely within {wording.months(measure.p80)}{story.mark(measure)}"


def _cost_card(story: Story) -> Card:
    cost, multiple = story.get("switching.one_off_cost"), story.get("switching.cost_multiple")
    spend = story.get("spend.annual_spend")
    if cost.value is None:
        return _unknown_card(story, cost, "to leave")
    meaning = "against a yearly spend that is not known"
    if multiple.value is not None:
        part = middle(multiple)
        size = wording.percent(part) if part < 1 else f"{wording.number(part, 2)} times"
        meaning = f"{size} of one year’s spend ({story.money(spend)})"
    return Card(
        wording.money(middle(cost), story.currency),
        "to leave",
        _range(story, cost, money=True),
        meaning,
    )


def _range(story: Story, measure: Measure, *, money: bool) -> str:
    if measure.p10 is None or measure.p90 is None:
        return f"single estimate{story.mark(measure)}"
    if money:
        low, high = (wording.money(v, story.currency) for v in (measure.p10, measure.p90))
    else:
        low, high = (wording.percent(v, signed=True) for v in (measure.p10, measure.p90))
    middle = measure.value or 0.0
    if not measure.p10 <= middle <= measure.p90:
        return f"{low} to {high} with what is unknown drawn{story.mark(measure)}"
    return f"80% range {low} to {high}{story.mark(measure)}"


def _ceiling_card(story: Story) -> Card:
    ceiling, exposure = (
        story.get("switching.holdup_ceiling"),
        story.get("switching.holdup_exposure"),
    )
    if ceiling.state is MeasureState.INFINITE:
        horizon = wording.plain(float(story.document.policy.horizon_years.likely or 0))
        return Card("none", "price ceiling", "", f"no exit pays inside {horizon} years")
    if ceiling.value is None:
        return _unknown_card(story, ceiling, "price ceiling")
    if ceiling.value <= 0:
        saved = wording.money(-(exposure.value or 0.0), story.currency)
        return Card(
            wording.percent(ceiling.value, signed=True),
            "price ceiling",
            _range(story, ceiling, money=False),
            f"leaving already pays: waiting costs {saved} a year",
        )
    return Card(
        wording.percent(ceiling.value, signed=True),
        "price ceiling",
        _range(story, ceiling, money=False),
        f"what {story.supplier} could add before leaving pays: {story.money(exposure)} a year",
    )


def _unknown_card(story: Story, measure: Measure, label: str, *, is_accent: bool = False) -> Card:
    lacking = story.missing(measure, limit=1)
    if "no eligible alternative" in measure.flags:
        lacking = "an alternative that is at least shortlisted"
    meaning = f"missing: {lacking}" if lacking else "not recorded"
    if story.states_no_alternative:
        return Card("–", label, "", "nothing can replace it, as stated", is_accent=is_accent)
    return Card("?", label, wording.NOT_KNOWN, meaning, is_accent=is_accent)
