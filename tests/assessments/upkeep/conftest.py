"""An installation with one of everything that upkeep looks at."""

import hashlib
from typing import Any

import pytest

CONTENT = b"%PDF-1.7 \x00\n\xff"


@pytest.fixture
def installation(db: None, now: Any, settings: Any, tmp_path: Any) -> Any:
    """Make an organization with a case, an assessment, a report and a member."""
    from assessments import run
    from assessments.actions.cases import load_document
    from assessments.actions.organizations import create_organization
    from assessments.models import Membership, User
    from tests.assessments.register.made_cases import case

    settings.VAR_DIR = tmp_path / "var"
    document = case("small")
    head = document.organization
    organization = create_organization(
        slug=head.id, name=head.name, country=head.country, currency=head.currency, by=None, now=now
    )
    precise = now.replace(microsecond=123456)  # a trail that loses a digit of it is broken
    load_document(document, organization=organization, by=None, now=precise)
    _report(organization, run.assess(organization, by=None, now=precise))
    user = User.objects.create_user("a@example.com", "a long password", name="Ä \u2028 'B'\n")
    Membership.objects.create(user=user, organization=organization, role="ADMIN")
    return organization


def _report(organization: Any, assessment: Any) -> None:
    from django_scopes import scopes_disabled

    from assessments.upkeep import backup
    from reports.models import Report

    file = backup.reports_folder() / "acme" / "one.pdf"
    file.parent.mkdir(parents=True)
    file.write_bytes(CONTENT)
    with scopes_disabled():
        Report.objects.create(
            organization=organization,
            assessment=assessment,
            position="a/b",
            state="READY",
            file="acme/one.pdf",
            sha256=hashlib.sha256(CONTENT).hexdigest(),
        )
