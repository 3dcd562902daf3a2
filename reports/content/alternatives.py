"""What else there is: each alternative, its stage, what it covers, and what it shares upstream."""

from assessments import wording
from assessments.casefile.words import Stage
from reports.content import labels
from reports.content.parts import Column, Exhibit, Section, Table
from reports.content.story import Story


def section(story: Story) -> Section:
    """Return the chapter on alternatives."""
    if not story.alternatives:
        text = (
            f"{story.us} has stated that nothing can replace {story.supplier}."
            if story.states_no_alternative
            else f"Nobody has recorded an alternative to {story.supplier}. The score does not take "
            "that for safety: time, cost and ceiling stay unknown until one is researched."
        )
        return Section("alternatives", "What else there is", (text,))
    return Section("alternatives", "What else there is", tuple(_sentences(story)), (table(story),))


def _sentences(story: Story) -> list[str]:
    found = []
    if story.chosen is not None:
        name = story.alternative_name(story.chosen)
        ready = [
            key
            for key in story.alternatives
            if "eligible" in story.get("alternative.lock_in", key).flags
        ]
        why = (
            "of the alternatives far enough along and large enough it binds us least"
            if len(ready) > 1
            else "the only alternative far enough along and large enough"
        )
        found.append(f"The numbers of this report use {name}: {why}.")
    for key in story.alternatives:
        shared = stopped_with_supplier(story, key)
        if shared:
            names, it = wording.listing(shared), "it" if len(shared) == 1 else "them"
            found.append(
                f"Moving to {story.alternative_name(key)} is no way round {names}: "
                f"both sides stop without {it}."
            )
    return found


def stopped_with_supplier(story: Story, alternative_id: str) -> list[str]:
    """Return whose failure alone stops both the supplier's offering and an alternative's (§1.6)."""
    ours = {d.offering for d in story.dependencies.values()}
    theirs = set(story.document.alternatives[alternative_id].offerings) - ours
    nodes = {
        node
        for overlap in story.results.overlaps
        if {overlap.first, overlap.second} & ours and {overlap.first, overlap.second} & theirs
        for node in overlap.single_points
    }
    return sorted({story.party(story.maker_of(node)) for node in nodes})


def shared_with_supplier(story: Story, alternative_id: str) -> list[str]:
    """Return who both the supplier and an alternative rely on, the supplier itself included."""
    alternative = story.document.alternatives[alternative_id]
    ours = {d.offering for d in story.dependencies.values()}
    behind_us = {story.maker_of(node) for start in ours for node in story.upstream_of(start)}
    behind_it = {
        story.maker_of(node) for start in alternative.offerings for node in story.upstream_of(start)
    }
    shared = (behind_us | {story.supplier_id}) & behind_it
    return [story.party(maker) for maker in sorted(shared, key=story.party)]


def table(story: Story) -> Exhibit:
    """Return the alternatives as a table, the one used first."""
    keys = sorted(
        story.alternatives, key=lambda key: (key != story.chosen, _order(story, key), key)
    )
    rows = tuple(_row(story, key) for key in keys)
    shared = [key for key in keys if shared_with_supplier(story, key)]
    live = [key for key in keys if story.alternatives[key].stage is not Stage.DROPPED]
    n = wording.count_of(len(live), "alternative").capitalize()
    title = f"{n} open"
    if shared and len(live) == 1:
        title += f", sharing a node with {story.supplier}"
    elif shared and live:
        title += f", {wording.count_of(len(shared), 'of them', 'of them')} sharing a node with {story.supplier}"
    elif len(live) < len(keys):
        title += f", {wording.count_of(len(keys) - len(live), 'dropped', 'dropped')}"
    addresses = [
        a
        for key in keys
        for code in ("available_share", "time_to_switch", "one_off_cost", "yearly_cost")
        for a in story.get(f"alternative.{code}", key).inputs
    ]
    return Exhibit(
        key="07-alternatives",
        title=title,
        unit="share of the need; months and money as means",
        alt=title,
        source=story.source_line(addresses),
        data=Table(
            (
                Column("Alternative"),
                Column("Stage"),
                Column("Can cover", is_number=True),
                Column("Months", is_number=True),
                Column("Cost to move", is_number=True),
                Column("Price ceiling", is_number=True),
                Column("Shares upstream"),
            ),
            rows,
            accent_row=0 if story.chosen else None,
        ),
    )


def _order(story: Story, key: str) -> int:
    return -list(Stage).index(story.alternatives[key].stage)


def _row(story: Story, key: str) -> tuple[str, ...]:
    alternative = story.alternatives[key]
    stage = labels.STAGES.get(alternative.stage.value, alternative.stage.value)
    if alternative.stage_date is not None:
        stage += f", {wording.date_text(alternative.stage_date)}"
    dash = alternative.stage is Stage.DROPPED
    return (
        story.alternative_name(key),
        stage,
        "–" if dash else story.percent(story.get("alternative.available_share", key)),
        "–" if dash else _months(story, key),
        "–" if dash else story.money(story.get("alternative.one_off_cost", key)),
        "–" if dash else _ceiling(story, key),
        wording.listing(shared_with_supplier(story, key)) or _unmapped(story, key),
    )


def _months(story: Story, key: str) -> str:
    found = story.get("alternative.time_to_switch", key)
    if found.value is None:
        return wording.NOT_KNOWN
    return wording.months(found.value, unit=False) + story.mark(found)


def _ceiling(story: Story, key: str) -> str:
    found = story.get("alternative.holdup_ceiling", key)
    if found.state == "infinite":
        return "none"
    return story.percent(found, signed=True)


def _unmapped(story: Story, key: str) -> str:
    alternative = story.document.alternatives[key]
    if alternative.is_in_house and not alternative.offerings:
        return "own build, not mapped"
    mapped = all(node in story.document.upstream for node in alternative.offerings)
    return "nothing on record" if alternative.offerings and mapped else "not mapped"
