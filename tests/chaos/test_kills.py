"""Workers are killed twenty times and the broker is emptied: every job is done, once."""

import random
import uuid
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db.models import Count

from assessments import audit
from assessments.actions.assessments import request
from assessments.actions.cases import load_document
from assessments.author import Author
from assessments.choices import JobKind, JobState
from assessments.jobs import publish
from assessments.models import Assessment, AuditEvent, Job, Measure, Organization
from assessments.upkeep import doctor
from tests.assessments.register.made_cases import case
from tests.chaos.processes import processes, until
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)

N_JOBS, N_KILLS, SECONDS = 100, 20, 400.0
OVER = (JobState.DONE, JobState.QUARANTINED)


@pytest.fixture
def author():
    document = case("small")
    organization = Organization.objects.create(slug=document.organization.id, currency="EUR")
    load_document(document, organization=organization, by=None, now=NOW)
    return Author(organization=organization, by=None, now=NOW)


def empty_broker(folder: Path) -> None:
    if settings.BROKER_URL.startswith("redis"):
        redis.Redis.from_url(settings.BROKER_URL).flushdb()
    else:
        for message in (folder / "broker" / "queue").iterdir():
            message.unlink(missing_ok=True)  # a worker may take one this moment


def n_over() -> int:
    return Job.queue.filter(state__in=OVER).count()


def states() -> str:
    return str(list(Job.queue.values("state").annotate(n=Count("pk")).order_by()))


def test_every_job_is_done_once_whatever_is_killed(author, tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "publish", lambda job_id, kind: False)  # the sweeper will
    for seed in range(N_JOBS // 2):
        request(author=author, seed=seed)
    poison = publish.enqueue(
        author=author, kind=JobKind.ASSESS, subject_id=uuid.uuid4(), payload_sha256="0" * 64
    )
    for seed in range(N_JOBS // 2, N_JOBS):
        request(author=author, seed=seed)
    chance = random.Random(4)
    moments = sorted(chance.sample(range(1, N_JOBS - 5), N_KILLS))

    with processes(tmp_path, chance) as running:
        for i, moment in enumerate(moments):
            until(lambda moment=moment: n_over() >= moment, seconds=SECONDS, otherwise=states)
            running.kill_one()
            if i == N_KILLS // 2:
                empty_broker(tmp_path)
        until(lambda: n_over() == N_JOBS + 1, seconds=SECONDS, otherwise=states)

    assert running.n_killed == N_KILLS
    poison.refresh_from_db()
    assert poison.state == JobState.QUARANTINED
    assert "waits for a person" in poison.message
    assert Job.queue.filter(state=JobState.DONE).count() == N_JOBS
    _each_has_one_set_of_results(author.organization)
    assert [found.about for found in doctor.findings()] == [
        f"job {poison.pk} of {author.organization.slug}"
    ]


def _each_has_one_set_of_results(organization: Organization) -> None:
    answers = Assessment.objects.for_organization(organization)
    assert answers.exclude(result_sha256="").count() == N_JOBS
    measures = Measure.objects.for_organization(organization).values("assessment")
    counts = {row["n"] for row in measures.annotate(n=Count("pk")).order_by()}
    assert len(counts) == 1
    verbs = AuditEvent.objects.for_organization(organization).filter(verb="assess")
    assert verbs.count() == verbs.values("external_id").distinct().count() == N_JOBS
    assert list(audit.broken_links(organization)) == []
