"""The chain behind a position: shared nodes, priced tiers, and which rivals they pay."""

from reports.content.story import Story


def dependency_address(key: str, field: str) -> str:
    """Return the address of a figure of a dependency by its full id."""
    function, gate, name = key.split(".")
    return f"functions.{function}.gates.{gate}.dependencies.{name}.{field}"


def shared_single_points(story: Story) -> dict[str, list[str]]:
    """Return node → suppliers of the gate that stop without it, two or more, the most first."""
    ours = {d.offering for d in story.gate_dependencies.values()}
    found: dict[str, list[str]] = {}
    for overlap in story.results.overlaps:
        if {overlap.first, overlap.second} <= ours:
            for node in overlap.single_points:
                makers = found.setdefault(node, [])
                for offering in (overlap.first, overlap.second):
                    if story.maker_of(offering) not in makers:
                        makers.append(story.maker_of(offering))
    several = {node: makers for node, makers in found.items() if len(makers) > 1}
    return dict(sorted(several.items(), key=lambda item: (-len(item[1]), item[0])))


def margin_lines(story: Story) -> list[tuple[str, str, float, float | None]]:
    """Return (label, maker, share of price, margin kept) of each priced tier, ours first."""
    if len(story.dependencies) != 1:
        return []
    key, dependency = next(iter(story.dependencies.items()))
    own = story.figures[dependency_address(key, "gross_margin_share")].likely
    lines = [
        (story.offering(dependency.offering), story.supplier_id, 1.0, _float(own)),
    ]
    for node, through in _priced(story, dependency.offering, 1.0, frozenset()):
        owner, gate, member = node
        at = f"upstream.{owner}.{gate}.links.{member}"
        margin = _float(story.figures[f"{at}.gross_margin_share"].likely)
        kept = None if margin is None else margin * through
        lines.append((story.offering(member), story.maker_of(member), through, kept))
    return lines


def _float(number: object) -> float | None:
    return None if number is None else float(number)  # type: ignore[arg-type]


def _priced(
    story: Story, owner: str, through: float, seen: frozenset[str]
) -> list[tuple[tuple[str, str, str], float]]:
    """Return links with a cost share, and what of one unit passes through each, without loops."""
    found = []
    listed = story.document.upstream.get(owner)
    for name, gate in (listed.rows if listed else {}).items():
        for member, link in gate.links.items():
            if link.cost_share.likely is None or member in seen:
                continue
            part = through * float(link.cost_share.likely)
            found.append(((owner, name, member), part))
            found += _priced(story, member, part, seen | {owner})
    return found


def rivals_paid(story: Story) -> list[str]:
    """Return the rivals a known part of our money reaches: supplier, channel or tier upstream."""
    near = {maker for _, maker, _, kept in margin_lines(story) if kept}
    near |= {d.channel for d in story.dependencies.values() if d.channel}
    groups = {story.group_of(party) for party in near}
    return [story.party(group) for group in story.rivals_here if group in groups]
