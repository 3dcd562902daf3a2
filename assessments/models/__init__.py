"""The tables of the register, one module per noun."""

from assessments.models.activity import Activity, ActivityOrder
from assessments.models.alternative import (
    Alternative,
    AlternativeFor,
    AlternativeOffering,
    AlternativeRemoves,
    CostDriver,
    CostLine,
)
from assessments.models.api_key import ApiKey
from assessments.models.assessment import Assessment
from assessments.models.audit_event import AuditEvent
from assessments.models.contract import Clause, Contract, ContractCover, Payment
from assessments.models.contribution import Contribution
from assessments.models.cut_set import CutSet
from assessments.models.dependency import Comparator, Dependency, FacetScore
from assessments.models.disruption import Disruption, DisruptionTarget
from assessments.models.driver import Driver
from assessments.models.exit_plan import ExitPlan, ExitRebaseline, ExitTest
from assessments.models.figure import Figure
from assessments.models.function import BusinessFunction
from assessments.models.fx_rate import FxRate
from assessments.models.gate import Gate
from assessments.models.job import Job
from assessments.models.market import Market, Rivalry
from assessments.models.measure import Measure
from assessments.models.membership import Membership
from assessments.models.mitigation import Mitigation, MitigationChange, MitigationRelation
from assessments.models.offering import Offering, OfferingPrice
from assessments.models.organization import Organization
from assessments.models.overlap import Overlap
from assessments.models.position import Position
from assessments.models.scenario import Scenario
from assessments.models.scoring_policy import ScoringPolicy
from assessments.models.share_observation import ShareObservation, ShareObservationLine
from assessments.models.snapshot import Snapshot
from assessments.models.source import Source
from assessments.models.supplier import Supplier, SupplierLocation
from assessments.models.tie import Tie
from assessments.models.upstream_link import UpstreamLink
from assessments.models.user import User
from assessments.models.worker_heartbeat import WorkerHeartbeat

__all__ = [
    "Activity",
    "ActivityOrder",
    "Alternative",
    "AlternativeFor",
    "AlternativeOffering",
    "AlternativeRemoves",
    "ApiKey",
    "Assessment",
    "AuditEvent",
    "BusinessFunction",
    "Clause",
    "Comparator",
    "Contract",
    "ContractCover",
    "Contribution",
    "CostDriver",
    "CostLine",
    "CutSet",
    "Dependency",
    "Disruption",
    "DisruptionTarget",
    "Driver",
    "ExitPlan",
    "ExitRebaseline",
    "ExitTest",
    "FacetScore",
    "Figure",
    "FxRate",
    "Gate",
    "Job",
    "Market",
    "Measure",
    "Membership",
    "Mitigation",
    "MitigationChange",
    "MitigationRelation",
    "Offering",
    "OfferingPrice",
    "Organization",
    "Overlap",
    "Payment",
    "Position",
    "Rivalry",
    "Scenario",
    "ScoringPolicy",
    "ShareObservation",
    "ShareObservationLine",
    "Snapshot",
    "Source",
    "Supplier",
    "SupplierLocation",
    "Tie",
    "UpstreamLink",
    "User",
    "WorkerHeartbeat",
]
