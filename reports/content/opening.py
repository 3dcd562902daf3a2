"""Page 1: the finding, three numbers, the decision, why we are held and how sure we are."""

from dataclasses import dataclass

from assessments.scoring.months import PartialDate, months_between
from assessments.scoring.results import Measure, MeasureState
from reports.content import labels, wording
from reports.content.parts import Card, Decision, Point, Sureness
from reports.content.story import Story

MONEY_LOCK_YEARS = 1.0  # leaving costs a year's spend or more


@dataclass(frozen=True)
class Locks:
    """What holds the position, as far as it is known: the choice of the finding's sentence."""

    degree: float | None
    ratio: float | None
    survive: Measure
    switch: Measure
    multiple: float | None
    has_alternative: bool
    is_researched: bool

    @classmethod
    def of(cls, story: Story) -> "Locks":
        """Read them from the results."""
        lock_in = story.contributions.get("L1")
        return cls(
            degree=story.get("failure.loss_degree").value,
            ratio=_ratio(story),
            survive=story.get("time.time_to_survive"),
            switch=story.get("time.time_to_switch"),
            multiple=story.get("switching.cost_multiple").value,
            has_alternative=story.chosen is not None,
            is_researched=lock_in is not None and lock_in.state is not MeasureState.UNKNOWN,
        )

    @property
    def is_harmless(self) -> bool:
        """The others can carry everything."""
        return self.degree == 0

    @property
    def is_time_lock(self) -> bool:
        """Switching alone comes too late."""
        return self.ratio is not None and self.ratio > 1

    @property
    def is_money_lock(self) -> bool:
        """Leaving costs a year's spend or more."""
        return self.multiple is not None and self.multiple >= MONEY_LOCK_YEARS


def _ratio(story: Story) -> float | None:
    ratio = story.get("time.survive_ratio").value
    survive, switch = story.get("time.time_to_survive"), story.get("time.time_to_switch")
    if ratio is None and survive.value == 0 and switch.value:
        return float("inf")
    if survive.state is MeasureState.INFINITE:
        return 0.0
    return ratio


def finding(story: Story) -> str:
    """Return the case in one sentence (product §5, method §8)."""
    locks, us, supplier = Locks.of(story), story.us, story.supplier
    if not locks.has_alternative:
        return _without_alternative(story, locks)
    if locks.switch.value is None:
        gap = story.gap(locks.switch, fallback="the list of steps")
        return f"How long {us} would need to leave {supplier} is not known: {gap} missing."
    takes = f"leaving takes {wording.months(_p50(locks.switch))}"
    if locks.is_harmless:
        return f"{us} could lose {supplier} without a stop: the others can carry {story.function}."
    if locks.is_time_lock:
        lead = {
            True: f"{us} can leave {supplier} neither cheaply nor in time",
            False: f"{us} could afford to leave {supplier}, but not in time",
        }[locks.is_money_lock]
        if locks.multiple is None:
            lead = f"{us} cannot leave {supplier} in time"
        return f"{lead}: {takes}, {_survives(story, locks)}."
    if locks.ratio is None:
        gap = story.gap(locks.survive, fallback="the stock")
        return f"{us} needs {wording.months(_p50(locks.switch))} to leave {supplier}; {gap} missing to say if that is in time."
    if locks.is_money_lock:
        years = wording.number(_p50(story.get("switching.cost_multiple")), 2)
        return f"{us} could leave {supplier} in time, but at {years} years of spend."
    return f"{us} could leave {supplier} in time and at a bearable price: {takes}."


def _without_alternative(story: Story, locks: Locks) -> str:
    share = story.get("concentration.workload_share").value
    runs = f"{story.function} runs in part on {story.supplier}"
    if share is not None:
        part = "All" if share == 1 else wording.percent(share)
        runs = f"{part} of {story.function} runs on {story.supplier}"
    if locks.is_harmless:
        return f"{runs}, but the others can carry all of it."
    if story.states_no_alternative:
        return f"{runs}, and nothing can replace it."
    if locks.is_researched:
        return f"{runs}, and nothing on record is ready to replace it."
    return f"{runs}, and nobody has yet looked for what could replace it."


def _p50(measure: Measure) -> float:
    value = measure.value if measure.p50 is None else measure.p50
    return 0.0 if value is None else value


def _survives(story: Story, locks: Locks) -> str:
    """Return what happens before the switch is done: the months, or "at once" (method §8)."""
    left = story.get("failure.delivered_without_supplier").value
    if locks.survive.value == 0:
        return f"and {wording.percent(left or 0.0)} of {story.function} is left at once"
    return f"and {story.function} lasts {wording.months(locks.survive.value or 0.0)} without it"


def lede(story: Story) -> str:
    """Return who the supplier is to us, what the others carry, and which lock it is."""
    locks = Locks.of(story)
    sentences = [share_sentence(story), *_others(story)]
    if locks.is_time_lock and not locks.is_money_lock and locks.multiple is not None:
        sentences.append("Money is not the lock. Time is.")
    elif locks.is_money_lock and not locks.is_time_lock and locks.ratio is not None:
        sentences.append("Time is not the lock. Money is.")
    return " ".join(sentence for sentence in sentences if sentence)


def share_sentence(story: Story) -> str:
    """Return "{share} of {function} ({basis}, {date}) runs on {supplier}; … competes with us"."""
    share = story.get("concentration.workload_share")
    rival = rival_clause(story)
    if share.value is None:
        lacking = story.gap(share, fallback="its share")
        return f"{story.function} runs in part on {story.supplier}{rival}; {lacking} not known."
    figure = next((story.figures[a] for a in share.inputs if a in story.figures), None)
    basis = f" ({story.gate})"
    if figure is not None and figure.as_of is not None:
        source = f"{figure.source}, " if figure.source else ""
        basis = f" ({story.gate}; {source}{wording.date_text(figure.as_of)})"
    return f"{story.percent(share)} of {story.function}{basis} runs on {story.supplier}{rival}."


def rival_clause(story: Story) -> str:
    """Return who of supplier, group, channel or upstream competes with us, and in what market."""
    index = story.get("rivalry.coopetition_index")
    if not index.value:
        return ""
    found = [
        (*place, market.name or labels.words(market_id))
        for market_id, market in story.document.markets.rows.items()
        for rival in market.rivals
        if (place := _place_of(story, rival)) is not None
    ]
    if not found:
        return ""
    _, who, name = min(found)
    return f"; {who} competes with us in {name}"


def _place_of(story: Story, group: str) -> tuple[int, str] | None:
    """Return how near a rival group stands (0 nearest) and what it is to us, None if nowhere."""
    if group == story.supplier_id:
        return 0, "it"
    if group == story.group_of(story.supplier_id):
        return 1, f"its group {story.party(group)}"
    for dependency in story.dependencies.values():
        if dependency.channel and story.group_of(dependency.channel) == group:
            return 2, f"the channel it is bought through, {story.party(dependency.channel)},"
    for dependency in story.dependencies.values():
        for node in story.upstream_of(dependency.offering):
            if story.group_of(story.maker_of(node)) == group:
                return 3, f"{story.party(story.maker_of(node))}, which stands behind it,"
    return None


def _others(story: Story) -> list[str]:
    left = story.get("failure.delivered_without_supplier")
    others = {
        story.maker_of(d.offering)
        for d in story.gate_dependencies.values()
        if story.maker_of(d.offering) != story.supplier_id
    }
    if left.value is None:
        return []
    if not others:
        return [f"There is no second supplier: without it nothing of {story.function} is left."]
    who = (
        "The other supplier"
        if len(others) == 1
        else f"The {wording.count_of(len(others), 'other supplier')} together"
    )
    if left.value >= 1:
        return [f"{who} can carry all of the need{story.mark(left)}."]
    return [f"{who} can cover {wording.percent(left.value)} of the need{story.mark(left)}."]


# The three numbers ------------------------------------------------------------------------------


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
        wording.months(_p50(switch), unit=False),
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
        part = _p50(multiple)
        size = wording.percent(part) if part < 1 else f"{wording.number(part, 2)} times"
        meaning = f"{size} of one year’s spend ({story.money(spend)})"
    return Card(
        wording.money(_p50(cost), story.currency),
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


# The decision -----------------------------------------------------------------------------------


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


# How sure we are --------------------------------------------------------------------------------


def sureness(story: Story) -> Sureness:
    """Return score, interval, confidence and the answer that would help most."""
    risk, confidence = story.get("score.risk"), story.get("score.confidence")
    lower, upper = risk.lower, risk.upper
    public, assumed = _counts(story, risk)
    evidence = _evidence(confidence, public, assumed)
    if risk.value is None:
        return Sureness(
            "No score: too little is known",
            f"Only {wording.percent(story.get('score.completeness').value or 0.0)} of what the "
            f"score needs is known. {evidence}",
            _best_answer(story),
            lower=lower,
            upper=upper,
        )
    between = f"between {risk.p5:.0f} and {risk.p95:.0f}"
    if risk.p5 is not None and risk.p95 is not None and not risk.p5 <= risk.value <= risk.p95:
        # the score rests on what is known; the draws fill what is unknown between best and worst
        between = f"{risk.p5:.0f} to {risk.p95:.0f} with what is unknown drawn"
    bounds = (
        f"The unknown answers alone could put it anywhere from {lower:.0f} to {upper:.0f}."
        if lower is not None and upper is not None
        else ""
    )
    return Sureness(
        f"Score {risk.value:.0f} of 100, {risk.text} · {between}",
        f"{bounds} {evidence}".strip(),
        _best_answer(story),
        risk.value,
        risk.p5,
        risk.p95,
        lower,
        upper,
    )


def _evidence(confidence: Measure, public: int, assumed: int) -> str:
    label = f"Confidence is {confidence.text} ({confidence.value or 0.0:.2f})"
    n = public + assumed
    if not n:
        return f"{label}: no figure stands behind it."
    if not assumed or not public:
        every = "the one figure" if n == 1 else f"all {n} figures"
        verb = "is" if n == 1 else "are"
        how = f"assumed{wording.MARK}" if assumed else "on record"
        return f"{label}: {every} behind it {verb} {how}."
    return (
        f"{label}: of the {n} figures behind it {assumed} {'is' if assumed == 1 else 'are'} "
        f"assumed{wording.MARK} and {public} on record."
    )


def _counts(story: Story, risk: Measure) -> tuple[int, int]:
    known = [address for address in risk.inputs if address in story.figures]
    assumed = sum(story.is_assumed(address) for address in known)
    return len(known) - assumed, assumed


def _best_answer(story: Story) -> str:
    """Return the question whose answer would narrow the score's range most (G32 draws)."""
    risk = story.get("score.risk")
    for driver in story.drivers:
        label = _driver_label(story, driver.name)
        if not label or driver.variance_share <= 0:
            continue
        text = f"The one answer that would help most: {label}."
        if risk.p5 is not None and risk.p95 is not None:
            width = risk.p95 - risk.p5
            if driver.width_if_known < width - 0.5:
                text += (
                    f" It would narrow the range from {width:.0f} to about "
                    f"{driver.width_if_known:.0f} points."
                )
        return text
    lacking = [a for c in story.contributions.values() for a in c.missing]
    if not lacking:
        return ""
    return f"The first answer to get: {story.label(lacking[0])}."


def _driver_label(story: Story, name: str) -> str:
    kind, _, rest = name.partition(":")
    if kind == "null":
        contribution = story.contributions.get(rest)
        if contribution is None or not contribution.missing:
            return labels.QUESTIONS.get(rest, "")
        return story.label(contribution.missing[0])
    if kind == "unassessed":
        return f"how often and how long {story.party(rest)} could stop"
    if kind == "cost-if-unknown":
        return "the yearly cost of the alternative"
    return story.label(name) if name in story.figures else ""
