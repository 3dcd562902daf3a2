"""Several at once: one gets the job, the audit trail has no gap, one answer is stored."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from assessments import audit, run
from assessments.actions.cases import load_document
from assessments.models import Assessment, AuditEvent, Job, Measure, Organization
from assessments.scoring.score import score
from tests.assessments.register.made_cases import case
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)

N_THREADS, N_EVENTS = 4, 10


def at_once(work):
    """Return what a piece of work gives in each of several threads."""

    def and_close(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(N_THREADS) as pool:
        return list(pool.map(and_close, range(N_THREADS)))


@pytest.fixture
def buyer():
    document = case("small")
    organization = Organization.objects.create(slug=document.organization.id, currency="EUR")
    load_document(document, organization=organization, by=None, now=NOW)
    return organization


def test_one_worker_gets_a_job(buyer):
    job = Job.objects.create(
        organization=buyer,
        kind="ASSESS",
        subject_id=uuid.uuid4(),
        payload_sha256="0" * 64,
        requested_at=NOW,
    )

    tokens = at_once(lambda _: Job.queue.claim(job.pk, NOW))

    assert sum(token is not None for token in tokens) == 1


def test_writers_at_once_leave_no_gap_in_the_audit_trail(buyer):
    def write(number):
        for i in range(N_EVENTS):
            audit.append(
                buyer, at=NOW, by=None, verb="change", noun="tie", external_id=f"{number}{i}"
            )

    at_once(write)

    assert AuditEvent.objects.for_organization(buyer).count() == 1 + N_THREADS * N_EVENTS
    assert list(audit.broken_links(buyer)) == []


def test_the_same_question_at_once_has_one_answer(buyer, monkeypatch):
    found = {}  # scoring itself is slow, and not what is tried here
    monkeypatch.setattr(
        "assessments.scoring.score.score",
        lambda scored, seed: found.setdefault(seed, score(scored, seed)),
    )
    answers = at_once(lambda _: run.assess(buyer, by=None, now=NOW))

    assert len({answer.pk for answer in answers}) == 1
    assert {answer.state for answer in answers} == {"DRAFT"}
    assert Assessment.objects.for_organization(buyer).get().state == "DRAFT"
    n_measures = len(found[answers[0].seed].measures)
    assert Measure.objects.for_organization(buyer).count() == n_measures
    verbs = AuditEvent.objects.for_organization(buyer).values_list("verb", flat=True)
    assert list(verbs) == ["load", "assess"]
