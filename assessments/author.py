"""Who writes, for whom, and when: what every change carries into rows and audit trail."""

from dataclasses import dataclass
from datetime import datetime

from assessments.models import ApiKey, Organization, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person, or a person's key; ``by`` is None for a command of the terminal."""

    organization: Organization
    by: User | None
    now: datetime
    api_key: ApiKey | None = None
    request_id: str = ""
