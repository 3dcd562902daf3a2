"""The words a field may hold, one class per concept: those of the case file, in capitals."""

from django.db import models


class ListedState(models.TextChoices):
    """Whether rows exist, were said not to exist, or nothing was said."""

    LISTED = "LISTED", "Listed"
    NONE = "NONE", "None, and said so"
    UNKNOWN = "UNKNOWN", "Unknown"


class State(models.TextChoices):
    """What is known of a figure (G1); only NONE counts as zero."""

    KNOWN = "KNOWN", "Known"
    ESTIMATED = "ESTIMATED", "Estimated"
    UNKNOWN = "UNKNOWN", "Unknown"
    NONE = "NONE", "None, a stated zero"
    NOT_APPLICABLE = "NOT_APPLICABLE", "Not applicable"


class Basis(models.TextChoices):
    """Where a value comes from."""

    PUBLIC = "PUBLIC", "Public"
    INTERNAL = "INTERNAL", "Internal"
    ASSUMPTION = "ASSUMPTION", "Assumption"


class Grade(models.TextChoices):
    """How good the evidence is, A best; E is unverified own knowledge (G1)."""

    A = "A", "A · filing or contract"
    B = "B", "B · official, or two reports"
    C = "C", "C · one report"
    D = "D", "D · secondary"
    E = "E", "E · assumption"


class Answer(models.TextChoices):
    """Yes, no, or nobody said."""

    YES = "YES", "Yes"
    NO = "NO", "No"
    UNKNOWN = "UNKNOWN", "Unknown"


class Print(models.TextChoices):
    """How a report may word what a source says."""

    FACT = "FACT", "Fact"
    REPORTED = "REPORTED", "Reported"
    ESTIMATE = "ESTIMATE", "Estimate"
    NEVER = "NEVER", "Never"


class Money(models.TextChoices):
    """Whether money and discount rate include inflation (G3)."""

    NOMINAL = "NOMINAL", "Nominal"
    REAL = "REAL", "Real"


class TieKind(models.TextChoices):
    """What ties two parties beside supply."""

    EQUITY = "EQUITY", "Equity"
    CUSTOMER = "CUSTOMER", "Customer"
    LENDER = "LENDER", "Lender"
    LICENCE = "LICENCE", "Licence"


class Layer(models.TextChoices):
    """The height of an offering in the stack."""

    CHIP = "CHIP", "Chip"
    CLOUD = "CLOUD", "Cloud"
    MODEL = "MODEL", "Model"
    COMPONENT = "COMPONENT", "Component"
    EQUIPMENT = "EQUIPMENT", "Equipment"
    MATERIAL = "MATERIAL", "Material"
    SOFTWARE = "SOFTWARE", "Software"
    SERVICE = "SERVICE", "Service"
    DATA = "DATA", "Data"
    LICENCE = "LICENCE", "Licence"


class Criticality(models.TextChoices):
    """How much a function matters (DORA register of information)."""

    CRITICAL = "CRITICAL", "Critical"
    IMPORTANT = "IMPORTANT", "Important"
    NORMAL = "NORMAL", "Normal"
    NOT_ASSESSED = "NOT_ASSESSED", "Not assessed"


class Rule(models.TextChoices):
    """How many members of a gate must work."""

    ALL_OF = "ALL_OF", "All of"
    ANY_OF = "ANY_OF", "Any of"
    K_OF_M = "K_OF_M", "K of m"
    MONEY_ONLY = "MONEY_ONLY", "Money only"


class Stops(models.TextChoices):
    """What stops without the gate: running capacity, or only growth (G9)."""

    OPERATION = "OPERATION", "Operation"
    EXPANSION = "EXPANSION", "Expansion"


class Purpose(models.TextChoices):
    """Why we buy."""

    NORMAL = "NORMAL", "Normal"
    STOPGAP = "STOPGAP", "Stopgap"
    TEMPORARY = "TEMPORARY", "Temporary"


class Substitutability(models.TextChoices):
    """DORA codes of EBA's dictionary: not, highly complex, medium, easily substitutable."""

    NOT = "x959", "Not substitutable"
    HIGHLY_COMPLEX = "x960", "Highly complex substitutability"
    MEDIUM = "x961", "Medium complexity"
    EASY = "x962", "Easily substitutable"


class SubstitutabilityReason(models.TextChoices):
    """DORA codes: no real alternatives, difficulty of migrating, both."""

    NO_ALTERNATIVE = "x963", "No real alternatives"
    HARD_TO_MIGRATE = "x964", "Difficult to migrate"
    BOTH = "x965", "Both"


class ComparatorKind(models.TextChoices):
    """What a price is compared with (§4.2)."""

    DIRECT = "DIRECT", "Direct"
    IN_HOUSE = "IN_HOUSE", "In house"


class LinkKind(models.TextChoices):
    """Why an offering relies on another."""

    HOSTING = "HOSTING", "Hosting"
    COMPONENT = "COMPONENT", "Component"
    RESALE = "RESALE", "Resale"
    ROYALTY = "ROYALTY", "Royalty"
    EQUIPMENT = "EQUIPMENT", "Equipment"
    LICENCE = "LICENCE", "Licence"


class Renewal(models.TextChoices):
    """What happens at the end of a contract if nobody acts."""

    NONE = "NONE", "None"
    AUTO = "AUTO", "Auto"
    UNKNOWN = "UNKNOWN", "Unknown"


class Stage(models.TextChoices):
    """How far an alternative has come; DROPPED is the method's *cancelled* (G14)."""

    UNKNOWN = "UNKNOWN", "Unknown"
    IDEA = "IDEA", "Idea"
    SHORTLISTED = "SHORTLISTED", "Shortlisted"
    TESTED = "TESTED", "Tested"
    CONTRACTED = "CONTRACTED", "Contracted"
    LIVE = "LIVE", "Live"
    DROPPED = "DROPPED", "Dropped"


class Component(models.TextChoices):
    """The eleven components of one-off switching cost (§2.2)."""

    SEARCH = "SEARCH", "Search"
    CONTRACT_EXIT = "CONTRACT_EXIT", "Contract exit"
    ENGINEERING = "ENGINEERING", "Engineering"
    DATA_MOVE = "DATA_MOVE", "Data move"
    REQUALIFICATION = "REQUALIFICATION", "Requalification"
    RETRAINING = "RETRAINING", "Retraining"
    DUAL_RUNNING = "DUAL_RUNNING", "Dual running"
    LOST_BENEFITS = "LOST_BENEFITS", "Lost benefits"
    WRITE_OFF = "WRITE_OFF", "Write off"
    CUT_OVER_RISK = "CUT_OVER_RISK", "Cut over risk"
    ONBOARDING = "ONBOARDING", "Onboarding"


class ExitKind(models.TextChoices):
    """Whether we choose the day of leaving."""

    ORDERLY = "ORDERLY", "Orderly"
    STRESSED = "STRESSED", "Stressed"


class TestResult(models.TextChoices):
    """How a test of an exit plan ended."""

    __test__ = False  # the name is the register's; pytest would collect it

    PASSED = "PASSED", "Passed"
    PARTLY = "PARTLY", "Partly"
    FAILED = "FAILED", "Failed"


class ExitPlanNeed(models.TextChoices):
    """Whether a position needs an exit plan; NOT_REQUIRED needs an approval (G25)."""

    REQUIRED = "REQUIRED", "Required"
    NOT_REQUIRED = "NOT_REQUIRED", "Not required"


class Kind(models.TextChoices):
    """What a figure measures; its bounds hang on it."""

    SHARE = "SHARE", "Share"
    MONEY = "MONEY", "Money"
    MONTHS = "MONTHS", "Months"
    YEARS = "YEARS", "Years"
    COUNT = "COUNT", "Count"
    RATE = "RATE", "Rate"
    FACTOR = "FACTOR", "Factor"
    DATA = "DATA", "Data"
    DATE = "DATE", "Date"


class SubjectKind(models.TextChoices):
    """What a measure speaks about."""

    ORGANIZATION = "ORGANIZATION", "Organization"
    CATEGORY = "CATEGORY", "Category"
    FUNCTION = "FUNCTION", "Function"
    SUPPLIER = "SUPPLIER", "Supplier"
    POSITION = "POSITION", "Position"
    OFFERING = "OFFERING", "Offering"
    ALTERNATIVE = "ALTERNATIVE", "Alternative"
    CONTRACT = "CONTRACT", "Contract"
    PLAN = "PLAN", "Plan"
    DEPENDENCY = "DEPENDENCY", "Dependency"
    OBSERVATION = "OBSERVATION", "Observation"


class MeasureState(models.TextChoices):
    """Known, or why there is no number; NEVER and NO_EXIT are answers, not gaps."""

    KNOWN = "KNOWN", "Known"
    ESTIMATED = "ESTIMATED", "Estimated"
    UNKNOWN = "UNKNOWN", "Unknown"
    NOT_APPLICABLE = "NOT_APPLICABLE", "Not applicable"
    INFINITE = "INFINITE", "Infinite"


class Role(models.TextChoices):
    """What a member may do; each includes the ones before it."""

    VIEWER = "VIEWER", "Viewer"
    EDITOR = "EDITOR", "Editor"
    APPROVER = "APPROVER", "Approver"
    ADMIN = "ADMIN", "Admin"


class PolicyState(models.TextChoices):
    """One policy of an organization is active; it is never edited from then on."""

    DRAFT = "DRAFT", "Draft"
    ACTIVE = "ACTIVE", "Active"
    RETIRED = "RETIRED", "Retired"


class AssessmentState(models.TextChoices):
    """From the numbers to somebody's word for them."""

    COMPUTING = "COMPUTING", "Being computed"
    DRAFT = "DRAFT", "Draft"
    SUBMITTED = "SUBMITTED", "Submitted"
    APPROVED = "APPROVED", "Approved"
    SENT_BACK = "SENT_BACK", "Sent back"


class JobKind(models.TextChoices):
    """What a worker can be asked to do."""

    ASSESS = "ASSESS", "Assess"
    REPORT = "REPORT", "Make a report"


class JobState(models.TextChoices):
    """Where a job stands; QUARANTINED failed too often and waits for a person."""

    QUEUED = "QUEUED", "Queued"
    RUNNING = "RUNNING", "Running"
    DONE = "DONE", "Done"
    CANCELLED = "CANCELLED", "Cancelled"
    QUARANTINED = "QUARANTINED", "Quarantined"


class ReportKind(models.TextChoices):
    """What a report tells."""

    CASE = "CASE", "Case report"


class ReportState(models.TextChoices):
    """Whether there is a file yet."""

    REQUESTED = "REQUESTED", "Requested"
    READY = "READY", "Ready"


class Verb(models.TextChoices):
    """What is done to a thing: as the audit trail keeps it, and as a reader says it."""

    CREATE = "create", "Added"
    UPDATE = "update", "Changed"
    CHANGE = "change", "Changed"
    DELETE = "delete", "Deleted"
    UNDO = "undo", "Put back"
    LOAD = "load", "Loaded"
    REMOVE = "remove", "Removed"
    INVITE = "invite", "Invited"
    ACCEPT = "accept", "Accepted"
    WITHDRAW = "withdraw", "Withdrew"
    SET_ROLE = "set-role", "Set the role of"
    MAKE_RESET_LINK = "make-reset-link", "Made a reset link for"
    REVOKE = "revoke", "Revoked"
    DRAFT = "draft", "Drafted"
    ACTIVATE = "activate", "Activated"
    DISCARD = "discard", "Discarded"
    REQUEST = "request", "Asked for"
    ASSESS = "assess", "Finished"
    MAKE = "make", "Finished"
    SUBMIT = "submit", "Submitted"
    APPROVE = "approve", "Approved"
    SEND_BACK = "send-back", "Sent back"
    CANCEL = "cancel", "Cancelled"
    RETRY = "retry", "Started again"
