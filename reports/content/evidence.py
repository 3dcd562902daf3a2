"""How the score comes about, what it rests on, and what nobody knows yet."""

from assessments import titles, wording
from assessments.chart_inputs import Bar, ScoreBreakdown
from assessments.scoring.results import Contribution, MeasureState
from reports.content.parts import Column, Exhibit, Section, Table
from reports.content.story import Story

MOST_QUESTIONS = 6


def section(story: Story) -> Section:
    """Return the chapter on the score."""
    exhibits = [e for e in (breakdown(story), indicator_table(story)) if e is not None]
    return Section(
        "evidence", "How the score comes about", tuple(_sentences(story)), tuple(exhibits)
    )


def _sentences(story: Story) -> list[str]:
    risk = story.get("score.risk")
    completeness = story.get("score.completeness").value or 0.0
    unknown = [c for c in story.contributions.values() if c.state is MeasureState.UNKNOWN]
    found = [
        f"{wording.percent(completeness)} of what the score needs is known; an unknown answer counts "
        "neither as zero nor as green, it widens the range."
    ]
    if risk.value is not None and risk.lower is not None and risk.upper is not None:
        found.append(
            f"The draws put the score between {risk.p5:.0f} and {risk.p95:.0f}; were every unknown "
            f"answer the best or the worst, it would be {risk.lower:.0f} or {risk.upper:.0f}."
        )
    questions = list(dict.fromkeys(story.label(a) for c in unknown for a in c.missing))[
        :MOST_QUESTIONS
    ]
    if questions:
        found.append(f"Still to be asked: {'; '.join(questions)}.")
    return found


def breakdown(story: Story) -> Exhibit | None:
    """Return the points of each pillar, the largest first."""
    risk = story.get("score.risk")
    if risk.value is None:
        return None
    points = [
        (pillar, story.get(f"score.contribution_{pillar}").value) for pillar in titles.PILLARS
    ]
    known = sorted(
        ((pillar, value) for pillar, value in points if value is not None),
        key=lambda item: -item[1],
    )
    bars = [
        Bar(titles.PILLARS[pillar], value, f"{value:.1f}", is_accent=i == 0)
        for i, (pillar, value) in enumerate(known)
    ]
    lacking = [titles.PILLARS[pillar] for pillar, value in points if value is None]
    top = bars[0]
    title = f"{top.label} explains {top.text} of the {risk.value:.0f} points"
    note = f"Not known, so without points: {wording.listing(lacking)}." if lacking else ""
    return Exhibit(
        key="11-score",
        title=f"{title}{story.mark(risk)}",
        unit="points of the score; Shapley shares, adding to the score",
        alt=f"{title}. " + "; ".join(f"{bar.label}: {bar.text}" for bar in bars),
        source=f"Source: measures of this report. {note}".strip(),
        data=Table(
            (Column("Pillar"), Column("Points", is_number=True)),
            tuple((bar.label, bar.text) for bar in bars),
        ),
        chart=ScoreBreakdown(tuple(bars)),
    )


def indicator_table(story: Story) -> Exhibit:
    """Return every indicator with its value, its 0–1 mapping, its points and its evidence."""
    rows = tuple(_row(story, c) for c in story.contributions.values())
    known = sum(c.z is not None for c in story.contributions.values())
    title = f"{known} of {len(rows)} indicators are known"
    return Exhibit(
        key="12-indicators",
        title=title,
        unit="value in its own unit; 0 best to 1 worst; evidence 0 to 1",
        alt=title,
        source="Source: measures of this report; formulas in the method, section 6.1.",
        data=Table(
            (
                Column("Indicator"),
                Column("Value", is_number=True),
                Column("0 to 1", is_number=True),
                Column("Points", is_number=True),
                Column("Evidence", is_number=True),
            ),
            rows,
        ),
    )


def _row(story: Story, c: Contribution) -> tuple[str, ...]:
    label = f"{c.indicator} {titles.INDICATORS[c.indicator]}"
    if c.state is MeasureState.NOT_APPLICABLE:
        return (label, "n/a", "n/a", "–", "–")
    if c.z is None:
        return (label, wording.NOT_KNOWN, "–", "–", "0")
    value = "no exit" if c.x is None or abs(c.x) == float("inf") else wording.number(c.x, 3)
    points = "–" if c.points is None else f"{c.points:.1f}"
    mark = wording.MARK if story.is_assumed(*c.inputs) else ""
    return (label, value + mark, f"{c.z:.2f}", points, f"{c.quality:.2f}")
