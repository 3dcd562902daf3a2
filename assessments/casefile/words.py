"""The words a field may hold, one class per concept, spelled as the case file spells them."""

from enum import StrEnum

from assessments.scoring.case import ListedState as ListedState
from assessments.scoring.case import State as State


class Basis(StrEnum):
    """Where a value comes from."""

    PUBLIC = "public"
    INTERNAL = "internal"
    ASSUMPTION = "assumption"


class Grade(StrEnum):
    """How good the evidence is, A best; E is unverified own knowledge (G1)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


class Answer(StrEnum):
    """Yes, no, or nobody said."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Print(StrEnum):
    """How a report may word what a source says."""

    FACT = "fact"
    REPORTED = "reported"
    ESTIMATE = "estimate"
    NEVER = "never"


class Money(StrEnum):
    """Whether money and discount rate include inflation (G3)."""

    NOMINAL = "nominal"
    REAL = "real"


class TieKind(StrEnum):
    """What ties two parties beside supply."""

    EQUITY = "equity"
    CUSTOMER = "customer"
    LENDER = "lender"
    LICENCE = "licence"


class Layer(StrEnum):
    """The height of an offering in the stack."""

    CHIP = "chip"
    CLOUD = "cloud"
    MODEL = "model"
    COMPONENT = "component"
    EQUIPMENT = "equipment"
    MATERIAL = "material"
    SOFTWARE = "software"
    SERVICE = "service"
    DATA = "data"
    LICENCE = "licence"


class Criticality(StrEnum):
    """How much a function matters (DORA register of information)."""

    CRITICAL = "critical"
    IMPORTANT = "important"
    NORMAL = "normal"
    NOT_ASSESSED = "not-assessed"


class Rule(StrEnum):
    """How many members of a gate must work."""

    ALL_OF = "all-of"
    ANY_OF = "any-of"
    K_OF_M = "k-of-m"
    MONEY_ONLY = "money-only"


class Stops(StrEnum):
    """What stops without the gate: running capacity, or only growth (G9)."""

    OPERATION = "operation"
    EXPANSION = "expansion"


class Purpose(StrEnum):
    """Why we buy."""

    NORMAL = "normal"
    STOPGAP = "stopgap"
    TEMPORARY = "temporary"


class Substitutability(StrEnum):
    """DORA codes of EBA's dictionary: not, highly complex, medium, easily substitutable."""

    NOT = "x959"
    HIGHLY_COMPLEX = "x960"
    MEDIUM = "x961"
    EASY = "x962"


class SubstitutabilityReason(StrEnum):
    """DORA codes: no real alternatives, difficulty of migrating, both."""

    NO_ALTERNATIVE = "x963"
    HARD_TO_MIGRATE = "x964"
    BOTH = "x965"


class ComparatorKind(StrEnum):
    """What a price is compared with (§4.2)."""

    DIRECT = "direct"
    IN_HOUSE = "in-house"


class LinkKind(StrEnum):
    """Why an offering relies on another."""

    HOSTING = "hosting"
    COMPONENT = "component"
    RESALE = "resale"
    ROYALTY = "royalty"
    EQUIPMENT = "equipment"
    LICENCE = "licence"


class Renewal(StrEnum):
    """What happens at the end of a contract if nobody acts."""

    NONE = "none"
    AUTO = "auto"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """How far an alternative has come; DROPPED is the method's *cancelled* (G14)."""

    UNKNOWN = "unknown"
    IDEA = "idea"
    SHORTLISTED = "shortlisted"
    TESTED = "tested"
    CONTRACTED = "contracted"
    LIVE = "live"
    DROPPED = "dropped"


class Component(StrEnum):
    """The eleven components of one-off switching cost (§2.2)."""

    SEARCH = "search"
    CONTRACT_EXIT = "contract-exit"
    ENGINEERING = "engineering"
    DATA_MOVE = "data-move"
    REQUALIFICATION = "requalification"
    RETRAINING = "retraining"
    DUAL_RUNNING = "dual-running"
    LOST_BENEFITS = "lost-benefits"
    WRITE_OFF = "write-off"
    CUT_OVER_RISK = "cut-over-risk"
    ONBOARDING = "onboarding"


class ExitKind(StrEnum):
    """Whether we choose the day of leaving."""

    ORDERLY = "orderly"
    STRESSED = "stressed"


class TestResult(StrEnum):
    """How a test of an exit plan ended."""

    __test__ = False  # the name is the register's; pytest would collect it

    PASSED = "passed"
    PARTLY = "partly"
    FAILED = "failed"


class ExitPlanNeed(StrEnum):
    """Whether a position needs an exit plan; NOT_REQUIRED needs an approval (G25)."""

    REQUIRED = "required"
    NOT_REQUIRED = "not-required"
