"""Why we are held: the facts of the case that hold us, each as a claim and one sentence."""

from collections.abc import Callable, Iterator

from assessments import wording
from assessments.casefile.words import LinkKind, Stage
from reports.content.chains import rivals_paid, shared_single_points
from reports.content.parts import Point
from reports.content.story import Story

MOST = 4
HIDDEN_BY_NAMES = 0.3  # effective numbers this far apart are worth a sentence


def reasons(story: Story) -> tuple[Point, ...]:
    """Return the strongest reasons on record, the most telling first."""
    found = [point for rule in RULES for point in rule(story)]
    return tuple(found[:MOST])


def _common_cause(story: Story) -> Iterator[Point]:
    """Several suppliers that one node upstream stops (method §8, common cause)."""
    for node, makers in shared_single_points(story).items():
        names = wording.listing([story.party(maker) for maker in makers])
        maker = story.maker_of(node)
        n = wording.count_of(len(makers), "supplier").capitalize()
        singles = {cut[0] for cut in story.cuts("operate") if len(cut) == 1}
        is_single = not singles.isdisjoint({maker, story.group_of(maker)})
        left = "nothing" if is_single else "only part"
        when = "once stock runs out" if _is_stocked(story, node) else "at once"
        both = "both" if len(makers) == 2 else "all"
        yield Point(
            f"{n} hang on one.",
            f"{names} {both} depend on {story.party(maker)}; without it {left} of "
            f"{story.function} is left {when}.",
        )
        return


def _is_stocked(story: Story, node: str) -> bool:
    """Return whether stock stands between a node and the function: ours, or before each link."""
    if story.get("time.buffer_months").value:
        return True
    gates = [
        gate
        for listed in story.document.upstream.values()
        for gate in listed.rows.values()
        if node in gate.links
    ]
    return bool(gates) and all(gate.link_buffer_months.likely for gate in gates)


def _one_country(story: Story) -> Iterator[Point]:
    by_name = story.get("concentration.effective_number_by_name").value
    by_country = story.get("concentration.effective_number_by_legal_country").value
    if by_name is None or by_country is None or by_name - by_country < HIDDEN_BY_NAMES:
        return
    yield Point(
        "Different names, one country." if by_country < 1.5 else "Fewer countries than names.",
        f"By legal name the effective number of suppliers is {wording.number(by_name, 2)}; "
        f"by country of the parent it is {wording.number(by_country, 3)}.",
    )


def _pays_us_away(story: Story) -> Iterator[Point]:
    """A rival supplier of the gate that pays the one we want to leave."""
    ours = {d.offering for d in story.dependencies.values()}
    for dependency in story.gate_dependencies.values():
        listed = story.document.upstream.get(dependency.offering)
        if dependency.offering in ours or listed is None:
            continue
        for gate in listed.rows.values():
            for member, link in gate.links.items():
                if member in ours and link.kind is LinkKind.ROYALTY:
                    payer = story.party(story.maker_of(dependency.offering))
                    since = f"Since {wording.date_text(link.since)} " if link.since else ""
                    said = story.hedge(link.source)
                    yield Point(
                        "The alternative pays the supplier.",
                        f"{since}{payer} {said}pays royalties to {story.supplier}.",
                    )
                    return


def _exit_tried(story: Story) -> Iterator[Point]:
    for key, alternative in story.alternatives.items():
        if alternative.stage is not Stage.DROPPED or alternative.stage_date is None:
            continue
        own = "own " if alternative.is_in_house else ""
        name = story.alternative_name(key)
        yield Point(
            "The exit was tried.",
            f"{story.us}’s {own}“{name}” was {alternative.reason or 'dropped'} "
            f"({story.hedge(alternative.source)}{wording.date_text(alternative.stage_date)}).",
        )
        return


def _exit_late(story: Story) -> Iterator[Point]:
    if story.plan is None:
        return
    plan = story.document.exit_plans[story.plan]
    late = story.get("exit.months_late", story.plan)
    if late.value and plan.planned.date is not None:
        yield Point(
            "The planned exit is late.",
            f"“{story.alternative_name(plan.alternative)}” was due "
            f"{wording.date_text(plan.planned.date)}, {wording.months(late.value)} ago"
            f"{story.mark(late)}.",
        )


def _money_to_rivals(story: Story) -> Iterator[Point]:
    share, paid = story.get("margin.margin_to_rivals"), story.get("margin.paid_to_rivals")
    if share.value:
        who = wording.listing(rivals_paid(story))
        yield Point(
            "Our money feeds a rival.",
            f"{story.percent(share)} of what we pay is gross margin of {who}"
            + (f": {story.money(paid)} a year." if paid.value else "."),
        )


def _no_stock(story: Story) -> Iterator[Point]:
    buffer = story.get("time.buffer_months")
    if buffer.value == 0:
        yield Point(
            "Nothing is in stock.",
            f"{story.function} holds no buffer{story.mark(buffer)}: a stop is felt at once.",
        )


def _few_others(story: Story) -> Iterator[Point]:
    degree = story.get("failure.loss_degree")
    if degree.value is not None and len(story.suppliers_here) == 1:
        yield Point(
            "There is no other supplier.",
            f"Without {story.supplier} nothing of {story.function} is left, whatever is paid.",
        )
    elif degree.value is not None and degree.value >= 0.25:
        yield Point(
            "The others cannot carry it.",
            f"Without {story.supplier} {story.percent(degree)} of {story.function} is lost, "
            "whatever is paid.",
        )


def _not_looked(story: Story) -> Iterator[Point]:
    if story.states_no_alternative:
        yield Point(
            "There is no way out.",
            f"{story.us} has stated that nothing can replace {story.supplier}.",
        )
    elif not story.alternatives:
        yield Point(
            "No way out is on record.",
            f"No alternative to {story.supplier} has been recorded, not even as an idea.",
        )


def _unread_contract(story: Story) -> Iterator[Point]:
    end = story.get("contract.contract_months_left")
    if not story.contracts:
        yield Point(
            "There is no contract to read.",
            f"No contract with {story.supplier} is on record, so no last day to act can be named.",
        )
    elif end.value is None and all(c.end.date is None for c in story.contracts.values()):
        yield Point(
            "The contract is unread.",
            "The end of the contract is not known, so no last day to act can be named.",
        )


RULES: tuple[Callable[[Story], Iterator[Point]], ...] = (
    _common_cause,
    _one_country,
    _pays_us_away,
    _exit_tried,
    _exit_late,
    _money_to_rivals,
    _no_stock,
    _few_others,
    _not_looked,
    _unread_contract,
)
