"""A job is one worker's at a time, and is tried again as often as it may be."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Job
from assessments.models.job import LEASE, MAX_FAILED, MAX_LOST

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(save, now):
    return save(
        Job, kind="ASSESS", subject_id=uuid.uuid4(), payload_sha256="0" * 64, requested_at=now
    )


def test_a_job_is_claimed_by_one_worker(job, now):
    first = Job.queue.claim(job.pk, now)
    second = Job.queue.claim(job.pk, now)

    job.refresh_from_db()
    assert (first, second) == (job.claim_token, None)
    assert (job.state, job.lease_until) == ("RUNNING", now + LEASE)


def test_a_job_whose_worker_was_lost_goes_to_the_next(job, now):
    lost = Job.queue.claim(job.pk, now)
    later = now + LEASE + timedelta(seconds=1)

    assert job in Job.queue.due(later)
    found = Job.queue.claim(job.pk, later)

    job.refresh_from_db()
    assert job.lost_attempts == 1
    assert not Job.queue.finish(job.pk, lost)
    assert Job.queue.finish(job.pk, found)


def test_a_renewed_lease_keeps_others_away(job, now):
    token = Job.queue.claim(job.pk, now)
    Job.queue.renew(job.pk, token, now + LEASE, stage="score", progress_percent=40)

    assert job not in Job.queue.due(now + LEASE + timedelta(seconds=1))
    job.refresh_from_db()
    assert (job.stage, job.progress_percent) == ("score", 40)


def test_a_job_that_fails_three_times_waits_for_a_person(job, now):
    for _ in range(MAX_FAILED):
        Job.queue.fail(job.pk, Job.queue.claim(job.pk, now), "no rate for TWD")

    job.refresh_from_db()
    assert (job.state, job.failed_attempts) == ("QUARANTINED", 3)
    assert job.message == "It failed 3 times and waits for a person. no rate for TWD"
    assert Job.queue.claim(job.pk, now) is None


def test_a_job_that_loses_six_workers_waits_for_a_person(job, now):
    for i in range(MAX_LOST + 1):
        Job.queue.claim(job.pk, now + 2 * i * LEASE)

    job.refresh_from_db()
    assert (job.state, job.lost_attempts) == ("QUARANTINED", 6)
    assert "6 times" in job.message


def test_a_waiting_job_is_cancelled_at_once(job, now):
    assert Job.queue.cancel(job.pk, now)

    job.refresh_from_db()
    assert (job.state, job.cancel_asked_at) == ("CANCELLED", now)
    assert Job.queue.claim(job.pk, now) is None


def test_a_running_job_ends_when_its_worker_sees_that_it_should(job, now):
    token = Job.queue.claim(job.pk, now)
    assert not Job.queue.stop(job.pk, token)

    assert Job.queue.cancel(job.pk, now)
    assert Job.queue.stop(job.pk, token)

    job.refresh_from_db()
    assert job.state == "CANCELLED"


def test_a_job_has_a_lease_exactly_while_it_runs(save, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        save(
            Job,
            kind="ASSESS",
            state="RUNNING",
            subject_id=uuid.uuid4(),
            payload_sha256="0" * 64,
            requested_at=now,
        )
