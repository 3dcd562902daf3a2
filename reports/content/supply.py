"""Who supplies what, and through whom: the chain, and who keeps the margin."""

from assessments import wording
from assessments.casefile.document import Link, UpstreamGate
from assessments.casefile.words import Rule, Stops
from assessments.chart_inputs import Bar, Chain, ChainLink, ChainNode, MarginStack
from reports.content.chains import dependency_address, margin_lines, shared_single_points
from reports.content.opening import share_sentence
from reports.content.parts import Column, Exhibit, Section, Table
from reports.content.story import Story

MOST_TIERS = 4
MOST_NODES = 22


def section(story: Story) -> Section:
    """Return the chapter on the chain."""
    exhibits = [chain_exhibit(story)]
    stack = margin_exhibit(story)
    if stack is not None:
        exhibits.append(stack)
    return Section(
        "supply",
        "Who supplies what, and through whom",
        (share_sentence(story), *_chain_sentences(story), *_margin_sentences(story)),
        tuple(exhibits),
    )


def _chain_sentences(story: Story) -> list[str]:
    found = []
    for dependency in story.dependencies.values():
        if dependency.channel:
            found.append(
                f"{story.offering(dependency.offering)} is bought through "
                f"{story.party(dependency.channel)}."
            )
    single = [cut[0] for cut in story.cuts("operate") if len(cut) == 1]
    growth = [c[0] for c in story.cuts("expand") if len(c) == 1 and c[0] not in single]
    if single:
        names = wording.listing([story.party(party) for party in single], "or")
        lead = {1: "", 2: "either "}.get(len(single), "any one of ")
        alone = " alone" if len(single) == 1 else ""
        found.append(f"{story.function} stops if {lead}{names}{alone} fails.")
    if growth:
        names = wording.listing([story.party(party) for party in growth])
        found.append(f"{names} would not stop it, but would stop its growth.")
    return found


def _margin_sentences(story: Story) -> list[str]:
    share = story.get("margin.stacked_margin_share")
    rivals = story.get("margin.margin_to_rivals")
    lines = margin_lines(story)
    firms = {maker for _, maker, _, kept in lines if kept is not None}
    if share.value is None or not firms:
        gap = story.gap(share, fallback="the margins along the chain", limit=2, several=True)
        return [f"Who keeps the money cannot be said: {gap} not known."]
    unit = wording.money(1, story.currency, 1)
    floor = "at least " if any("lower bound" in flag for flag in share.flags) else "about "
    text = (
        f"Of each {unit} {floor}{wording.money(share.value, story.currency, 2)} is gross margin "
        f"of {wording.count_of(len(firms), 'firm')}{story.mark(share)}"
    )
    if rivals.value:
        text += f"; {wording.money(rivals.value, story.currency, 2)} of it goes to rivals"
    return [f"{text}."]


# The chain picture ------------------------------------------------------------------------------


def chain_exhibit(story: Story) -> Exhibit:
    """Return the picture of who relies on whom, with the cost share and margin of each link."""
    nodes, links = _chain(story)
    shared = shared_single_points(story)
    rows = _link_rows(story)
    return Exhibit(
        key="01-chain",
        title=_chain_title(story, shared),
        unit="share of the buyer’s cost; margin of the seller on the link",
        alt=f"Supply chain of {story.function}: "
        + "; ".join(f"{row[0]} relies on {row[1]} ({row[2]})" for row in rows[:12]),
        source=story.source_line(_link_addresses(story), rows=_link_sources(story)),
        data=Table(
            (
                Column("Buyer"),
                Column("Relies on"),
                Column("What stops without it"),
                Column("Cost share", is_number=True),
                Column("Seller’s margin", is_number=True),
            ),
            tuple(rows),
        ),
        chart=Chain(tuple(nodes), tuple(links)),
    )


def _chain_title(story: Story, shared: dict[str, list[str]]) -> str:
    for node, makers in shared.items():
        several = wording.count_of(len(makers), "supplier").capitalize()
        return f"{several} of {story.function}, one node behind them: {story.party(story.maker_of(node))}"
    n = len({story.maker_of(d.offering) for d in story.gate_dependencies.values()})
    upstream = len({story.maker_of(node) for node in _upstream_nodes(story)})
    if not upstream:
        who = wording.count_of(n, "supplier").capitalize()
        verb = "stands" if n == 1 else "stand"
        return f"{who} {verb} behind {story.function}; nobody recorded who stands behind them"
    return (
        f"{story.function} relies on {wording.count_of(n, 'supplier')} "
        f"and {wording.count_of(upstream, 'firm')} behind {'it' if n == 1 else 'them'}"
    )


def _upstream_nodes(story: Story) -> list[str]:
    direct = [d.offering for d in story.gate_dependencies.values()]
    nodes = [node for start in direct for node in story.upstream_of(start)]
    return [node for node in dict.fromkeys(nodes) if node not in direct]


def _columns(story: Story) -> dict[str, int]:
    """Return offering → tier: 1 for what we buy, then the shortest way up."""
    tiers = {d.offering: 1 for d in story.gate_dependencies.values()}
    queue = list(tiers)
    for node in queue:
        listed = story.document.upstream.get(node)
        for gate in listed.rows.values() if listed else ():
            for member in gate.links:
                if member not in tiers and tiers[node] < MOST_TIERS and len(tiers) < MOST_NODES:
                    tiers[member] = tiers[node] + 1
                    queue.append(member)
    return tiers


def _chain(story: Story) -> tuple[list[ChainNode], list[ChainLink]]:
    tiers = _columns(story)
    singles = {cut[0] for cut in story.cuts("operate") if len(cut) == 1}
    rivals = {group for market in story.document.markets.rows.values() for group in market.rivals}
    nodes = [ChainNode("us", story.function, 0)]
    for node, tier in tiers.items():
        maker = story.maker_of(node)
        nodes.append(
            ChainNode(
                node,
                story.offering(node),
                tier,
                is_accent=maker == story.supplier_id,
                is_rival=story.group_of(maker) in rivals,
                is_single_point=story.group_of(maker) in singles or maker in singles,
            )
        )
    links = [_own_link(story, key) for key in story.gate_dependencies]
    for owner in tiers:
        listed = story.document.upstream.get(owner)
        for gate in listed.rows.values() if listed else ():
            for member, link in gate.links.items():
                if member in tiers:
                    links.append(ChainLink(owner, member, _link_label(link), _kind(gate)))
    return nodes, links


def _kind(gate: UpstreamGate) -> str:
    if gate.rule is Rule.MONEY_ONLY:
        return "money"
    return "operate" if gate.stops is Stops.OPERATION else "expand"


def _own_link(story: Story, key: str) -> ChainLink:
    dependency = story.gate_dependencies[key]
    share = dependency.workload_share.likely
    text = "share not known" if share is None else wording.percent(float(share))
    if share is not None and story.is_assumed(dependency_address(key, "workload_share")):
        text += wording.MARK
    if dependency.channel:
        text += f" through {story.party(dependency.channel)}"
    accent = story.maker_of(dependency.offering) == story.supplier_id
    return ChainLink("us", dependency.offering, text, "operate", is_accent=accent)


def _link_label(link: Link) -> str:
    share = link.cost_share.likely
    margin = link.gross_margin_share.likely
    parts = []
    if share is not None:
        parts.append(f"{wording.percent(float(share))} of cost")
    if margin is not None:
        parts.append(f"margin {wording.percent(float(margin))}")
    return ", ".join(parts)


STOPPED = {"operate": "running", "expand": "growth", "money": "nothing: money only"}


def _link_rows(story: Story) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for key, dependency in story.gate_dependencies.items():
        rows.append(
            (
                story.function,
                story.offering(dependency.offering),
                "running",
                _share(story, dependency_address(key, "workload_share"), " of the work"),
                _share(story, dependency_address(key, "gross_margin_share")),
            )
        )
    for owner in _columns(story):
        listed = story.document.upstream.get(owner)
        for name, gate in (listed.rows if listed else {}).items():
            for member in gate.links:
                at = f"upstream.{owner}.{name}.links.{member}"
                rows.append(
                    (
                        story.offering(owner),
                        story.offering(member),
                        STOPPED[_kind(gate)],
                        _share(story, f"{at}.cost_share"),
                        _share(story, f"{at}.gross_margin_share"),
                    )
                )
    return rows


def _share(story: Story, address: str, suffix: str = "") -> str:
    figure = story.figures.get(address)
    if figure is None or figure.likely is None:
        return "n/a" if figure is not None and figure.state == "n/a" else wording.NOT_KNOWN
    mark = wording.MARK if story.is_assumed(address) else ""
    return f"{wording.percent(float(figure.likely))}{suffix}{mark}"


def _link_addresses(story: Story) -> list[str]:
    found = [dependency_address(key, "workload_share") for key in story.gate_dependencies]
    for owner in _columns(story):
        listed = story.document.upstream.get(owner)
        for name, gate in (listed.rows if listed else {}).items():
            for member in gate.links:
                found.append(f"upstream.{owner}.{name}.links.{member}.cost_share")
                found.append(f"upstream.{owner}.{name}.links.{member}.gross_margin_share")
    return found


def _link_sources(story: Story) -> list[str]:
    found = []
    for owner in _columns(story):
        listed = story.document.upstream.get(owner)
        for gate in listed.rows.values() if listed else ():
            found += [link.source for link in gate.links.values()]
    return found


# Who keeps the margin ---------------------------------------------------------------------------


def margin_exhibit(story: Story) -> Exhibit | None:
    """Return where one unit of spend goes, None where no margin is known."""
    share, take = story.get("margin.stacked_margin_share"), story.get("margin.channel_take")
    lines = [line for line in margin_lines(story) if line[3] is not None]
    spend = story.get("spend.annual_spend").value
    if share.value is None or not lines:
        return None
    bars = _segments(story, lines, take.value, spend)
    rest, is_floor = 1.0 - share.value, any("lower bound" in flag for flag in share.flags)
    label = "Resources, and margins not known" if is_floor else "Cost of resources"
    bars.append(Bar(label, rest * 100, _money_of(story, rest, spend)))
    rivals = story.get("margin.margin_to_rivals")
    rows = tuple((bar.label, f"{bar.value:.1f}", bar.text) for bar in bars)
    least = "at least " if is_floor else ""
    title = f"{least}{wording.percent(share.value)} of what we pay is margin".capitalize()
    if rivals.value:
        title = f"Of what we pay, {least}{wording.percent(share.value)} is margin and {wording.percent(rivals.value)} goes to rivals"
    return Exhibit(
        key="02-margin",
        title=f"{title}{story.mark(share)}",
        unit="percent of the price we pay",
        alt=f"{title}: " + "; ".join(f"{row[0]} {row[1]} percent" for row in rows),
        source=story.source_line(share.inputs),
        data=Table(
            (
                Column("Who keeps it"),
                Column("Percent", is_number=True),
                Column("A year", is_number=True),
            ),
            rows,
        ),
        chart=MarginStack(tuple(bars)),
    )


def _segments(
    story: Story,
    lines: list[tuple[str, str, float, float | None]],
    take: float | None,
    spend: float | None,
) -> list[Bar]:
    rivals, bars = set(story.rivals_here), []
    for i, (label, maker, _, kept) in enumerate(lines):
        margin = kept or 0.0
        if i == 0 and take and spend:
            part = take / spend
            channel = next(iter(story.dependencies.values())).channel
            is_rival = story.group_of(channel) in rivals
            bars.append(
                Bar(
                    f"{story.party(channel)}: channel’s part",
                    part * 100,
                    _money_of(story, part, spend),
                    is_accent=is_rival,
                )
            )
            margin -= part
        bars.append(
            Bar(
                f"{label}: margin",
                margin * 100,
                _money_of(story, margin, spend),
                is_accent=story.group_of(maker) in rivals,
            )
        )
    return bars


def _money_of(story: Story, share: float, spend: float | None) -> str:
    return wording.percent(share) if spend is None else wording.money(share * spend, story.currency)
