"""The decision asked and its date; the levers that would lower the score most."""

from assessments import wording
from assessments.scoring.months import PartialDate, months_between
from assessments.scoring.results import Measure
from reports.content.parts import Decision, Point
from reports.content.story import Story


def decision(story: Story) -> Decision:
    """Return the decision recorded with the position, else the three largest levers."""
    row = story.position
    levers = levers_of(story)
    if row is None or not row.decision:
        return Decision(
            False,
            "Decision asked",
            "No decision is recorded with this position.",
            "The changes that would lower the score most, one at a time:"
            if levers
            else "Too little is known to say which change would help most.",
            levers[:3],
        )
    heading = "Decision asked"
    if row.decide_by is not None:
        heading = (
            f"Decision asked by {wording.date_text(row.decide_by)}{_overdue(story, row.decide_by)}"
        )
    consequence = _consequence(story)
    if levers:
        consequence = f"{consequence} The largest levers:".strip()
    return Decision(True, heading, _sentence(row.decision), consequence, levers[:3])


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _overdue(story: Story, due: PartialDate) -> str:
    late = months_between(due, story.document.as_of)
    return f" — {wording.months(late)} ago" if late > 0 else ""


def _consequence(story: Story) -> str:
    """Return what is at stake while nothing is decided: the gap and the recorded stop."""
    gap, stop = story.get("time.survival_gap"), story.get("loss.stress_loss")
    row = story.position
    parts = []
    if gap.value:
        parts.append(f"switching alone comes {story.months(gap)} too late")
    if stop.value is not None and row is not None and row.stress_months.likely is not None:
        length = wording.months(float(row.stress_months.likely))
        parts.append(f"a stop of {length} would cost {story.money(stop)}")
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


LEVERS = {
    "lever.hold_stock": ("Hold stock until the switch is done", "lever.stock_needed"),
    "lever.qualify_second_source": ("Let the others carry the whole need", "lever.capacity_needed"),
    "lever.second_shared_node": ("Find a second source for what the suppliers share", ""),
    "lever.finish_exit_plan": ("Record an exit plan and carry it out", ""),
    "lever.buy_direct": ("Buy without the channel", ""),
}


def levers_of(story: Story) -> tuple[Point, ...]:
    """Return the levers that lower the score, the largest first, with their points."""
    if story.get("score.risk").value is None:
        return ()  # without a score there are no points to lower
    found = []
    for code, (claim, amount_code) in LEVERS.items():
        points = story.get(code)
        if points.value is not None and points.value >= 0.5:
            if code == "lever.second_shared_node" and len(story.suppliers_here) == 1:
                claim = f"Find a second source for what {story.supplier} relies on"
            amount = _amount(story, story.get(amount_code)) if amount_code else ""
            fall = f"{points.value:.0f} point{'' if round(points.value) == 1 else 's'}"
            sentence = f"{amount}The score falls by {fall}{story.mark(points)}."
            found.append((points.value, Point(f"{claim}.", sentence)))
    return tuple(point for _, point in sorted(found, key=lambda item: -item[0]))


def _amount(story: Story, measure: Measure) -> str:
    if measure.value is None:
        return ""
    if measure.unit == "months":
        return f"It takes {wording.months(measure.value)} of full demand in stock. "
    return f"They lack {wording.percent(measure.value)} of the need. "
