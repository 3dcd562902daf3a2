"""The page an organization opens with: the finding, the days to act, what changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assessments.access import Request, Right, member
from assessments.actions import samples
from assessments.choices import JobState
from assessments.models import Assessment, AuditEvent, Job, Measure, Organization
from assessments.queries.assessments import (
    Names,
    Position,
    document_of,
    positions_of,
    published,
)
from assessments.queries.deadlines import Deadline, deadlines
from assessments.queries.results import results_of
from assessments.queries.titles import Titles
from assessments.register.rows import NOUNS
from assessments.views.register.histories import title_of
from assessments.views.register.words import verb_label
from reports.content.front import Front, front

N_DEADLINES, N_EVENTS, N_POSITIONS = 6, 8, 12
SOON_DAYS = 90
MONTH = 30 * 24 * 60 * 60
UNDER_WAY = (JobState.QUEUED, JobState.RUNNING, JobState.QUARANTINED)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A position with the band of its score, and how far it moved."""

    position: Position
    band: str
    moved: float | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A day to act, and how many days are left."""

    deadline: Deadline
    days: int

    @property
    def is_late(self) -> bool:
        """Whether the day is over."""
        return self.days < 0

    @property
    def is_soon(self) -> bool:
        """Whether the day is near."""
        return 0 <= self.days <= SOON_DAYS

    @property
    def ago(self) -> int:
        """How many days the day is over."""
        return -self.days


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that somebody did to the register."""

    event: AuditEvent
    verb: str
    label: str
    title: str

    @property
    def has_page(self) -> bool:
        """Whether there is a history to look at."""
        return self.event.noun in NOUNS


@member(Right.READ)
def dashboard(request: Request) -> HttpResponse:
    """Show where an organization stands."""
    organization = request.actor.organization
    if samples.is_empty(organization):
        shipped = {"samples": samples.SAMPLES.items()}
        return render(request, "dashboard/empty.html", shipped)
    today = timezone.now().date()
    assessed = list(published(organization)[:2])
    context = {
        "sample": samples.loaded(organization),
        "due": due(organization, today),
        "happened": list(_happened(organization)),
        "jobs": _jobs(organization),
        **(_standing(assessed) if assessed else {}),
    }
    return render(request, "dashboard/dashboard.html", context)


def _standing(assessed: list[Assessment]) -> dict[str, Any]:
    """Return what the newest assessment says, and how that differs from the one before."""
    newest, earlier = assessed[0], assessed[1] if len(assessed) > 1 else None
    document = document_of(newest)
    found = positions_of(assessed, Names.of(document))
    worst = found[newest.pk][0] if found[newest.pk] else None
    old = {p.subject: p for p in found[earlier.pk]} if earlier else {}
    new = {p.subject for p in found[newest.pk]}
    return {
        "newest": newest,
        "earlier": earlier,
        "worst": worst,
        "front": _front(newest, worst) if worst else None,
        "positions": _ranked(newest, found[newest.pk][:N_POSITIONS], old),
        "n_more": max(0, len(found[newest.pk]) - N_POSITIONS),
        "gone": [p for p in old.values() if p.subject not in new],
        "appeared": [p for p in found[newest.pk] if p.subject not in old] if earlier else [],
        "n_since": AuditEvent.objects.for_organization(newest.organization_id)
        .filter(noun__in=NOUNS, at__gt=newest.created_at)
        .count(),
    }


def _front(assessment: Assessment, position: Position) -> Front:
    """Return the opening of the report; results never change, so it is made once."""
    key = f"front:{assessment.pk}:{position.subject}:{assessment.result_sha256[:16]}"
    found = cache.get_or_set(
        key,
        lambda: front(
            document_of(assessment), results_of(assessment), position.function, position.supplier
        ),
        MONTH,
    )
    return cast(Front, found)


def _ranked(
    assessment: Assessment, positions: list[Position], old: Mapping[str, Position]
) -> list[Ranked]:
    rows = Measure.objects.for_organization(assessment.organization_id)
    bands = dict(
        rows.filter(assessment=assessment, code="score.band").values_list("subject", "text")
    )
    return [
        Ranked(
            p,
            bands.get(p.subject, ""),
            moved=_moved(p, old.get(p.subject)),
            is_new=p.subject not in old,
        )
        for p in positions
    ]


def _moved(now: Position, before: Position | None) -> float | None:
    if now.risk is None or before is None or before.risk is None:
        return None
    if now.risk.value is None or before.risk.value is None:
        return None
    return now.risk.value - before.risk.value


def due(organization: Organization, today: date) -> list[Due]:
    """Return the next days to act, the ones just missed first."""
    found = [Due(item, (item.day - today).days) for item in deadlines(organization) if item.day]
    late = [item for item in found if item.is_late]
    return [*late[-2:], *(item for item in found if not item.is_late)][:N_DEADLINES]


def _jobs(organization: Organization) -> list[Job]:
    rows = Job.objects.for_organization(organization).filter(state__in=UNDER_WAY)
    return list(rows.select_related("requested_by").order_by("-requested_at")[:5])


def _happened(organization: Organization) -> Iterator[Happened]:
    """Yield what was last done to the register; who joined or left is for admins."""
    nouns = [*NOUNS, "case", samples.NOUN]
    rows = AuditEvent.objects.for_organization(organization).filter(noun__in=nouns)
    events = list(rows.select_related("by", "api_key").order_by("-sequence")[:N_EVENTS])
    titles = Titles(organization)
    titles.learn((event.noun, event.external_id) for event in events if event.noun in NOUNS)
    for event in events:
        noun = NOUNS.get(event.noun)
        verb = verb_label(event.verb)
        title = title_of(event, titles) if noun else event.external_id
        yield Happened(event, verb, noun.label if noun else event.noun, title)
