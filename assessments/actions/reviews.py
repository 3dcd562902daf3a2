"""Somebody's word for the numbers: submitted, then approved or sent back with a note.

An approved assessment stays approved: what was learned since is a new assessment. Whoever submitted
may approve as well where the role reaches; the trail says whether four eyes have seen it.
"""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments import audit
from assessments.author import Author
from assessments.choices import AssessmentState, Verb
from assessments.models import Assessment, AuditEvent, User

OPEN = (AssessmentState.DRAFT, AssessmentState.SENT_BACK)
NOUN = "assessment"


class NotInState(Exception):  # noqa: N818 - what happened
    """Somebody was quicker, or the numbers are not there yet; nothing was written."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        state = AssessmentState(assessment.state).label.lower()
        super().__init__(f"The assessment is {state} by now; look at it again.")


def submit(*, author: Author, assessment: Assessment, note: str = "") -> Assessment:
    """Ask for approval of a draft, or again of what was sent back.

    Raises
    ------
    NotInState
        If it is neither.
    """
    fields = {"reviewed_by": None, "reviewed_at": None, "decision_note": note}
    return _move(author, assessment, OPEN, AssessmentState.SUBMITTED, Verb.SUBMIT, **fields)


def approve(*, author: Author, assessment: Assessment, note: str = "") -> Assessment:
    """Stand by the numbers; of several at once exactly one does.

    Raises
    ------
    NotInState
        If it is not submitted.
    """
    fields = {
        "reviewed_by": author.by,
        "reviewed_at": author.now,
        "approved_by": author.by,
        "approved_at": author.now,
        "decision_note": note,
    }
    submitted = (AssessmentState.SUBMITTED,)
    return _move(author, assessment, submitted, AssessmentState.APPROVED, Verb.APPROVE, **fields)


def send_back(*, author: Author, assessment: Assessment, note: str) -> Assessment:
    """Refuse approval, and say what is to be done.

    Raises
    ------
    ValidationError
        If the note says nothing.
    NotInState
        If it is not submitted.
    """
    if not note.strip():
        raise ValidationError({"note": "Say what is to be done before it can be approved."})
    fields = {"reviewed_by": author.by, "reviewed_at": author.now, "decision_note": note}
    submitted = (AssessmentState.SUBMITTED,)
    return _move(author, assessment, submitted, AssessmentState.SENT_BACK, Verb.SEND_BACK, **fields)


def submitted_by(assessment: Assessment) -> User | None:
    """Return who last asked for approval."""
    events = AuditEvent.objects.for_organization(assessment.organization)
    last = (
        events.filter(noun=NOUN, external_id=str(assessment.pk), verb=Verb.SUBMIT)
        .select_related("by")
        .order_by("sequence")
        .last()
    )
    return last.by if last else None


@transaction.atomic
def _move(
    author: Author,
    assessment: Assessment,
    old: Collection[str],
    new: AssessmentState,
    verb: Verb,
    **fields: Any,
) -> Assessment:
    rows = Assessment.objects.for_organization(author.organization)
    found: Assessment = rows.get(pk=assessment.pk)
    before = found.state
    moved = rows.filter(pk=found.pk, state__in=old).update(state=new, **fields)
    found.refresh_from_db(from_queryset=rows)
    if not moved:
        raise NotInState(found)
    _note(author, found, before, verb)
    return found


def _note(author: Author, assessment: Assessment, before: str, verb: Verb) -> None:
    changes: dict[str, Any] = {"state": [before, assessment.state]}
    if assessment.decision_note:
        changes["note"] = assessment.decision_note
    if assessment.state == AssessmentState.APPROVED:
        changes["four_eyes"] = submitted_by(assessment) != author.by
    audit.append(
        author.organization,
        at=author.now,
        by=author.by,
        verb=verb,
        noun=NOUN,
        external_id=str(assessment.pk),
        changes=changes,
        api_key=author.api_key,
        request_id=author.request_id,
    )
