"""An assessment's results as they were stored, in the form in which they were computed."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, TypeVar

from assessments import choices, models
from assessments.scoring import results

Found = TypeVar("Found")

WORDS = {"state": results.MeasureState, "subject_kind": results.SubjectKind}


def results_of(assessment: models.Assessment) -> results.Results:
    """Return the results that an assessment's rows hold, equal to what was scored."""
    measures = _read(models.Measure, results.Measure, assessment)
    return results.Results(
        method=assessment.method_version,
        seed=assessment.seed,
        parameters_sha256=assessment.parameters_sha256,
        # The database has its own order of letters; the hash covers this one.
        measures=tuple(sorted(measures, key=lambda m: (m.code, m.subject_kind, m.subject))),
        cuts=tuple(_read(models.CutSet, results.CutSet, assessment)),
        overlaps=tuple(_read(models.Overlap, results.Overlap, assessment)),
        contributions=tuple(_read(models.Contribution, results.Contribution, assessment)),
        drivers=tuple(_read(models.Driver, results.Driver, assessment)),
        positions=tuple((function, supplier) for function, supplier in assessment.positions),
        warnings=tuple(assessment.warnings),
        library_versions=assessment.library_versions,
    )


def _read(model: Any, noun: type[Found], assessment: models.Assessment) -> Iterator[Found]:
    names = [item.name for item in fields(noun)]  # type: ignore[arg-type]
    rows = model.objects.for_organization(assessment.organization_id)
    for row in rows.filter(assessment=assessment).values(*names).iterator(chunk_size=1000):
        yield noun(**{name: _scored(name, value) for name, value in row.items()})


def _scored(name: str, value: Any) -> Any:
    if name in WORDS:
        words = WORDS[name]
        return words[getattr(choices, words.__name__)(value).name]
    return tuple(value) if isinstance(value, list) else value
