"""What the doctor was asked to look at, and what was found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from assessments.models import Organization


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, with what, and what to do about it."""

    check: str
    about: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.about}: {self.message}. {self.remedy}"


@dataclass(frozen=True, slots=True)
class Look:
    """Whose rows to look at, None for everybody's, and what time it is."""

    organization: Organization | None
    now: datetime

    def organizations(self) -> Iterator[Organization]:
        """Yield each organization to look at."""
        if self.organization is not None:
            yield self.organization
        else:
            yield from Organization.objects.order_by("slug").iterator()


Check = Callable[[Look], Iterator[Finding]]
