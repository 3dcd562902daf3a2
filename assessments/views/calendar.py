"""Last days to act: as a page, and as a feed that a calendar program subscribes to."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from assessments import wording
from assessments.access import Actor, Request, Right, member
from assessments.models import Membership, Organization
from assessments.queries.deadlines import DAYS_PER_MONTH, Deadline, Kind, deadlines

if TYPE_CHECKING:
    from icalendar import Calendar, Event

SOON = timedelta(days=90)
REMIND = timedelta(days=-14)
YEARS_FROM = 24  # months: "in 61 months" has to be divided before it says anything
SALT = "assessments.calendar"


@dataclass(frozen=True, slots=True)
class Line:
    """A deadline as the page shows it."""

    deadline: Deadline
    url: str
    days_left: int | None

    @property
    def is_past(self) -> bool:
        return self.days_left is not None and self.days_left < 0

    @property
    def is_soon(self) -> bool:
        return self.days_left is not None and 0 <= self.days_left <= SOON.days

    @property
    def when(self) -> str:
        """Return how far off the day is, in the unit somebody plans in."""
        if self.days_left is None:
            return ""
        days = abs(self.days_left)
        if self.is_past:
            return f"passed {_count(days)} ago"
        if days <= SOON.days:
            return f"in {_count(days)}" if days else "today"
        months = days / DAYS_PER_MONTH
        return f"in {wording.months(months) if months < YEARS_FROM else f'{months / 12:.1f} years'}"


def _count(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


@member(Right.READ)
def calendar(request: Request) -> HttpResponse:
    """Show what is due, the earliest first; what is over only if asked for."""
    actor: Actor = request.actor
    today = timezone.localdate()
    kind = request.GET.get("kind", "")
    lines = [_line(actor.organization, item, today) for item in deadlines(actor.organization)]
    if kind in Kind.__members__:
        lines = [line for line in lines if line.deadline.kind is Kind[kind]]
    context: dict[str, Any] = {
        "dated": [line for line in lines if line.days_left is not None and not line.is_past],
        "past": [line for line in reversed(lines) if line.is_past],
        "unknown": [line for line in lines if line.days_left is None],
        "kinds": [(word.name, word.value) for word in Kind],
        "chosen": kind,
        "feed_url": request.build_absolute_uri(feed_url(actor)),
    }
    return render(request, "calendar/calendar.html", context)


def _line(organization: Organization, item: Deadline, today: date) -> Line:
    left = None if item.day is None else (item.day - today).days
    return Line(item, _url(organization, item), left)


def _url(organization: Organization, item: Deadline) -> str:
    if item.kind is Kind.ACT:  # a position that need not be recorded has its result
        return reverse("position-newest", args=[organization.slug, *item.external_id.split("/")])
    return reverse("register-detail", args=[organization.slug, item.noun, item.external_id])


# The feed ---------------------------------------------------------------------------------------


def feed_url(actor: Actor) -> str:
    """Return a member's own address of the feed; it ends with the membership or the password."""
    membership = Membership.objects.get(organization=actor.organization, user=actor.user)
    return reverse("calendar-feed", args=[actor.organization.slug, _token(membership)])


def _token(membership: Membership) -> str:
    return signing.dumps([str(membership.pk), _stamp(membership)], salt=SALT, compress=True)


def _stamp(membership: Membership) -> str:
    """Return what changes with the password, so that a new one ends old addresses."""
    return membership.user.get_session_auth_hash()[:16]


def feed(request: Request, organization: str, token: str) -> HttpResponse:
    """Return the deadlines as iCalendar to whoever has a member's address.

    A calendar program cannot sign in, so the address itself is the secret.
    """
    found = _organization_of(token, organization)
    with scope(organization=found):
        body = _ics(found, request).to_ical()
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _organization_of(token: str, slug: str) -> Organization:
    try:
        pk, stamp = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    memberships = Membership.objects.select_related("user", "organization")
    membership = memberships.filter(pk=pk, organization__slug=slug, user__is_active=True).first()
    if membership is None or stamp != _stamp(membership):
        raise Http404
    return membership.organization


def _ics(organization: Organization, request: HttpRequest) -> "Calendar":
    from icalendar import Calendar

    found = Calendar()
    found.add("prodid", "-//Lockin//Last days to act//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", f"{organization.name}: last days to act")
    for item in deadlines(organization):
        if item.day is not None:
            found.add_component(_event(organization, item, item.day, request))
    return found


def _event(organization: Organization, item: Deadline, day: date, request: HttpRequest) -> "Event":
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", f"{item.id}@{organization.slug}.lockin")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{item.kind.value}: {item.title}")
    event.add("description", item.why)
    event.add("url", request.build_absolute_uri(_url(organization, item)))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", item.title)
    alarm.add("trigger", REMIND)
    event.add_component(alarm)
    return event
