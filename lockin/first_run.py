"""What a first `make run` shows: both samples in organizations of their own, somebody of each role,
an assessment and a report of each, made by the worker. Done again it changes nothing.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_scopes import scope

from assessments.actions.assessments import request as ask
from assessments.actions.cases import load_document
from assessments.actions.memberships import set_role
from assessments.actions.organizations import create_organization
from assessments.actions.samples import FOLDER
from assessments.author import Author
from assessments.casefile import read
from assessments.choices import JobState, ReportState, Role
from assessments.models import Assessment, Job, Membership, Organization, Position, Supplier, User
from reports.actions import request as ask_for_report
from reports.models import Report
from reports.store import path_of

DOMAIN = "example.com"
N_BYTES = 12
ENDED = (JobState.QUARANTINED, JobState.CANCELLED)
MAY = {
    Role.VIEWER: "reads and downloads",
    Role.EDITOR: "also writes the register, runs assessments and reports",
    Role.APPROVER: "also approves assessments and activates policies",
    Role.ADMIN: "also members, keys, settings",
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody who may look around."""

    email: str
    password: str
    may: str


# People -----------------------------------------------------------------------------------------


def sign_ins() -> list[SignIn]:
    """Return somebody of each role; passwords are made once and kept in `var/sign-ins.txt`."""
    path = settings.VAR_DIR / "sign-ins.txt"
    kept = dict(line.split() for line in path.read_text().splitlines()) if path.exists() else {}
    emails = [f"{role.value.lower()}@{DOMAIN}" for role in Role]
    passwords = {email: kept.get(email) or secrets.token_urlsafe(N_BYTES) for email in emails}
    if passwords != kept:
        _write(path, "".join(f"{email} {password}\n" for email, password in passwords.items()))
    return [
        _person(email, passwords[email], role) for email, role in zip(emails, Role, strict=True)
    ]


def _person(email: str, password: str, role: Role) -> SignIn:
    user = User.objects.filter(email=email).first()
    if user is None:
        User.objects.create_user(email, password, name=str(role.label))
    elif not user.check_password(password):
        return SignIn(email, "(was changed)", MAY[role])
    return SignIn(email, password, MAY[role])


def _write(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    part.replace(path)


# Organizations ----------------------------------------------------------------------------------


def organizations() -> list[Organization]:
    """Return the organizations of both samples; one that is there already keeps what it holds."""
    return [_organization(path) for path in sorted(FOLDER.glob("*.yaml"))]


def _organization(path: Path) -> Organization:
    document = read.load(path.read_bytes(), path.name)
    head, now = document.organization, timezone.now()
    found = Organization.objects.filter(slug=head.id).first()
    organization = found or create_organization(
        slug=head.id, name=head.name, country=head.country, currency=head.currency, by=None, now=now
    )
    if not _is_used(organization):
        load_document(document, organization=organization, by=None, now=now)
    return organization


def _is_used(organization: Organization) -> bool:
    """Return whether somebody works in it: what they changed or removed stays so."""
    models = (Position, Supplier, Assessment)
    return any(model.objects.for_organization(organization).exists() for model in models)


def let_in(organization: Organization) -> None:
    """Make the people of the samples members; a role that an admin gave them stays."""
    for role in reversed(Role):  # an admin first: there always has to be one
        user = User.objects.get(email=f"{role.value.lower()}@{DOMAIN}")
        if not Membership.objects.filter(organization=organization, user=user).exists():
            set_role(organization=organization, user=user, role=role, by=None, now=timezone.now())


# Work -------------------------------------------------------------------------------------------


@dataclass
class FirstAnswers:
    """Asks the worker for the first assessment and report of each organization, and tells."""

    tell: Callable[[str, str], None]
    waiting: dict[Organization, Job | Report] = field(default_factory=dict)

    def begin(self, found: list[Organization]) -> None:
        """Ask; what was asked before has its answer, or will have."""
        for organization in found:
            with scope(organization=organization):
                if not self._report(organization):
                    self.waiting[organization] = ask(author=_author(organization))

    def look(self) -> None:
        """Say what came since the last look, and ask for what comes next."""
        for organization in list(self.waiting):
            with scope(organization=organization):
                self._follow(organization)

    def files(self, found: list[Organization]) -> Iterator[Path]:
        """Yield the reports that are there."""
        for organization in found:
            with scope(organization=organization):
                for report in Report.objects.exclude(file="").select_related("organization"):
                    yield path_of(report)

    def _follow(self, organization: Organization) -> None:
        waiting = self.waiting[organization]
        waiting.refresh_from_db()
        if isinstance(waiting, Report):
            self._follow_report(organization, waiting)
        elif waiting.state == JobState.DONE:
            assessment = Assessment.objects.get(pk=waiting.subject_id)
            self.tell(organization.slug, f"assessed, {len(assessment.positions)} positions")
            self._ask_for_report(organization, assessment)
        elif waiting.state in ENDED:
            self._give_up(organization, f"could not be assessed: {waiting.message}")

    def _ask_for_report(self, organization: Organization, assessment: Assessment) -> None:
        known = ["/".join(names) for names in assessment.positions]
        recorded = Position.objects.select_related("function", "supplier").order_by("external_id")
        names = [f"{row.function.external_id}/{row.supplier.external_id}" for row in recorded]
        position = next((name for name in [*names, *known] if name in known), None)
        if position is None:
            self._give_up(organization, "has no position to report on")
        else:
            self.waiting[organization] = ask_for_report(
                author=_author(organization), assessment=assessment, position=position
            )

    def _follow_report(self, organization: Organization, report: Report) -> None:
        job = report.job
        if report.state == ReportState.READY:
            self._give_up(organization, f"reported, {report.pages} pages: {path_of(report)}")
        elif job is not None and job.state in ENDED:
            self._give_up(organization, f"has no report: {job.message}")

    def _give_up(self, organization: Organization, said: str) -> None:
        self.tell(organization.slug, said)
        del self.waiting[organization]

    def _report(self, organization: Organization) -> Report | None:
        rows = Report.objects.for_organization(organization)
        found: Report | None = rows.exclude(file="").first()
        return found


def _author(organization: Organization) -> Author:
    return Author(organization=organization, by=None, now=timezone.now())
