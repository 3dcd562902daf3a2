"""The database holds what a figure may say."""

import pytest
from django.db import IntegrityError, transaction

from assessments.casefile.dates import PartialDate
from assessments.models import Figure

pytestmark = pytest.mark.django_db

GOOD = [
    {"state": "KNOWN", "likely": 1, "basis": "INTERNAL", "grade": "A"},
    {"state": "ESTIMATED", "low": 0, "likely": 0, "high": 1},
    {"state": "ESTIMATED", "low": 0, "likely": 1, "high": 2, "kind": "MONTHS", "is_midpoint": True},
    {"state": "UNKNOWN"},
    {"state": "NONE", "kind": "MONEY"},
    {"state": "ESTIMATED", "kind": "DATE", "date": PartialDate(2025, 10)},
    {"state": "ESTIMATED", "kind": "MONEY", "likely": -5, "currency": "USD"},
]
BAD = [
    {"state": "KNOWN"},
    {"state": "UNKNOWN", "likely": 1},
    {"state": "NONE", "likely": 0},
    {"state": "KNOWN", "low": 0, "likely": 0, "high": 1},
    {"state": "ESTIMATED", "low": 0, "likely": 1},
    {"state": "ESTIMATED", "low": 0.5, "likely": 0.4, "high": 1},
    {"state": "ESTIMATED", "low": 0.5, "likely": 0.6, "high": 0.55},
    {"state": "ESTIMATED", "likely": 1.01},
    {"state": "ESTIMATED", "low": -0.1, "likely": 0, "high": 1},
    {"state": "ESTIMATED", "likely": 1, "is_midpoint": True},
    {"state": "ESTIMATED", "kind": "MONEY", "likely": 5},
    {"state": "ESTIMATED", "kind": "DATE", "likely": 5},
    {"state": "ESTIMATED", "kind": "MONTHS", "date": PartialDate(2025)},
    {"state": "ESTIMATED", "likely": 1, "basis": "ASSUMPTION", "grade": "B"},
    {"state": "ESTIMATED", "likely": 1, "basis": "PUBLIC", "grade": "B"},
    {"state": "PERHAPS", "likely": 1},
    {"state": "ESTIMATED", "likely": 1, "kind": "GUESS"},
]
COMMON = {"kind": "SHARE", "basis": "ASSUMPTION", "grade": "E"}


@pytest.mark.parametrize("fields", GOOD)
def test_a_figure_that_fits_is_kept(save, now, fields):
    save(Figure, **{**COMMON, **fields}, created_at=now).full_clean(
        exclude=["organization", "noun", "external_id", "field"], validate_constraints=False
    )


@pytest.mark.parametrize("fields", BAD)
def test_a_figure_that_contradicts_itself_is_refused(save, now, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        save(Figure, **{**COMMON, **fields}, created_at=now)
