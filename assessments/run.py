"""One assessment from the register to its stored results; safe to run twice."""

import platform
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date, datetime
from importlib.metadata import version
from itertools import islice
from typing import Any

from django.db import transaction
from django_scopes import scope

from assessments import audit, models, snapshot
from assessments.casefile import canonical, project
from assessments.choices import AssessmentState, MeasureState, SubjectKind, Verb
from assessments.queries.results import results_of
from assessments.register.head import active_policy
from assessments.scoring.export import result_sha256
from assessments.scoring.parameters import DEFAULT_SEED, METHOD
from assessments.scoring.results import Results

BATCH = 1000
LIBRARIES = ("numpy", "scipy")
CHOICES = {"state": MeasureState, "subject_kind": SubjectKind}

# Told the stage that begins, and how much of the whole is done [percent].
Progress = Callable[[str, int], None]


class ResultsDiffer(Exception):  # noqa: N818 - what happened
    """What an earlier attempt stored is not what is computed now."""


def assess(
    organization: models.Organization,
    *,
    by: models.User | None,
    now: datetime,
    as_of: date | None = None,
    seed: int = DEFAULT_SEED,
    progress: Progress = lambda stage, percent: None,
) -> models.Assessment:
    """Return the assessment of what an organization's register says at a date.

    The same question is answered once: asked again, the stored answer comes back.

    Raises
    ------
    ScoringError
        If the numbers of the case break a rule.
    ValueError
        If there is no case or no active policy yet.
    """
    with scope(organization=organization):
        progress("snapshot", 0)
        frozen = freeze(organization, as_of=as_of, now=now)
        assessment = ask(frozen, seed=seed, by=by, now=now)
        return answer(assessment, by=by, now=now, progress=progress)


def freeze(
    organization: models.Organization, *, as_of: date | None, now: datetime
) -> models.Snapshot:
    """Return what the register says at a date, once there is a policy to score it by.

    Raises
    ------
    ValueError
        If there is none yet.
    """
    _policy(organization)
    return snapshot.take(organization, as_of=as_of, now=now)


def ask(
    frozen: models.Snapshot, *, seed: int, by: models.User | None, now: datetime
) -> models.Assessment:
    """Return the question about a snapshot, under the policy that is active; asked once."""
    assessment, _ = models.Assessment.objects.get_or_create(
        organization=frozen.organization,
        snapshot=frozen,
        policy=_policy(frozen.organization),
        method_version=METHOD,
        seed=seed,
        defaults={"created_at": now, "created_by": by},
    )
    return assessment


def _policy(organization: models.Organization) -> models.ScoringPolicy:
    policy = active_policy(organization)
    if policy is None:
        raise ValueError(f"{organization.slug} has no active policy; activate one")
    return policy


def answer(
    assessment: models.Assessment,
    *,
    by: models.User | None,
    now: datetime,
    progress: Progress = lambda stage, percent: None,
) -> models.Assessment:
    """Compute and store the results of a question, unless that was done before."""
    if assessment.state != AssessmentState.COMPUTING:
        return assessment
    from assessments.scoring.score import score  # the numbers are the worker's

    progress("score", 10)
    document = canonical.from_canonical(assessment.snapshot.document)
    results = score(project.to_case(document), assessment.seed)
    progress("store", 80)
    _store(assessment, results)
    progress("publish", 95)
    _publish(assessment, results, by=by, now=now)
    return assessment


# Store ------------------------------------------------------------------------------------------


def _store(assessment: models.Assessment, results: Results) -> None:
    """Write the rows of results, each batch by itself, so that no other writer waits long.

    A row that an attempt before this one wrote stays: it says the same, or publishing finds out.
    """
    _write(models.Measure, assessment, results.measures)
    _write(models.CutSet, assessment, results.cuts, lambda cut: {"order": cut.order})
    _write(models.Overlap, assessment, results.overlaps)
    _write(models.Contribution, assessment, results.contributions)
    _write(models.Driver, assessment, results.drivers)


def _write(
    model: Any,
    assessment: models.Assessment,
    found: Iterable[Any],
    more: Callable[[Any], dict[str, Any]] = lambda item: {},
) -> None:
    is_ranked = model is not models.Measure
    rows = (
        model(
            organization_id=assessment.organization_id,
            assessment=assessment,
            **({"rank": rank} if is_ranked else {}),
            **{part.name: _stored(part.name, getattr(item, part.name)) for part in fields(item)},
            **more(item),
        )
        for rank, item in enumerate(found)
    )
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch, ignore_conflicts=True)


def _stored(name: str, value: Any) -> Any:
    if name in CHOICES:
        return CHOICES[name][value.name]
    return list(value) if isinstance(value, tuple) else value


def _publish(
    assessment: models.Assessment, results: Results, *, by: models.User | None, now: datetime
) -> None:
    """Make the results an answer: one short transaction, by one of several attempts."""
    assessment.parameters_sha256 = results.parameters_sha256
    assessment.positions = [list(position) for position in results.positions]
    assessment.warnings = list(results.warnings)
    assessment.library_versions = library_versions()
    if results_of(assessment) != results:
        raise ResultsDiffer(
            f"assessment {assessment.pk} holds rows of an earlier attempt that differ from what "
            "is computed now; were libraries changed in between? Ask again with another seed"
        )
    published = {
        "state": AssessmentState.DRAFT,
        "result_sha256": result_sha256(results),
        "parameters_sha256": assessment.parameters_sha256,
        "positions": assessment.positions,
        "warnings": assessment.warnings,
        "library_versions": assessment.library_versions,
    }
    with transaction.atomic():
        waiting = models.Assessment.objects.filter(
            pk=assessment.pk, state=AssessmentState.COMPUTING
        )
        if waiting.update(**published):
            audit.append(
                assessment.organization,
                at=now,
                by=by,
                verb=Verb.ASSESS,
                noun="assessment",
                external_id=str(assessment.pk),
                changes={"result_sha256": published["result_sha256"]},
            )
    assessment.refresh_from_db()


def library_versions() -> dict[str, str]:
    """Return what computed, for whoever wonders about the last digit."""
    found = {name: version(name) for name in LIBRARIES}
    return {"python": platform.python_version(), **found}
