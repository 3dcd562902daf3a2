"""The finding in one sentence, and who the supplier is to us."""

from dataclasses import dataclass

from assessments import wording
from assessments.scoring.results import Measure, MeasureState
from reports.content import labels
from reports.content.story import Story, middle

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
    takes = f"leaving takes {wording.months(middle(locks.switch))}"
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
        return f"{us} needs {wording.months(middle(locks.switch))} to leave {supplier}; {gap} missing to say if that is in time."
    if locks.is_money_lock:
        years = wording.number(middle(story.get("switching.cost_multiple")), 2)
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
