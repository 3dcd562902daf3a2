"""Why leaving is hard: what it costs, how long it takes, and when it would pay."""

from assessments import wording
from assessments.chart_inputs import Bar, CostWaterfall, ExitPath, PathStep
from assessments.scoring.results import Measure, MeasureState
from reports.content import labels
from reports.content.parts import Column, Exhibit, Section, Table
from reports.content.story import Story, middle

SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "thousand"), (1.0, ""))


def section(story: Story) -> Section:
    """Return the chapter on leaving."""
    exhibits = [e for e in (waterfall(story), path(story)) if e is not None]
    sentences = (*cost_sentences(story), *time_sentences(story), *commitment_sentences(story))
    return Section("leaving", "Why leaving is hard", sentences, tuple(exhibits))


def _no_alternative(story: Story, measure: Measure) -> str:
    if story.states_no_alternative:
        return (
            f"Nothing can replace {story.supplier}, as {story.us} has stated: there is no cost and no "
            "time of leaving to give, and the score counts that as the worst."
        )
    if story.chosen is None:
        looked = "None of the alternatives on record is far enough along and large enough"
        nobody = f"No alternative to {story.supplier} is on record"
        return (
            f"{looked if story.alternatives else nobody}; what leaving would cost and how long it "
            "would take cannot be said. It is not taken to be small."
        )
    gap = story.gap(measure, fallback="what it rests on")
    return f"What leaving costs is not known: {gap} missing."


def cost_sentences(story: Story) -> list[str]:
    """Return the cost sentence of method §8 with its guards."""
    cost, multiple = story.get("switching.one_off_cost"), story.get("switching.cost_multiple")
    if cost.value is None:
        return [_no_alternative(story, cost)]
    p50 = cost.value if cost.p50 is None else cost.p50
    text = f"Leaving costs {story.money(cost, p50)}"
    if cost.p10 is not None and cost.p90 is not None:
        low, high = (wording.money(v, story.currency) for v in (cost.p10, cost.p90))
        text += f" ({low} to {high})"
    if multiple.value is not None:
        text += (
            f", {wording.times(p50 / cost.value * multiple.value)} annual spend"
            if cost.value
            else ""
        )
    if "without the cost of leaving the contract, which is unknown" in cost.flags:
        text += "; what the contract adds is not counted because it is not known"
    return [f"{text}.", *_ceiling_sentences(story)]


def _ceiling_sentences(story: Story) -> list[str]:
    ceiling, exposure = (
        story.get("switching.holdup_ceiling"),
        story.get("switching.holdup_exposure"),
    )
    horizon = wording.plain(float(story.document.policy.horizon_years.likely or 0))
    if ceiling.state is MeasureState.INFINITE:
        return [f"No exit pays inside {horizon} years."]
    if ceiling.value is None:
        if not ceiling.missing:
            return []
        gap = story.gap(ceiling)
        return [f"How far the price could rise before leaving pays is not known: {gap} missing."]
    if ceiling.value <= 0:
        saved = wording.money(-(exposure.value or 0.0), story.currency)
        return [f"Leaving already pays: waiting costs {saved} a year{story.mark(ceiling)}."]
    shield = story.get("switching.contract_shield")
    if shield.value is not None and shield.value < ceiling.value:
        return [
            "While the contract runs the price can rise by at most about "
            f"{wording.percent(shield.value)}{story.mark(shield)}, less than the "
            f"{wording.percent(ceiling.value)}{story.mark(ceiling)} beyond which leaving would pay "
            f"within {horizon} years. A ceiling, not a forecast."
        ]
    return [
        f"Beyond a price rise of about {wording.percent(ceiling.value)}{story.mark(ceiling)} "
        f"({story.money(exposure)} a year) leaving would pay within {horizon} years; below it "
        "staying is cheaper. A ceiling, not a forecast."
    ]


def time_sentences(story: Story) -> list[str]:
    """Return the time sentences of method §8 with their guards."""
    switch, survive = story.get("time.time_to_switch"), story.get("time.time_to_survive")
    left, gap = story.get("failure.delivered_without_supplier"), story.get("time.survival_gap")
    found = []
    if switch.value is not None:
        p50 = switch.value if switch.p50 is None else switch.p50
        sure = "" if switch.p80 is None else f" ({wording.months(switch.p80)} to be 80% sure)"
        found.append(
            f"Replacing {story.supplier} takes about {wording.months(p50)}{story.mark(switch)}{sure}."
        )
    found.append(_survive_sentence(story, survive, left))
    if gap.value:
        found.append(
            "Switching alone comes too late; stock, expediting or repair must bridge "
            f"{story.months(gap)}."
        )
    return [sentence for sentence in found if sentence]


def _survive_sentence(story: Story, survive: Measure, left: Measure) -> str:
    if survive.state is MeasureState.INFINITE:
        return f"If it stopped, the others can carry {story.function}."
    if survive.value is None or left.value is None:
        if not survive.missing and not left.missing:
            return ""
        gap = story.gap(survive, left)
        return f"How long {story.function} would last without it is not known: {gap} missing."
    remaining = f"{wording.percent(left.value)} of demand" if left.value else "nothing"
    if survive.value == 0:
        return f"If it stopped, at once {remaining} would be left{story.mark(left)}."
    return (
        f"If it stopped, {'stock and other sources' if left.value else 'stock'} would carry {story.function} for "
        f"{story.months(survive)}, then {remaining}."
    )


def commitment_sentences(story: Story) -> list[str]:
    """Return what the contract adds, or that it is unread."""
    committed, last = story.get("contract.committed_share"), story.get("contract.last_day_to_act")
    found = []
    if committed.value:
        found.append(
            f"{story.percent(committed)} of the spend of the whole horizon is already committed."
        )
    if last.value is not None:
        when = "is past" if last.value < 0 else f"is {wording.months(last.value)} away"
        found.append(
            f"The last day to act, so that the switch ends with the contract, {when}"
            f"{story.mark(last)}."
        )
    elif not story.contracts:
        found.append(f"No contract with {story.supplier} is on record.")
    else:
        found += _contract_sentences(story)
    return found


def _contract_sentences(story: Story) -> list[str]:
    """Return when the contract ends, if known, and which of its terms are not."""
    ends = [c.end.date for c in story.contracts.values() if c.end.date is not None]
    measures = [
        story.get(f"contract.{code}") for code in ("contract_months_left", "committed_share")
    ]
    addresses = dict.fromkeys(a for m in measures for a in m.missing if a.startswith("contracts."))
    names = list(dict.fromkeys(story.label(address) for address in addresses))
    found = []
    if ends:
        last = min(ends, key=lambda end: end.first_day())
        found.append(f"The contract with {story.supplier} ends {wording.on_date(last)}.")
    if names:
        verb = "is" if len(names) == 1 else "are"
        found.append(f"The contract is on record, but {wording.listing(names)} {verb} not known.")
    return found


# The waterfall ----------------------------------------------------------------------------------


def scale_of(value: float) -> tuple[float, str]:
    """Return a divisor and its name so that the largest number has one to three digits."""
    return next(((by, name) for by, name in SCALES if abs(value) >= by), (1.0, ""))


def waterfall(story: Story) -> Exhibit | None:
    """Return the components of the one-off cost and their sum."""
    cost = story.get("switching.one_off_cost")
    if story.chosen is None or cost.value is None:
        return None
    lines = story.document.alternatives[story.chosen].cost_lines
    by, name = scale_of(cost.value)
    steps, rows, addresses = [], [], []
    for component in lines:
        measure = story.get("alternative.cost_line", f"{story.chosen}/{component}")
        if measure.value is None:
            continue
        address = f"alternatives.{story.chosen}.cost_lines.{component}"
        addresses += [address, *measure.inputs]
        label = labels.COMPONENTS.get(component, labels.words(component))
        low, high = _ends(story, address)
        text = wording.money(measure.value, story.currency) + story.mark(measure)
        steps.append(
            Bar(label, measure.value / by, text, low=_scaled(low, by), high=_scaled(high, by))
        )
        rows.append((label, *_range_cells(story, low, high), text))
    exit_ = story.get("switching.contract_exit_cost")
    if exit_.value:
        steps.append(Bar("Leaving the contract", exit_.value / by, story.money(exit_)))
        rows.append(("Leaving the contract", "–", "–", story.money(exit_)))
    if not steps:
        return None
    total = Bar(
        "Cost to leave",
        cost.value / by,
        wording.money(cost.value, story.currency),
        is_accent=True,
        low=_scaled(cost.p10, by),
        high=_scaled(cost.p90, by),
    )
    rows.append(
        (
            "Cost to leave (mean; 80% range)",
            *_range_cells(story, cost.p10, cost.p90),
            story.money(cost),
        )
    )
    largest = max(steps, key=lambda bar: bar.value)
    part = largest.value / total.value if total.value else 0.0
    amount = wording.money(cost.value, story.currency)
    title = f"{largest.label} makes up {wording.percent(part)} of the {amount} it costs on average to leave"
    if len(steps) == 1:
        title = f"Leaving costs {amount} on average, all of it {largest.label.lower()}"
    return Exhibit(
        key="05-cost",
        title=f"{title}{story.mark(cost)}",
        unit=f"{story.currency} {name}".strip() + "; mean, range low to high",
        alt=f"{title}. " + "; ".join(f"{row[0]}: {row[3]}" for row in rows),
        source=story.source_line(addresses),
        data=Table(
            (
                Column("Component"),
                Column("Low", is_number=True),
                Column("High", is_number=True),
                Column("Mean", is_number=True),
            ),
            tuple(rows),
        ),
        chart=CostWaterfall(tuple(steps), total, f"{story.currency} {name}".strip()),
    )


def _ends(story: Story, address: str) -> tuple[float | None, float | None]:
    figure = story.figures.get(address)
    if figure is None or figure.low is None or figure.high is None:
        return None, None
    return float(figure.low), float(figure.high)


def _scaled(value: float | None, by: float) -> float | None:
    return None if value is None else value / by


def _range_cells(story: Story, low: float | None, high: float | None) -> tuple[str, str]:
    if low is None or high is None:
        return "–", "–"
    return wording.money(low, story.currency), wording.money(high, story.currency)


# The path of months -----------------------------------------------------------------------------


def path(story: Story) -> Exhibit | None:
    """Return the activities of leaving on a line of months, against how long we survive."""
    switch, survive = story.get("time.time_to_switch"), story.get("time.time_to_survive")
    if story.chosen is None or switch.value is None:
        return None
    steps = _steps(story, story.chosen)
    lasts = survive.value if survive.state is not MeasureState.INFINITE else None
    title = f"Leaving takes {wording.months(middle(switch))}"
    if lasts is not None:
        title += (
            f"; {story.function} lasts {wording.months(lasts)}"
            if lasts
            else f"; {story.function} has no stock"
        )
    rows = [(s.label, wording.months(s.start), wording.months(s.end), s.text) for s in steps]
    rows.append(("All steps", "–", wording.months(middle(switch)), _sure(switch)))
    addresses = [
        f"alternatives.{story.chosen}.activities.{name}.months"
        for name in story.document.alternatives[story.chosen].activities
    ]
    return Exhibit(
        key="06-path",
        title=f"{title}{story.mark(switch)}",
        unit="months from the decision",
        alt=f"{title}. " + "; ".join(f"{row[0]}: {row[1]} to {row[2]}" for row in rows),
        source=story.source_line([*addresses, *survive.inputs]),
        data=Table(
            (
                Column("Step"),
                Column("Starts after", is_number=True),
                Column("Ends after", is_number=True),
                Column("Low to high", is_number=True),
            ),
            tuple(rows),
        ),
        chart=ExitPath(
            tuple(steps),
            lasts,
            _lasts(lasts),
            middle(switch),
            switch.p80,
        ),
    )


def _lasts(months: float | None) -> str:
    if months is None:
        return ""
    if months == 0:
        return "no stock: the loss starts at once"
    return f"stock and other sources last {wording.months(months)}"


def _sure(measure: Measure) -> str:
    return "–" if measure.p80 is None else f"80% within {wording.months(measure.p80)}"


def _steps(story: Story, alternative_id: str) -> list[PathStep]:
    """Return the steps at their mean durations: each starts when what it waits for is done."""
    activities = story.document.alternatives[alternative_id].activities
    ends: dict[str, float] = {}
    steps, before = [], ""
    for name, activity in activities.items():
        mean = story.get("alternative.activity_months", f"{alternative_id}/{name}").value
        if mean is None:
            continue
        waits = activity.after if activity.after is not None else tuple(filter(None, (before,)))
        start = max((ends.get(other, 0.0) for other in waits), default=0.0)
        ends[name] = start + mean
        label = activity.name or labels.words(name).capitalize()
        steps.append(
            PathStep(label, start, start + mean, _duration(story, alternative_id, name, mean))
        )
        before = name
    return steps


def _duration(story: Story, alternative_id: str, name: str, mean: float) -> str:
    address = f"alternatives.{alternative_id}.activities.{name}.months"
    low, high = _ends(story, address)
    mark = wording.MARK if story.is_assumed(address) else ""
    if low is None or high is None:
        return f"{wording.months(mean)}{mark}"
    return f"{wording.months(low, unit=False)}–{wording.months(high)}{mark}"
