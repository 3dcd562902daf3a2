"""Addresses of figures and codes of the method in a reader's words."""

from typing import TYPE_CHECKING

from babel import Locale

from assessments import wording

if TYPE_CHECKING:
    from reports.content.story import Story

FIELDS = {
    "workload_share": "the share of the work that {owner} carries",
    "surge_capacity_share": "the surge capacity of {owner}",
    "surge_delay_months": "how soon {owner} could surge",
    "annual_spend": "the yearly spend on {owner}",
    "unit_price": "the price {owner} charges",
    "volume_share": "the volume share of {owner}",
    "gross_margin_share": "the gross margin of {owner}",
    "channel_profit_share": "what the channel keeps of the profit of {owner}",
    "dep_them_share": "the share of the revenue of {owner} that comes from us",
    "cost_share": "the cost share of {owner}",
    "buffer_months": "the stock that covers {owner}",
    "refill_months": "how fast the stock of {owner} refills",
    "ramp_months": "how long {owner} takes to restart",
    "appetite": "the yearly loss accepted for {owner}",
    "revenue_per_year": "the yearly revenue of {owner}",
    "value_per_month": "the monthly value of {owner}",
    "stop_cost_per_month": "what a stop of {owner} costs a month",
    "event_cost": "the penalties of a stop of {owner}",
    "need_share": "the share needed of {owner}",
    "volume_per_year": "the yearly volume of {owner}",
    "committed_due": "the spend still committed to {owner}",
    "commitment_per_month": "the monthly commitment to {owner}",
    "end": "the end of the contract with {owner}",
    "start": "the start of {owner}",
    "planned": "the planned date of {owner}",
    "notice_days_ours": "our notice period with {owner}",
    "fee": "the exit fee of {owner}",
    "price_cap_share": "the price cap agreed with {owner}",
    "total": "the total value of the contract with {owner}",
    "annual_cost": "the yearly cost of {owner}",
    "price_premium_share": "the price premium of {owner}",
    "quality_cost_per_year": "the quality cost of {owner}",
    "capacity_share": "the share {owner} could take over",
    "one_off": "the one-off cost of {owner}",
    "share": "the market share of {owner}",
    "our_share": "our share of {owner}",
    "our_revenue_share": "the share of our revenue from {owner}",
    "discount_rate": "the discount rate",
    "horizon_years": "the horizon",
    "stress_months": "the length of the stop told here",
    "stress_ramp_months": "the restart of the stop told here",
    "p50": "the median length of {owner}",
    "p90": "the length of {owner} that nine in ten stay below",
    "overrun_median": "the median overrun of exits like {owner}",
    "overrun_p80": "the overrun eight in ten exits like {owner} stay below",
    "cancel_share": "the share of exits like {owner} that are never finished",
    "first_deployment": "when the substitute of {owner} first ran",
    "per_year": "how often {owner} happens",
    "months_p50": "how long {owner} lasts",
    "months": "how long {owner} takes",
    "premium_per_month": "what a month's delay of {owner} costs",
    "uncovered_per_month": "what a month without {owner} costs",
    "stranded_per_month": "what an unneeded month of {owner} costs",
    "cost_performance_factor": "how much better {owner} performs per unit of cost",
}

COMPONENTS = {
    "search": "Search and evaluation",
    "contract-exit": "Leaving the contract",
    "engineering": "Engineering",
    "data-move": "Moving data",
    "requalification": "Requalification",
    "retraining": "Retraining",
    "dual-running": "Running both",
    "lost-benefits": "Lost benefits",
    "write-off": "Write-off of assets",
    "cut-over-risk": "Cut-over risk",
    "onboarding": "New supplier's onboarding",
}

WITH_ARTICLE = ("Netherlands", "United Kingdom", "United States", "Philippines")

QUESTIONS = {
    "C1": "the shares of the suppliers",
    "C2": "the surge capacities of the suppliers",
    "C3": "who stands behind the supplier",
    "L1": "an alternative and what moving to it costs",
    "L2": "an alternative and how long moving to it takes",
    "L3": "an alternative and its yearly cost",
    "L4": "the contract and what it commits",
    "D1": "how often and how long the supplier could stop",
    "D2": "how often and how long the supplier could stop",
    "D3": "how long a bad outage of the supplier lasts",
    "M1": "what the same unit would cost direct or in-house",
    "M2": "the margins along the chain",
    "X1": "who our rivals are",
    "X2": "whether and when an exit is planned",
    "X3": "the share of the supplier’s revenue that comes from us",
}

STAGES = {
    "": "stage not known",
    "idea": "idea",
    "shortlisted": "shortlisted",
    "tested": "tested",
    "contracted": "contracted",
    "live": "live",
    "dropped": "dropped",
}


def words(identifier: str) -> str:
    """Return an external id as words.

    Examples
    --------
    >>> words("korea-shock")
    'korea shock'
    """
    return identifier.replace("-", " ").replace("_", " ")


def country(code: str) -> str:
    """Return a country's name.

    Examples
    --------
    >>> country("KR")
    'South Korea'
    """
    return str(Locale("en").territories.get(code, code))


def figure_label(story: "Story", address: str, *, is_full: bool = False) -> str:
    """Return an address in words: what is asked, of whom; a link in full names both offerings."""
    parts = address.split(".")
    if parts[0] == "upstream" and "links" in parts:
        of = _link(story, parts[1], parts[parts.index("links") + 1], is_full=is_full)
        return FIELDS.get(parts[-1], f"{words(parts[-1])} of {{owner}}").format(owner=of)
    if parts[0] == "markets" and parts[-2:-1] == ["rivals"]:
        return FIELDS["share"].format(owner=_owner(story, parts))
    if parts[0] == "contracts" and parts[-1] == "start":
        return f"the start of the contract with {_owner(story, parts)}"
    pattern = FIELDS.get(parts[-1], f"{words(parts[-1])} of {{owner}}")
    if parts[0] == "alternatives" and "cost_lines" in parts:
        line = COMPONENTS.get(parts[3], words(parts[3])).lower()
        if "drivers" in parts:
            return f"{words(parts[-1])} in the cost of {line} for {_owner(story, parts)}"
        return f"the cost of {line} for {_owner(story, parts)}"
    if parts[0] == "alternatives" and "activities" in parts:
        return f"how long “{words(parts[3])}” takes for {_owner(story, parts)}"
    if parts[0] == "suppliers" and "locations" in parts:
        where = country(parts[-1])
        article = "the " if where in WITH_ARTICLE else ""
        return f"the share of {wording.possessive(_owner(story, parts))} production in {article}{where}"
    if parts[0] == "alternatives" and "offerings" in parts:
        return f"the share {story.party(story.maker_of(parts[-1]))} would take over"
    return pattern.format(owner=_owner(story, parts))


def _link(story: "Story", buyer: str, member: str, *, is_full: bool) -> str:
    maker, seller = story.maker_of(buyer), story.maker_of(member)
    if is_full:
        return f"{story.offering(member)} in {story.offering(buyer)}"
    if maker == seller:
        return story.offering(member)
    return f"{story.party(seller)} at {story.party(maker)}"


def _owner(story: "Story", parts: list[str]) -> str:
    """Return who a figure is about."""
    block, key = parts[0], parts[1] if len(parts) > 1 else ""
    document = story.document
    if block == "functions":
        return _function_owner(story, parts)
    if block == "upstream" and "links" in parts:
        return story.party(story.maker_of(parts[parts.index("links") + 1]))
    if block == "alternatives":
        return story.alternative_name(key)
    if block == "suppliers":
        return story.party(key)
    if block == "contracts":
        return story.party(document.contracts[key].supplier)
    if block == "markets":
        name = document.markets.rows[key].name or words(key)
        return f"{story.party(parts[3])} in {name}" if len(parts) > 3 else name
    if block == "disruptions":
        return f"“{document.disruptions[key].name or words(key)}”"
    if block == "exit_plans":
        return f"“{story.alternative_name(document.exit_plans[key].alternative)}”"
    if block == "organization" or block == "policy":
        return story.us
    return f"“{words(key)}”"


def _function_owner(story: "Story", parts: list[str]) -> str:
    function = story.document.functions[parts[1]]
    if "dependencies" in parts:
        gate = function.gates[parts[3]]
        dependency = gate.dependencies[parts[parts.index("dependencies") + 1]]
        return story.party(story.maker_of(dependency.offering))
    name = function.name or words(parts[1])
    return f"{words(parts[3])} for {name}" if "gates" in parts else name
