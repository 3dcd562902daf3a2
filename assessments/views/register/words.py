"""Fields, words and countries of the register as a page calls them."""

from enum import StrEnum

from babel import Locale

from assessments import choices
from assessments.casefile import words as casefile

# Where the words of a field's name are not what a reader would say.
FIELDS = {
    "lei": "LEI",
    "url": "Address",
    "for_": "Replaces",
    "k": "How many must work",
    "is_internal": "Our own",
    "is_in_house": "In house",
    "is_custom_built": "Built for us",
    "has_no_upstream": "Relies on nothing",
    "gross_margin_share": "Gross margin",
    "channel_profit_share": "Profit kept by the channel",
    "dep_them_share": "Share of their revenue from us",
    "annual_spend": "Spend a year",
    "annual_cost": "Cost a year",
    "revenue_per_year": "Revenue a year",
    "value_per_month": "Value a month",
    "stop_cost_per_month": "Cost of a stop a month",
    "workload_share": "Share of the work",
    "surge_capacity_share": "Surge capacity",
    "surge_delay_months": "Time to surge",
    "volume_per_year": "Volume a year",
    "appetite": "Accepted loss a year",
    "event_cost": "Penalties of a stop",
    "rto_hours": "Recovery time objective [h]",
    "rpo_hours": "Recovery point objective [h]",
    "need_share": "Share needed",
    "buffer_months": "Buffer",
    "refill_months": "Time to refill",
    "ramp_months": "Time to restart",
    "notice_days_ours": "Our notice [days]",
    "notice_days_theirs": "Their notice [days]",
    "term_years": "Term",
    "renewal_months": "Renews for [months]",
    "decision_days": "Days to decide",
    "convenience_exit": "May leave without cause",
    "fee": "Exit fee",
    "prepayment": "Prepayment in money",
    "prepayment_share": "Prepayment as a share",
    "prepayment_used_share": "Prepayment used up",
    "min_volume_per_year": "Least volume a year",
    "commitment_per_month": "Commitment a month",
    "amount_per_year": "Amount a year",
    "price_premium_share": "Price premium",
    "quality_cost_per_year": "Cost of lower quality a year",
    "premium_per_month": "Cost of a month’s delay",
    "stranded_per_month": "Cost of a month not needed",
    "uncovered_per_month": "Cost of a month not covered",
    "unit_variable_cost": "Variable cost a unit",
    "nre": "Cost of building it, once",
    "data_volume_gb": "Data to move [GB]",
    "export_gb_per_day": "Export rate [GB a day]",
    "total": "Total value",
    "option": "Value with options",
    "committed_due": "Still committed",
    "as_of": "As of",
    "one_off": "Cost to move, once",
    "per_year": "Events a year",
    "capex": "Cost once",
    "opex_per_year": "Cost a year",
    "our_share": "Our market share",
    "our_revenue_share": "Share of our revenue",
    "decide_by": "Decide by",
    "exit_plan": "Exit plan",
    "p50": "Half are over by",
    "p90": "Nine in ten are over by",
    "pert": "Low, likely, high",
    "print": "A report may word it as",
    "alternatives": "Alternatives on record",
}  # fmt: skip
# What it means that a field is empty, where that says something.
EMPTY = {
    "channel": "direct",
    "holder": "us",
    "target": "us",
    "contract": "the one in force",
    "parent": "none: a group by itself",
    "until": "no end on record",
    "k": "–",
}
ENDINGS = ("_share", "_months", "_years")

# Which list of choices holds the label of a word of the case file.
LABELS = {
    (word.__name__, member.value): choice.label
    for word in vars(casefile).values()
    if isinstance(word, type) and issubclass(word, StrEnum) and hasattr(choices, word.__name__)
    for member in word
    if (choice := getattr(choices, word.__name__).__members__.get(member.name)) is not None
}


def field_label(name: str) -> str:
    """Return what a reader calls a field.

    Examples
    --------
    >>> field_label("price_cap_share"), field_label("lei")
    ('Price cap', 'LEI')
    """
    if name in FIELDS:
        return FIELDS[name]
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return key_label(name)


def key_label(key: str) -> str:
    """Return an id as a reader's words."""
    text = key.rstrip("_").replace("_", " ").replace("-", " ")
    return text[:1].upper() + text[1:]


def word_label(word: StrEnum) -> str:
    """Return the label of a word of the case file."""
    return str(LABELS.get((type(word).__name__, word.value)) or key_label(word.value))


def verb_label(verb: str) -> str:
    """Return what the audit trail says was done, as a reader says it.

    Examples
    --------
    >>> verb_label("set-role"), verb_label("create")
    ('Set the role of', 'Added')
    """
    return str(choices.Verb(verb).label) if verb in choices.Verb.values else key_label(verb)


def country_name(code: str) -> str:
    """Return a country's name, or the code that is none."""
    return str(Locale("en").territories.get(code, code))
