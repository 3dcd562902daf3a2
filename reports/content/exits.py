"""The planned exit: its odds, what a month costs, and the stopgap that bridges it."""

from typing import TYPE_CHECKING

from assessments import wording
from assessments.casefile.dates import PartialDate
from assessments.chart_inputs import ExitOdds, OddsPoint
from reports.content.parts import Column, Exhibit, Section, Table
from reports.content.story import Story

if TYPE_CHECKING:
    from assessments.scoring.exit_plan import SlipClass

HORIZON_FACTOR = 3.5  # the curve runs to this many times the planned months


def section(story: Story) -> Section:
    """Return the chapter on the planned exit."""
    if story.plan is None:
        return Section("exit", "The planned exit", (_nothing_planned(story),))
    plan = story.document.exit_plans[story.plan]
    if plan.cancelled.date is not None:
        return Section("exit", "The planned exit", tuple(_cancelled(story, plan.cancelled.date)))
    if plan.actual.date is not None:
        return Section(
            "exit",
            "The planned exit",
            (f"The exit was done {wording.on_date(plan.actual.date)}.",),
        )
    odds = odds_exhibit(story)
    return Section(
        "exit",
        "The planned exit",
        (*_open_sentences(story), *_month_sentences(story), *_stopgap_sentences(story)),
        (odds,) if odds else (),
    )


def _nothing_planned(story: Story) -> str:
    row = story.position
    if row is not None and row.approved is not None and row.exit_plan == "not-required":
        when = wording.date_text(row.approved.at)
        return f"No exit plan is required: waived by {row.approved.by} on {when}."
    text = f"No exit from {story.supplier} is planned."
    late = story.get("exit.late_exit")
    if late.value == 1:
        text += " For what hangs on it, that counts as an exit that comes too late."
    return text


def _cancelled(story: Story, cancelled: PartialDate) -> list[str]:
    plan = story.document.exit_plans[story.plan or ""]
    name = story.alternative_name(plan.alternative)
    said = story.hedge(plan.source)
    return [
        f"The exit by “{name}” was {said}cancelled {wording.on_date(cancelled)}; nothing "
        "has replaced it. That counts as an exit that comes too late."
    ]


def _open_sentences(story: Story) -> list[str]:
    plan = story.document.exit_plans[story.plan or ""]
    late = story.get("exit.months_late", story.plan)
    found = []
    if plan.planned.date is None:
        return [
            f"An exit is planned, but no date is recorded: {story.gap(late, fallback='the date')} missing."
        ]
    planned = wording.date_text(plan.planned.date)
    name = story.alternative_name(plan.alternative)
    if late.value:
        found.append(
            f"The move to “{name}” was due {planned}, {wording.months(late.value)} ago"
            f"{story.mark(late)}, and is not done."
        )
    else:
        found.append(f"The move to “{name}” is due {planned}{story.mark(late)}.")
    factor = story.get("exit.overrun_factor", story.plan)
    if factor.value is not None and plan.first_deployment.date is not None:
        found.append(
            f"The substitute first ran {wording.on_date(plan.first_deployment.date)}, "
            f"{wording.times(factor.value)} the time planned{story.mark(factor)}; "
            f"the dependency on {story.supplier} has not moved."
        )
    for baseline in plan.rebaselines:
        found.append(
            f"{_capital(wording.on_date(baseline.decided))} the date was {story.hedge(baseline.source)}"
            f"moved to {wording.date_text(baseline.planned)}; the clock still runs from the first plan."
        )
    found += _odds_sentences(story)
    return found


def _odds_sentences(story: Story) -> list[str]:
    year, two = (
        story.get("exit.p_within_12_months", story.plan),
        story.get("exit.p_within_24_months", story.plan),
    )
    if year.value is None or two.value is None:
        return []
    today = wording.date_text(story.document.as_of)
    text = (
        f"Reference class ({_class_name(story)}): {wording.percent(round(year.value, 2))} within a "
        f"year and {wording.percent(round(two.value, 2))} within two, given it is not done on {today}"
        f"{wording.MARK}"
    )
    never = story.get("exit.p_never", story.plan)
    if never.value is not None:
        text += f"; {wording.percent(round(never.value, 2))} that it never comes"
    return [f"{text}."]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _class_name(story: Story) -> str:
    plan = story.document.exit_plans[story.plan or ""]
    stated = plan.overrun_median.likely is not None
    return "as recorded with the plan" if stated else "default for own platforms"


def _month_sentences(story: Story) -> list[str]:
    month = story.get("exit.month_of_slip", story.plan)
    if month.value is not None:
        return [f"Each further month costs {story.money(month)}."]
    save = story.get("margin.own_asset_we_save")
    if save.lower is not None and save.upper is not None:
        high = wording.money(save.upper / 12, story.currency)
        return [
            f"What a month of delay costs is not recorded; the own asset would save at most "
            f"{high} a month{story.mark(save)} without further negotiation."
        ]
    return ["What a month of delay costs is not recorded."]


def _stopgap_sentences(story: Story) -> list[str]:
    plan = story.document.exit_plans[story.plan or ""]
    if not plan.stopgap:
        return []
    contract = story.document.contracts[plan.stopgap]
    term, stranded = (
        story.get("stopgap.term_months", story.plan),
        story.get("stopgap.stranded_months", story.plan),
    )
    cost, best = (
        story.get("stopgap.stranded_cost", story.plan),
        story.get("stopgap.best_term", story.plan),
    )
    who = story.party(contract.supplier)
    if term.value is None or stranded.value is None:
        return [f"{who} bridges the gap; its term or the plan’s start is not known."]
    note = f" ({contract.note})" if contract.note else ""
    found = [
        f"The contract with {who} of {wording.months(term.value)} is recorded as the stopgap{note}: "
        f"it is expected to outlive the need by {wording.months(stranded.value)}{story.mark(stranded)}"
        + (
            f", {story.money(cost)} if nothing is re-used and payments are even."
            if cost.value
            else "."
        )
    ]
    if best.value is not None:
        found.append(
            f"The term that balances both risks is {wording.months(best.value)}{story.mark(best)}."
        )
    else:
        gap = story.gap(best, fallback="what a month without it costs", limit=2)
        found.append(f"The best term cannot be named: {gap} not known.")
    return found


def odds_exhibit(story: Story) -> Exhibit | None:
    """Return the odds of being out by month, from the plan's start, given not out today."""
    plan = story.document.exit_plans[story.plan or ""]
    baseline = story.get("exit.planned_months", story.plan)
    late = story.get("exit.months_late", story.plan)
    if not baseline.value or late.value is None or plan.planned.date is None:
        return None
    today = baseline.value + late.value if late.value else None
    from assessments.scoring.exit_plan import p_exit_by  # with SciPy, which only this needs

    slip = _slip(story)
    last = max(baseline.value * HORIZON_FACTOR, (today or 0.0) + 24.0)
    months = [i * last / 60.0 for i in range(61)]
    points = tuple(
        OddsPoint(f"month {month:.0f}", month, float(p_exit_by(month, baseline.value, slip)))
        for month in months
    )
    on_time = float(p_exit_by(baseline.value, baseline.value, slip))
    title = f"At its start the plan had a chance of {wording.percent(round(on_time, 2))} of being on time"
    planned = wording.date_text(plan.planned.date)
    rows = [
        (p.label, wording.percent(round(p.probability, 3)))
        for p in points[:: max(1, len(points) // 12)]
    ]
    return Exhibit(
        key="08-odds",
        title=f"{title}{wording.MARK}",
        unit="probability of being out, by months from the plan’s start",
        alt=f"{title}. " + "; ".join(f"{row[0]}: {row[1]}" for row in rows),
        source=story.source_line(baseline.inputs),
        data=Table((Column("By"), Column("Probability", is_number=True)), tuple(rows)),
        chart=ExitOdds(
            points,
            baseline.value,
            f"planned: {planned}",
            today if today is not None else 0.0,
            f"today: {wording.date_text(story.document.as_of)}" if today is not None else "",
        ),
    )


def _slip(story: Story) -> "SlipClass":
    from assessments.scoring.exit_plan import SlipClass

    plan = story.document.exit_plans[story.plan or ""]
    stated = (plan.overrun_median, plan.overrun_p80, plan.cancel_share)
    defaults = (1.3, 1.8, 0.15)
    return SlipClass(
        *(
            default if figure.likely is None else float(figure.likely)
            for figure, default in zip(stated, defaults, strict=True)
        )
    )
