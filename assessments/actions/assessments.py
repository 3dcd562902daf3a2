"""Asking for an assessment; the answer comes from a worker."""

import hashlib
from datetime import date

from django.db import transaction
from django_scopes import scope

from assessments import audit, run
from assessments.author import Author
from assessments.choices import JobKind, JobState, Verb
from assessments.jobs import publish
from assessments.models import Assessment, Job, Organization, Snapshot
from assessments.scoring.parameters import DEFAULT_SEED

# A job in one of these has an answer, or will have.
STANDING = (JobState.QUEUED, JobState.RUNNING, JobState.DONE)


class CannotBeAssessed(Exception):  # noqa: N818 - what happened
    """The register is not ready for a question; the message says what is missing."""


def request(*, author: Author, as_of: date | None = None, seed: int = DEFAULT_SEED) -> Job:
    """Ask what the register says at a date; return the job whose ``subject_id`` is the assessment.

    The register is frozen now: what is typed while the job waits belongs to the next question. The
    same question has the same job, done or not; one that was cancelled or set aside gets another.

    Raises
    ------
    CannotBeAssessed
        If there is no case or no active policy yet.
    """
    with scope(organization=author.organization):
        try:
            # Before the transaction: it reads the whole register, and others may want to write.
            frozen = run.freeze(author.organization, as_of=as_of, now=author.now)
            return _ask(author, frozen, seed)
        except ValueError as error:
            raise CannotBeAssessed(f"Nothing can be assessed yet: {error}.") from error


@transaction.atomic
def _ask(author: Author, frozen: Snapshot, seed: int) -> Job:
    Organization.objects.select_for_update().get(pk=author.organization.pk)  # one asks at a time
    assessment = run.ask(frozen, seed=seed, by=author.by, now=author.now)
    if assessment.job is not None and assessment.job.state in STANDING:
        return assessment.job
    job = publish.enqueue(
        author=author,
        kind=JobKind.ASSESS,
        subject_id=assessment.pk,
        payload_sha256=question_sha256(assessment),
    )
    Assessment.objects.filter(pk=assessment.pk).update(job=job)
    audit.append(
        author.organization,
        at=author.now,
        by=author.by,
        verb=Verb.REQUEST,
        noun="assessment",
        external_id=str(assessment.pk),
        changes={"as_of": str(frozen.as_of), "seed": seed, "input_sha256": frozen.sha256},
        api_key=author.api_key,
        request_id=author.request_id,
    )
    return job


def question_sha256(assessment: Assessment) -> str:
    """Return the fingerprint of a question."""
    parts = (
        assessment.snapshot.sha256,
        str(assessment.policy_id),
        assessment.method_version,
        str(assessment.seed),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
