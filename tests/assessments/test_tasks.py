"""What a worker does with a job, whatever becomes of the work or of who asked for it."""

from datetime import timedelta

import pytest
from django.conf import settings

from assessments import tasks
from assessments.actions import assessments, jobs
from assessments.actions.cases import load_document
from assessments.author import Author
from assessments.choices import JobState, Role
from assessments.jobs import loop, publish, sweep
from assessments.models import (
    Assessment,
    AuditEvent,
    Job,
    Membership,
    Organization,
    User,
    WorkerHeartbeat,
)
from assessments.scoring.errors import ScoringError
from tests.assessments.register.made_cases import case

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(now):
    document = case("small")
    organization = Organization.objects.create(slug=document.organization.id, currency="EUR")
    load_document(document, organization=organization, by=None, now=now)
    person = User.objects.create(email="ada@example.com")
    Membership.objects.create(organization=organization, user=person, role=Role.EDITOR)
    return Author(organization=organization, by=person, now=now)


@pytest.fixture
def job(author):
    return assessments.request(author=author)


def verbs(author):
    events = AuditEvent.objects.for_organization(author.organization)
    return list(events.values_list("verb", flat=True))


def test_an_assessment_that_was_asked_for_is_computed(author, job):
    tasks.assess(job_id=str(job.pk))

    job.refresh_from_db()
    assessment = Assessment.objects.for_organization(author.organization).get(pk=job.subject_id)
    assert (job.state, job.progress_percent, assessment.state) == ("DONE", 100, "DRAFT")
    assert verbs(author) == ["load", "request", "assess"]
    assert WorkerHeartbeat.objects.get().version == settings.VERSION


def test_the_same_question_has_one_job_before_and_after_it_is_answered(author, job):
    assert assessments.request(author=author) == job
    tasks.assess(job_id=str(job.pk))

    assert assessments.request(author=author) == job
    assert verbs(author).count("request") == 1


def test_a_message_that_comes_twice_does_nothing_the_second_time(author, job, monkeypatch):
    tasks.assess(job_id=str(job.pk))
    monkeypatch.setattr(tasks.run, "answer", None)

    tasks.assess(job_id=str(job.pk))

    assert Job.queue.get().state == JobState.DONE


def test_a_job_that_raises_three_times_waits_for_a_person_and_can_be_tried_again(author, job):
    for _ in range(3):
        loop.work(job.pk, lambda job, progress: 1 / 0)

    job.refresh_from_db()
    assert job.state == JobState.QUARANTINED
    assert "waits for a person" in job.message
    assert "ZeroDivision" not in job.message
    jobs.retry(author=author, job=job)
    assert (job.state, job.failed_attempts, job.message) == ("QUEUED", 0, "")


def test_what_another_attempt_cannot_mend_is_set_aside_at_once(job, monkeypatch):
    def refuse(*args, **kwargs):
        raise ScoringError("share above 1")

    monkeypatch.setattr(tasks.run, "answer", refuse)

    tasks.assess(job_id=str(job.pk))

    job.refresh_from_db()
    assert job.state == JobState.QUARANTINED
    assert "share above 1" in job.message


@pytest.mark.parametrize("loss", ["membership", "role", "account"])
def test_who_lost_the_right_meanwhile_gets_nothing_done(author, job, loss):
    if loss == "membership":
        Membership.objects.all().delete()
    elif loss == "role":
        Membership.objects.update(role=Role.VIEWER)
    else:
        User.objects.update(is_active=False)

    tasks.assess(job_id=str(job.pk))

    job.refresh_from_db()
    assert job.state == JobState.QUARANTINED
    assert "may not do this here any more" in job.message


def test_a_job_that_waits_is_cancelled_at_once_and_asked_for_anew(author, job):
    jobs.cancel(author=author, job=job)

    assert job.state == JobState.CANCELLED
    assert assessments.request(author=author) != job
    with pytest.raises(jobs.JobIsNotAside):
        jobs.retry(author=author, job=job)


def test_a_job_that_runs_stops_at_its_next_step(author, job):
    def cancelled_meanwhile(job, progress):
        jobs.cancel(author=author, job=job)
        progress("score", 10)
        raise AssertionError

    loop.work(job.pk, cancelled_meanwhile)

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_job_that_is_done_cannot_be_cancelled(author, job):
    loop.work(job.pk, lambda job, progress: "")
    job.refresh_from_db()

    with pytest.raises(jobs.JobIsOver, match="done"):
        jobs.cancel(author=author, job=job)


def test_the_sweep_publishes_what_waits_and_what_was_lost_the_oldest_first(job, now, monkeypatch):
    sent = []
    monkeypatch.setattr(sweep, "publish", lambda *message: sent.append(message) or True)
    monkeypatch.setattr(sweep, "waiting", lambda: 0)

    assert sweep.sweep(now) == 1
    Job.queue.claim(job.pk, now)
    assert sweep.sweep(now) == 0
    assert sweep.sweep(now + timedelta(seconds=settings.JOB_LEASE_SECONDS + 1)) == 1

    assert sent == [(job.pk, "ASSESS")] * 2


def test_a_sweep_leaves_a_full_queue_alone(job, now, monkeypatch):
    monkeypatch.setattr(sweep, "waiting", lambda: sweep.MOST + 3)

    assert sweep.sweep(now) == 0


def test_a_broker_that_is_down_fails_nobody(job, monkeypatch):
    def down():
        raise ConnectionError("refused")

    monkeypatch.setattr(publish, "application", down)

    assert publish.publish(job.pk, job.kind) is False


def test_without_a_policy_there_is_nothing_to_assess(ours, now):
    with pytest.raises(assessments.CannotBeAssessed, match="no active policy"):
        assessments.request(author=Author(organization=ours, by=None, now=now))
