"""Money to rivals: who competes with us, what reaches them, what an own asset would free."""

from collections.abc import Iterator

from assessments import wording
from assessments.casefile.words import TieKind
from reports.content.chains import rivals_paid
from reports.content.opening import rival_clause
from reports.content.parts import Column, Exhibit, Section, Table
from reports.content.story import Story


def section(story: Story) -> Section:
    """Return the chapter on rivals."""
    sentences = [
        *_who(story),
        *_reach(story),
        *_paid_before(story),
        *_freed(story),
    ]
    exhibits = [exhibit for exhibit in (ties_exhibit(story),) if exhibit is not None]
    return Section("rivals", "Money to rivals", tuple(sentences), tuple(exhibits))


def _who(story: Story) -> Iterator[str]:
    index = story.get("rivalry.coopetition_index")
    if story.document.markets.is_none:
        yield f"{story.us} has stated that no rival of its own sells to it."
        return
    if index.value is None and story.rivals_here:
        names = wording.listing([story.party(group) for group in story.rivals_here])
        gap = story.gap(index, fallback="a market share", limit=2)
        yield (
            f"{names} {'competes' if len(story.rivals_here) == 1 else 'compete'} with us and "
            f"{'stands' if len(story.rivals_here) == 1 else 'stand'} in this chain; how much of our "
            f"revenue that could cost is not known: {gap} missing."
        )
        return
    if index.value is None:
        gap = story.gap(index, fallback="a list of rivals")
        yield f"Whether a rival stands in this chain is not known: {gap} missing."
    elif index.value == 0:
        yield "No recorded rival stands in this chain."
    else:
        clause = rival_clause(story).removeprefix("; ")
        text = f"{clause[:1].upper()}{clause[1:]}" if clause else "A rival stands in this chain"
        how = (
            "by what reaches it of our money" if "behind it" in clause else "if it withheld supply"
        )
        yield (
            f"{text}: {how}, about {wording.percent(index.value)} of our revenue "
            f"would be its to win{story.mark(index)}."
        )
    if any("left out" in flag for flag in index.flags):
        yield "A rival with unknown figures was left out of that number."


def _reach(story: Story) -> Iterator[str]:
    share, paid = story.get("margin.margin_to_rivals"), story.get("margin.paid_to_rivals")
    if share.value is None:
        if share.lower is not None and share.upper is not None and share.upper > share.lower:
            low = wording.percent(share.lower) if share.lower > 0 else "nothing"
            high = wording.percent(share.upper) if share.upper < 1 else "all"
            yield (
                f"What a rival earns from us is not known: between {low} and {high} of what we pay"
                f"; {story.gap(share, fallback='a margin', limit=2)} missing."
            )
    elif share.value > 0:
        yield (
            f"{story.percent(share)} of what we pay"
            + (f", {story.money(paid)} a year," if paid.value else "")
            + f" is gross margin of {wording.listing(rivals_paid(story))}."
        )
    elif not story.document.markets.is_none:
        yield "None of the recorded tiers pays a rival."
    premium = story.get("margin.price_premium")
    if premium.value is not None:
        text = (
            "We pay no more than the comparable price on record"
            if premium.value == 0
            else f"We pay {wording.percent(premium.value)} more than the comparable price on record"
        )
        yield f"{text}{story.mark(premium)}."


def _paid_before(story: Story) -> Iterator[str]:
    for key, contract in story.contracts.items():
        found = story.get("contract.compensation_paid", key)
        if found.lower is None or found.upper is None or not found.upper:
            continue
        periods = [str(p.period) for p in contract.payments.rows if p.kind == "compensation"]
        low, high = (wording.money(v, story.currency) for v in (found.lower, found.upper))
        amount = low if low == high else f"{low} to {high}"
        notes = dict.fromkeys(story.document.sources[s].note for s in _sources(story, key))
        caveat = "; ".join(note for note in notes if note)
        yield (
            f"Compensation of {amount} was reportedly paid under the contract "
            f"({wording.listing(periods)})" + (f"; {caveat}." if caveat else ".")
        )


def _sources(story: Story, contract: str) -> list[str]:
    rows = story.document.contracts[contract].payments.rows
    return [row.amount.source for row in rows if row.amount.source]


def _freed(story: Story) -> Iterator[str]:
    freed, loses = story.get("margin.own_asset_frees"), story.get("margin.own_asset_rival_loses")
    gains, saves = (
        story.get("margin.own_asset_vendor_gains"),
        story.get("margin.own_asset_we_save"),
    )
    if freed.value is None or saves.upper is None or gains.lower is None:
        return
    yield (
        f"An own asset would free {story.money(freed)} a year in three parts: the rival loses "
        f"{story.money(loses)}, {story.supplier} gains "
        f"{wording.money(gains.lower, story.currency)} to "
        f"{wording.money(gains.upper or 0.0, story.currency)}{story.mark(gains)}, and we save "
        f"{wording.money(saves.lower or 0.0, story.currency)} to "
        f"{wording.money(saves.upper, story.currency)}{story.mark(saves)} without further negotiation."
    )


LEADING_NOTES = ("up to", "at least", "about")
KINDS = {
    TieKind.EQUITY: "owns part of",
    TieKind.CUSTOMER: "buys from",
    TieKind.LENDER: "lends to",
    TieKind.LICENCE: "licenses to",
}


def ties_exhibit(story: Story) -> Exhibit | None:
    """Return what ties the chain's parties beside supply, None if nothing is recorded."""
    near = {story.supplier_id, story.group_of(story.supplier_id), ""}
    for dependency in story.dependencies.values():
        near |= {
            dependency.channel,
            story.group_of(dependency.channel) if dependency.channel else "",
        }
        near |= {story.group_of(story.maker_of(n)) for n in story.upstream_of(dependency.offering)}
    rows, addresses = [], []
    for key, tie in story.document.ties.items():
        ends = {tie.holder, tie.target}
        if not ends <= near or not ends & {story.supplier_id, story.group_of(story.supplier_id)}:
            continue
        at = f"ties.{key}"
        addresses += [f"{at}.share", f"{at}.amount", f"{at}.amount_per_year"]
        rows.append(
            (
                story.party(tie.holder) if tie.holder else story.us,
                KINDS[tie.kind],
                story.party(tie.target) if tie.target else story.us,
                _amount(story, at),
            )
        )
    if not rows:
        return None
    n = wording.count_of(len(rows), "tie").capitalize()
    title = (
        f"{n} beside supply bind the parties of this chain"
        if len(rows) > 1
        else f"{n} beside supply binds the parties of this chain"
    )
    return Exhibit(
        key="09-ties",
        title=title,
        unit="announced amounts or shares",
        alt=title,
        source=story.source_line(addresses),
        data=Table(
            (
                Column("Who"),
                Column("Does what"),
                Column("Whom"),
                Column("Amount", is_number=True),
            ),
            tuple(rows),
        ),
    )


def _amount(story: Story, at: str) -> str:
    found, share = story.figures.get(f"{at}.amount"), story.figures.get(f"{at}.share")
    if found is None or found.likely is None:
        if share is None or share.likely is None:
            return wording.NOT_KNOWN
        mark = wording.MARK if story.is_assumed(f"{at}.share") else ""
        return f"{wording.percent(float(share.likely))}{mark}"
    mark = wording.MARK if story.is_assumed(f"{at}.amount") else ""
    if found.note in LEADING_NOTES:
        return f"{found.note} {wording.money(float(found.likely), story.currency)}{mark}"
    note = f" {found.note}" if found.note else ""
    if found.low is not None and found.high is not None:
        low, high = (wording.money(float(v), story.currency) for v in (found.low, found.high))
        return f"{low} to {high}{note}{mark}"
    return f"{wording.money(float(found.likely), story.currency)}{note}{mark}"
