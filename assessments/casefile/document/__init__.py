"""The case document: every noun of a case as a frozen dataclass, one attribute per key of the file.

Mappings are in sorted key order, activities in theirs. A row carries the provenance of itself ("the
link exists"); each scored value is a Figure with its own.
"""

# ruff: noqa: RUF009 - each call declares a field

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.casefile import declare
from assessments.casefile.dates import PartialDate
from assessments.casefile.document.contracts import Clause, Contract, Payment
from assessments.casefile.document.functions import (
    Comparator,
    Dependency,
    Function,
    Gate,
    Observation,
)
from assessments.casefile.document.head import Defaults, FxRate, Organization, Policy, Source
from assessments.casefile.document.leaving import (
    Activity,
    Alternative,
    CostLine,
    ExitPlan,
    ExitTest,
    Rebaseline,
    Removes,
)
from assessments.casefile.document.risks import (
    Approval,
    Change,
    Disruption,
    Duration,
    Market,
    Mitigation,
    Position,
    Rival,
)
from assessments.casefile.document.rows import Row
from assessments.casefile.document.supply import Link, Offering, Price, Supplier, Tie, UpstreamGate
from assessments.casefile.shapes import (
    Form,
    Listed,
    ListedShape,
    NamedShape,
    RecordShape,
    ReferenceShape,
    TextShape,
)

__all__ = [
    "Activity",
    "Alternative",
    "Approval",
    "CaseDocument",
    "Change",
    "Clause",
    "Comparator",
    "Contract",
    "CostLine",
    "Defaults",
    "Dependency",
    "Disruption",
    "Duration",
    "ExitPlan",
    "ExitTest",
    "Function",
    "FxRate",
    "Gate",
    "Link",
    "Market",
    "Mitigation",
    "Observation",
    "Offering",
    "Organization",
    "Payment",
    "Policy",
    "Position",
    "Price",
    "Rebaseline",
    "Removes",
    "Rival",
    "Row",
    "Source",
    "Supplier",
    "Tie",
    "UpstreamGate",
]

FORMAT_VERSION = 1


GATES = NamedShape(RecordShape(UpstreamGate), TextShape(Form.ID))
UPSTREAM = NamedShape(ListedShape(GATES), ReferenceShape("offerings"))
MARKETS = ListedShape(NamedShape(RecordShape(Market), TextShape(Form.ID)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDocument:
    """One whole case at one date."""

    lockin: int = declare.integer(FORMAT_VERSION, at_least=1, required=True)
    case: str = declare.text(Form.ID, required=True)
    organization: Organization = declare.record(Organization, required=True)
    as_of: PartialDate = declare.day(required=True)
    policy: Policy = declare.record(Policy)
    fx: Mapping[str, FxRate] = declare.named(FxRate, TextShape(Form.CURRENCY))
    sources: Mapping[str, Source] = declare.named(Source, TextShape(Form.SOURCE_ID))
    suppliers: Mapping[str, Supplier] = declare.named(Supplier)
    ties: Mapping[str, Tie] = declare.named(Tie)
    offerings: Mapping[str, Offering] = declare.named(Offering)
    functions: Mapping[str, Function] = declare.named(Function)
    upstream: Mapping[str, Listed[Mapping[str, UpstreamGate]]] = declare.declared(UPSTREAM, {})
    shares: tuple[Observation, ...] = declare.rows(Observation)
    contracts: Mapping[str, Contract] = declare.named(Contract)
    alternatives: Mapping[str, Alternative] = declare.named(Alternative)
    exit_plans: Mapping[str, ExitPlan] = declare.named(ExitPlan)
    markets: Listed[Mapping[str, Market]] = declare.declared(MARKETS, Listed({}))
    disruptions: Mapping[str, Disruption] = declare.named(Disruption)
    mitigations: Mapping[str, Mitigation] = declare.named(Mitigation)
    positions: Mapping[str, Position] = declare.named(Position)
