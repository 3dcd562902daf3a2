"""Assessments, their measures and the jobs behind them, over REST."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django_filters import FilterSet
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assessments.access import Right
from assessments.actions import assessments as questions
from assessments.actions import jobs as job_actions
from assessments.actions import reviews
from assessments.api.bodies import body_of
from assessments.api.fields import Fields
from assessments.api.filters import filtered
from assessments.api.paging import PARAMETERS, Paging, next_url
from assessments.api.view import OrganizationView
from assessments.api.words import person, time, word, word_filter
from assessments.choices import (
    AssessmentState,
    JobKind,
    JobState,
    MeasureState,
    SubjectKind,
)
from assessments.models import Assessment, Job, Measure
from assessments.queries.assessments import listed, published
from assessments.scoring.codes import codes
from assessments.scoring.parameters import DEFAULT_SEED

LARGEST_SEED = 2**31 - 1
NUMBERS = ("value", "p5", "p10", "p50", "p80", "p90", "p95", "lower", "upper", "quality")
TEXTS = ("subject", "code", "unit", "currency", "text", "formula", "rule")
LISTS = ("inputs", "missing", "flags")


class ListView(OrganizationView):
    """A list in pages; subclasses say of what, in which order, by which filters."""

    right = Right.READ
    filters: ClassVar[type[FilterSet]]
    paging: ClassVar[Paging]

    def known_parameters(self, request: Request) -> frozenset[str]:
        """Return filters and paging."""
        if request.method != "GET":
            return frozenset()
        return PARAMETERS | self.filters.base_filters.keys()

    def listing(self, request: Request, rows: QuerySet, tell: Any) -> Response:
        """Return a page of what fits."""
        page = self.paging.page(filtered(self.filters, rows, request), request)
        return Response(
            {"results": [tell(row) for row in page.rows], "next": next_url(request, page)}
        )


# Assessments ------------------------------------------------------------------------------------


class AssessmentFilters(FilterSet):
    """Which assessments are listed."""

    state = word_filter("state", AssessmentState)
    as_of = django_filters.DateFilter("snapshot__as_of", label="Of exactly this day.")


class AssessmentList(ListView):
    """All assessments, and new ones."""

    write_right = Right.WRITE
    filters = AssessmentFilters
    paging = Paging({"created_at": ("created_at", "id")})

    def get(self, request: Request) -> Response:
        """Return a page of assessments."""
        return self.listing(request, listed(self.actor.organization), assessment_json)

    def post(self, request: Request) -> Response:
        """Ask for an assessment; the same question has the same job."""
        fields = Fields(body_of(request))
        as_of = fields.day("as_of")
        seed = fields.integer("seed", DEFAULT_SEED, at_most=LARGEST_SEED)
        fields.done()
        job = questions.request(author=self.actor.author(), as_of=as_of, seed=seed)
        return started(job)


class AssessmentDetail(OrganizationView):
    """One assessment."""

    right = Right.READ

    def get(self, request: Request, assessment: UUID) -> Response:
        """Return an assessment."""
        found = get_object_or_404(listed(self.actor.organization), pk=assessment)
        return Response(assessment_json(found))


class Review(OrganizationView):
    """Somebody's word for an assessment."""

    action: ClassVar[Any]
    is_note_needed = False

    def post(self, request: Request, assessment: UUID) -> Response:
        """Say it."""
        fields = Fields(body_of(request))
        note = fields.text("note", is_required=self.is_note_needed)
        fields.done()
        found = get_object_or_404(published(self.actor.organization), pk=assessment)
        type(self).action(author=self.actor.author(), assessment=found, note=note)
        return Response(assessment_json(listed(self.actor.organization).get(pk=found.pk)))


class Submit(Review):
    """Ask for approval."""

    right = Right.WRITE
    action = staticmethod(reviews.submit)


class Approve(Review):
    """Stand by the numbers."""

    right = Right.APPROVE
    action = staticmethod(reviews.approve)


class SendBack(Review):
    """Refuse approval, and say what is to be done."""

    right = Right.APPROVE
    action = staticmethod(reviews.send_back)
    is_note_needed = True


def assessment_json(found: Assessment) -> dict[str, Any]:
    """Return an assessment as the API tells it."""
    return {
        "id": str(found.pk),
        "state": word(found.state),
        "as_of": str(found.snapshot.as_of),
        "method_version": found.method_version,
        "seed": found.seed,
        "input_sha256": found.snapshot.sha256,
        "result_sha256": found.result_sha256,
        "positions": ["/".join(names) for names in found.positions],
        "created_at": time(found.created_at),
        "created_by": person(found.created_by),
        "reviewed_at": time(found.reviewed_at),
        "reviewed_by": person(found.reviewed_by),
        "approved_at": time(found.approved_at),
        "approved_by": person(found.approved_by),
        "note": found.decision_note,
        "job": str(found.job_id) if found.job_id else None,
    }


# Jobs -------------------------------------------------------------------------------------------


class JobFilters(FilterSet):
    """Which jobs are listed."""

    kind = word_filter("kind", JobKind)
    state = word_filter("state", JobState)


def jobs_of(view: OrganizationView) -> QuerySet[Job]:
    """Return the jobs of the organization that is asked."""
    rows = Job.objects.for_organization(view.actor.organization)
    found: QuerySet[Job] = rows.select_related("requested_by", "organization")
    return found


class JobList(ListView):
    """All jobs."""

    filters = JobFilters
    paging = Paging({"requested_at": ("requested_at", "id")})

    def get(self, request: Request) -> Response:
        """Return a page of jobs."""
        return self.listing(request, jobs_of(self), job_json)


class JobDetail(OrganizationView):
    """One job."""

    right = Right.READ

    def get(self, request: Request, job: UUID) -> Response:
        """Return how far a job is."""
        return Response(job_json(get_object_or_404(jobs_of(self), pk=job)))


class JobAction(OrganizationView):
    """What can be done about a job."""

    right = Right.WRITE
    action: ClassVar[Any]

    def post(self, request: Request, job: UUID) -> Response:
        """Do it."""
        fields = Fields(body_of(request))
        fields.done()
        found = get_object_or_404(jobs_of(self), pk=job)
        return Response(job_json(type(self).action(author=self.actor.author(), job=found)))


class Cancel(JobAction):
    """End a job."""

    action = staticmethod(job_actions.cancel)


class Retry(JobAction):
    """Let a job that was set aside begin anew."""

    action = staticmethod(job_actions.retry)


def started(job: Job) -> Response:
    """Return a job that was asked for: 202 with where to follow it, 200 if it is done already."""
    code = status.HTTP_200_OK if job.state == JobState.DONE else status.HTTP_202_ACCEPTED
    address = reverse("api-jobs-detail", args=[job.organization.slug, job.pk])
    return Response(job_json(job), code, headers={"Location": address})


def job_json(job: Job) -> dict[str, Any]:
    """Return a job as the API tells it; ``subject`` is what it makes, an assessment or a report."""
    return {
        "id": str(job.pk),
        "kind": word(job.kind),
        "state": word(job.state),
        "stage": job.stage,
        "percent": 100 if job.state == JobState.DONE else job.progress_percent,
        "message": job.message,
        "subject": str(job.subject_id),
        "requested_at": time(job.requested_at),
        "requested_by": person(job.requested_by),
    }


# Measures ---------------------------------------------------------------------------------------


def code_choices() -> list[tuple[str, str]]:
    """Return the codes, once they are asked for: they load all of scoring."""
    return [(code, code) for code in codes()]


class CodeFilter(django_filters.ChoiceFilter):
    """A filter by a code, which the document tells as a component."""

    component = "Code"


class MeasureFilters(FilterSet):
    """Which measures are listed."""

    code = CodeFilter(field_name="code", choices=code_choices, label="Exactly this code.")
    subject = django_filters.CharFilter("subject", label="Exactly this subject.")
    subject_kind = word_filter("subject_kind", SubjectKind)
    state = word_filter("state", MeasureState)


class MeasureList(ListView):
    """The results of an assessment."""

    filters = MeasureFilters
    paging = Paging({"code": ("code", "subject_kind", "subject")})

    def get(self, request: Request, assessment: UUID) -> Response:
        """Return a page of measures."""
        found = get_object_or_404(published(self.actor.organization), pk=assessment)
        rows = Measure.objects.for_organization(self.actor.organization)
        return self.listing(request, rows.filter(assessment=found), measure_json)


def measure_json(measure: Measure) -> dict[str, Any]:
    """Return a measure as the API tells it; a number that is not known is null, never 0."""
    return {
        "code": measure.code,
        "subject_kind": word(measure.subject_kind),
        "subject": measure.subject,
        "state": word(measure.state),
        **{name: getattr(measure, name) for name in NUMBERS},
        **{name: getattr(measure, name) for name in TEXTS[2:]},
        **{name: getattr(measure, name) for name in LISTS},
    }


class MeasureCodes(APIView):
    """The codes of all measures: stable, and open to everybody as the method is."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get(self, request: Request) -> Response:
        """Return every code with what it is."""
        found = [
            {"code": item.code, "title": item.title, "unit": item.unit} for item in codes().values()
        ]
        return Response({"results": found})
