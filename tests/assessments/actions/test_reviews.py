"""An assessment is submitted, then approved or sent back, each step once."""

import pytest
from django.core.exceptions import ValidationError

from assessments import run
from assessments.actions import reviews
from assessments.actions.cases import load_document
from assessments.author import Author
from assessments.choices import AssessmentState
from assessments.models import Assessment, AuditEvent, Organization, User
from tests.assessments.register.made_cases import case

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer(now):
    document = case("small")
    organization = Organization.objects.create(slug=document.organization.id, currency="EUR")
    load_document(document, organization=organization, by=None, now=now)
    return organization


@pytest.fixture
def draft(buyer, now):
    return run.assess(buyer, by=None, now=now)


@pytest.fixture
def jo(buyer, now):
    user = User.objects.create_user("jo@example.com")
    return Author(organization=buyer, by=user, now=now)


@pytest.fixture
def kim(buyer, now):
    user = User.objects.create_user("kim@example.com")
    return Author(organization=buyer, by=user, now=now)


def last_event(organization):
    return AuditEvent.objects.for_organization(organization).last()


def test_one_submits_and_another_approves(draft, jo, kim, buyer):
    reviews.submit(author=jo, assessment=draft)
    approved = reviews.approve(author=kim, assessment=draft, note="Go.")

    assert approved.state == AssessmentState.APPROVED
    assert (approved.approved_by, approved.approved_at) == (kim.by, kim.now)
    assert approved.decision_note == "Go."
    assert last_event(buyer).changes == {
        "state": ["SUBMITTED", "APPROVED"],
        "note": "Go.",
        "four_eyes": True,
    }


def test_the_trail_says_when_only_one_has_seen_it(draft, jo, buyer):
    reviews.submit(author=jo, assessment=draft)
    reviews.approve(author=jo, assessment=draft)

    assert last_event(buyer).changes["four_eyes"] is False


def test_what_was_sent_back_can_be_submitted_again(draft, jo, kim):
    reviews.submit(author=jo, assessment=draft)
    back = reviews.send_back(author=kim, assessment=draft, note="Which source?")
    again = reviews.submit(author=jo, assessment=draft, note="A11.")

    assert (back.state, back.reviewed_by) == (AssessmentState.SENT_BACK, kim.by)
    assert back.decision_note == "Which source?"
    assert (again.state, again.reviewed_by) == (AssessmentState.SUBMITTED, None)


def test_sending_back_says_why(draft, jo, kim):
    reviews.submit(author=jo, assessment=draft)

    with pytest.raises(ValidationError, match="Say what is to be done"):
        reviews.send_back(author=kim, assessment=draft, note=" ")


@pytest.mark.parametrize("step", [reviews.approve, reviews.send_back])
def test_a_draft_is_not_decided(step, draft, jo, buyer):
    with pytest.raises(reviews.NotInState, match="is draft by now"):
        step(author=jo, assessment=draft, note="No.")

    assert last_event(buyer).verb == "assess"


def test_an_approved_one_stays_approved(draft, jo):
    reviews.submit(author=jo, assessment=draft)
    reviews.approve(author=jo, assessment=draft)

    for step in (reviews.submit, reviews.approve, reviews.send_back):
        with pytest.raises(reviews.NotInState):
            step(author=jo, assessment=draft, note="No.")


def test_an_assessment_of_others_is_not_found(draft, theirs, now):
    stranger = Author(organization=theirs, by=None, now=now)

    with pytest.raises(Assessment.DoesNotExist):
        reviews.submit(author=stranger, assessment=draft)
