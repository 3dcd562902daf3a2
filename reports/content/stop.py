"""What if it stops: the recorded stop, the yearly expectation, the bad year, the silent nodes."""

from collections.abc import Iterator

from assessments import wording
from assessments.chart_inputs import StopLoss
from assessments.scoring.results import MeasureState
from reports.content.leaving import scale_of
from reports.content.parts import Column, Exhibit, Section, Table
from reports.content.story import Story

POINTS = 25


def section(story: Story) -> Section:
    """Return the chapter on a stop."""
    sentences = [*_stress(story), *_yearly(story), *_silent(story)]
    exhibit = loss_exhibit(story)
    return Section(
        "stop", "What if it stops", tuple(sentences), (exhibit,) if exhibit is not None else ()
    )


def _stress(story: Story) -> Iterator[str]:
    loss, plain = story.get("loss.stress_loss"), story.get("loss.stress_loss_without_restart")
    row = story.position
    if loss.value is None or row is None:
        value = story.get("loss.value_per_month")
        if row is not None and row.stress_months.likely is not None and loss.missing:
            gap = story.gap(loss, value, limit=2)
            yield f"What a stop would cost is not known: {gap} missing."
        return
    months = wording.months(float(row.stress_months.likely or 0))
    ramp = float(row.stress_ramp_months.likely or 0)
    if ramp and plain.value is not None:
        yield (
            f"A stop of {months} with a restart of {wording.months(ramp)} costs about "
            f"{story.money(loss)} ({story.money(plain)} without restart)."
        )
    elif loss.value == 0:
        yield f"A stop of {months} costs nothing on these figures{story.mark(loss)}."
    else:
        yield f"A stop of {months} costs about {story.money(loss)}."


def _yearly(story: Story) -> Iterator[str]:
    expected, bad = story.get("loss.expected_annual_loss"), story.get("loss.bad_year_loss")
    appetite = story.get("loss.appetite")
    if bad.value is None:
        yield (
            f"No disruption of {story.supplier} is recorded, so no yearly loss is given; "
            "that is a gap, not a zero."
        )
        return
    yield f"Over the recorded disruptions the loss expected a year is {story.money(expected)}."
    text = f"In the worst year of a hundred it averages {story.money(bad)}"
    if appetite.value:
        text += f", {wording.times(bad.value / appetite.value)} "
        assumed = any("appetite unknown" in flag for flag in appetite.flags)
        text += "the default appetite of 5% of a year’s value" if assumed else "the stated appetite"
        text += wording.MARK if assumed else ""
    yield f"{text}."


def _silent(story: Story) -> Iterator[str]:
    names = [
        story.party(driver.name.removeprefix("unassessed:"))
        for driver in story.drivers
        if driver.name.startswith("unassessed:")
    ]
    if names:
        verb, each = ("has", "it") if len(names) == 1 else ("have", "each of them")
        yield (
            f"These are lower bounds: {wording.listing(sorted(names))} {verb} no disruption on "
            f"record although half of the function or more hangs on {each}."
        )


def loss_exhibit(story: Story) -> Exhibit | None:
    """Return the loss of a stop by its length, with and without the restart."""
    value, degree = story.get("loss.value_per_month").value, story.get("failure.loss_degree").value
    buffer, survive = story.get("time.buffer_months").value, story.get("time.time_to_survive")
    if value is None or degree is None or buffer is None or degree == 0:
        return None
    row = story.position
    marked = None if row is None else _float(row.stress_months.likely)
    ramp = 0.0 if row is None else _float(row.stress_ramp_months.likely) or 0.0
    lasts = None if survive.state is MeasureState.INFINITE else survive.value or None
    last = max(12.0, 2 * (marked or 0.0), 1.5 * (lasts or 0.0))
    months = tuple(last * i / (POINTS - 1) for i in range(POINTS))
    plain = tuple(value * max(0.0, degree * month - buffer) for month in months)
    slow = tuple(value * max(0.0, degree * (month + ramp / 2) - buffer) for month in months)
    by, name = scale_of(max(max(slow), 1.0))
    loss = story.get("loss.stress_loss")
    mark = story.mark(story.get("time.time_to_survive"), story.get("loss.value_per_month"))
    title = (
        f"A stop costs {wording.money(value * degree, story.currency)} a month from the first day"
    )
    if lasts:
        title = f"A stop is free for {wording.months(lasts)}, then costs {wording.money(value * degree, story.currency)} a month"
    rows = tuple(
        (
            wording.months(month, unit=False) if month else "0",
            wording.money(a, story.currency),
            wording.money(b, story.currency),
        )
        for month, a, b in list(zip(months, plain, slow, strict=True))[::4]
    )
    inputs = [
        *story.get("loss.value_per_month").inputs,
        *story.get("failure.loss_degree").inputs,
        *story.get("time.buffer_months").inputs,
    ]
    label = ""
    if marked and loss.value is not None:
        label = f"{wording.months(marked)}: {wording.money(loss.value, story.currency)}"
    return Exhibit(
        key="10-stop",
        title=f"{title}{mark}",
        unit=f"{story.currency} {name} of gross margin, by months of stop",
        alt=f"{title}. " + "; ".join(f"{r[0]} months: {r[1]}" for r in rows),
        source=story.source_line(inputs),
        data=Table(
            (
                Column("Months of stop"),
                Column("Loss", is_number=True),
                Column("With restart", is_number=True),
            ),
            rows,
        ),
        chart=StopLoss(
            months,
            tuple(v / by for v in plain),
            tuple(v / by for v in slow) if ramp else (),
            lasts,
            marked,
            label,
            f"{story.currency} {name}".strip(),
        ),
    )


def _float(number: object) -> float | None:
    return None if number is None else float(number)  # type: ignore[arg-type]
