"""An assessment of the register is that of the file, stored as computed, and answered once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from assessments import run
from assessments.actions.cases import load_document
from assessments.casefile import project, select
from assessments.casefile.figures import replace_figure
from assessments.models import (
    Assessment,
    AuditEvent,
    Measure,
    Organization,
    ScoringPolicy,
    Snapshot,
)
from assessments.queries.results import results_of
from assessments.scoring.export import result_sha256
from assessments.scoring.score import score
from tests.assessments.register.made_cases import FILES, case

SCORE = "assessments.scoring.score.score"  # loaded when a question is computed

pytestmark = pytest.mark.django_db


def loaded(document, now):
    organization = Organization.objects.create(
        slug=document.organization.id, currency=document.organization.currency
    )
    load_document(document, organization=organization, by=None, now=now)
    return organization


@pytest.fixture
def buyer(now):
    return loaded(case("small"), now)


@pytest.mark.parametrize("name", sorted(FILES))
def test_stored_results_are_those_of_the_file_to_the_last_bit(name, now):
    expected = score(project.to_case(select.in_force(case(name))))

    assessment = run.assess(loaded(case(name), now), by=None, now=now)

    assert results_of(assessment) == expected
    assert assessment.result_sha256 == result_sha256(expected)
    assert result_sha256(results_of(assessment)) == assessment.result_sha256


def test_the_same_question_is_answered_once(buyer, now, monkeypatch):
    first = run.assess(buyer, by=None, now=now)
    monkeypatch.setattr(SCORE, None)

    again = run.assess(buyer, by=None, now=now)

    assert again == first
    assert Snapshot.objects.for_organization(buyer).count() == 1
    verbs = AuditEvent.objects.for_organization(buyer).values_list("verb", flat=True)
    assert list(verbs) == ["load", "assess"]


def test_another_seed_date_or_policy_is_another_question(buyer, now):
    run.assess(buyer, by=None, now=now)

    run.assess(buyer, by=None, now=now, seed=7)
    run.assess(buyer, by=None, now=now, as_of=date(2026, 3, 1))
    ScoringPolicy.objects.for_organization(buyer).update(state="RETIRED")
    policy = ScoringPolicy.objects.for_organization(buyer).get()
    policy.pk, policy.version, policy.state = None, 2, "ACTIVE"
    policy.save(force_insert=True)
    run.assess(buyer, by=None, now=now)

    assert Assessment.objects.for_organization(buyer).count() == 4


def test_a_changed_register_leaves_the_old_answer_as_it_was(buyer, now):
    first = run.assess(buyer, by=None, now=now)
    before = results_of(first)
    changed = replace(case("small"), positions={})
    load_document(changed, organization=buyer, by=None, now=now)

    second = run.assess(buyer, by=None, now=now)

    assert second != first
    assert results_of(first) == before


def test_an_attempt_that_was_cut_off_is_finished_by_the_next(buyer, now, monkeypatch):
    monkeypatch.setattr(run, "_publish", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run.assess(buyer, by=None, now=now)
    n_measures = Measure.objects.for_organization(buyer).count()
    assert n_measures
    assert Assessment.objects.for_organization(buyer).get().state == "COMPUTING"
    monkeypatch.undo()

    assessment = run.assess(buyer, by=None, now=now)

    assert assessment.state == "DRAFT"
    assert Measure.objects.for_organization(buyer).count() == n_measures


def test_rows_of_an_attempt_that_computed_otherwise_are_not_published(buyer, now, monkeypatch):
    monkeypatch.setattr(run, "_publish", lambda *a, **k: 1 / 0)
    monkeypatch.setattr(SCORE, lambda found, seed: _off(score(found, seed)))
    with pytest.raises(ZeroDivisionError):
        run.assess(buyer, by=None, now=now)
    monkeypatch.undo()

    with pytest.raises(run.ResultsDiffer, match="an earlier attempt"):
        run.assess(buyer, by=None, now=now)

    assert Assessment.objects.for_organization(buyer).get().result_sha256 == ""


def _off(results):
    first, *others = results.measures
    return replace(results, measures=(replace(first, value=-1.5), *others))


def test_results_are_stored_in_batches(buyer, now, monkeypatch):
    monkeypatch.setattr(run, "BATCH", 50)

    assessment = run.assess(buyer, by=None, now=now)

    assert len(results_of(assessment).measures) > 50


def test_progress_names_each_stage(buyer, now):
    told = []

    run.assess(buyer, by=None, now=now, progress=lambda *stage: told.append(stage))

    assert told == [("snapshot", 0), ("score", 10), ("store", 80), ("publish", 95)]


def test_numpy_and_python_are_noted_and_not_hashed(buyer, now):
    assessment = run.assess(buyer, by=None, now=now)

    assert set(assessment.library_versions) == {"python", "numpy", "scipy"}


def test_who_has_no_case_cannot_be_assessed(ours, now):
    with pytest.raises(ValueError, match="no active policy"):
        run.assess(ours, by=None, now=now)


def test_every_row_of_results_is_the_organizations(buyer, now):
    run.assess(buyer, by=None, now=now)

    with connection.cursor() as cursor:
        for table in ("measure", "cutset", "overlap", "contribution", "driver"):
            cursor.execute(f"SELECT DISTINCT organization_id FROM assessments_{table}")
            assert len(cursor.fetchall()) <= 1


def test_a_figure_that_moves_moves_the_result(buyer, now):
    first = run.assess(buyer, by=None, now=now)
    address = next(m.inputs[0] for m in results_of(first).of("score.risk") if m.inputs)
    document = replace_figure(case("small"), address, _half(case("small"), address))
    load_document(document, organization=buyer, by=None, now=now)

    second = run.assess(buyer, by=None, now=now)

    assert second.result_sha256 != first.result_sha256


def _half(document, address):
    from assessments.casefile.figures import walk_figures

    figure = dict(walk_figures(document))[address]
    return replace(figure, likely=figure.likely / Decimal(2), low=None, high=None)
