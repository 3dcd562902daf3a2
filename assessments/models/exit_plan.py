"""The dated intention to leave by an alternative, how it moved, and how it was tested."""

from django.db import models

from assessments.choices import ExitKind, TestResult
from assessments.models.base import Row
from assessments.models.fields import (
    PartialDateField,
    figure,
    owner,
    reference,
    words,
    words_are_listed,
)


class ExitPlan(Row):
    alternative = reference("Alternative", "exit_plans", required=True)
    kind = words(ExitKind, ExitKind.ORDERLY)
    start = figure()
    planned = figure()
    actual = figure()
    cancelled = figure()
    first_deployment = figure()
    overrun_median = figure()
    overrun_p80 = figure()
    cancel_share = figure()
    premium_per_month = figure()
    data_volume_gb = figure()
    export_gb_per_day = figure()
    stopgap = reference("Contract", "bridges")
    stranded_per_month = figure()
    uncovered_per_month = figure()
    reintegration = models.TextField(blank=True, default="")

    class Meta(Row.Meta):
        constraints = [*Row.Meta.constraints, words_are_listed(kind=ExitKind)]


class ExitRebaseline(Row):
    plan = owner("ExitPlan", "rebaselines")
    position = models.PositiveIntegerField(default=0)
    decided = PartialDateField(blank=False)
    planned = PartialDateField(blank=False)
    reason = models.TextField(blank=True, default="")

    class Meta(Row.Meta):
        ordering = ["plan", "position"]


class ExitTest(Row):
    plan = owner("ExitPlan", "tests")
    position = models.PositiveIntegerField(default=0)
    date = PartialDateField(blank=False)
    result = words(TestResult)
    export_gb_per_day = figure()
    evidence = models.TextField(blank=True, default="")

    class Meta(Row.Meta):
        ordering = ["plan", "position"]
        constraints = [*Row.Meta.constraints, words_are_listed(result=TestResult)]
