"""The views of assessments, jobs and measures, with what the OpenAPI document says of them."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)

from assessments.api import heads, runs
from assessments.api.described import (
    JSON,
    answer,
    described,
    filtering,
    page_of,
    paging,
    reference,
)

TAGS = {"assessments": "assessments", "jobs": "jobs", "measures": "measures"}


def key(name: str) -> OpenApiParameter:
    """Return the part of an address that names something of ours."""
    return OpenApiParameter(name, OpenApiTypes.UUID, OpenApiParameter.PATH, description="Its id.")


def listing(view: type[runs.ListView], name: str, tag: str, component: str, *more: Any) -> Any:
    """Return what is said of a list."""
    return described(
        name,
        f"List {tag}",
        tag=tag,
        answers={200: answer(page_of(component), "A page.")},
        problems=(400,),
        parameters=[*more, *filtering(view.filters), *paging(view.paging.names())],
    )


def fetching(name: str, summary: str, tag: str, component: str, *more: Any) -> Any:
    """Return what is said of one thing fetched."""
    return described(
        name,
        summary,
        tag=tag,
        answers={200: answer(component, "As it is now.")},
        problems=(400,),
        parameters=list(more),
    )


def doing(name: str, summary: str, tag: str, component: str, body: str, *more: Any) -> Any:
    """Return what is said of a step."""
    return described(
        name,
        summary,
        tag=tag,
        answers={200: answer(component, "As it is now.")},
        problems=(409,),
        body={JSON: reference(body)},
        parameters=list(more),
    )


_START = described(
    "assessments_create",
    "Start an assessment",
    tag="assessments",
    description="The register is frozen now; a worker computes. The same question again has the "
    "same job, whose subject is the assessment. Follow Location until state is done.",
    answers={
        202: answer("Job", "It waits or is under way; Location leads to it."),
        200: answer("Job", "This question is answered already."),
    },
    problems=(409,),
    body={JSON: reference("AssessmentNew")},
)

assessment_list = extend_schema_view(
    get=listing(runs.AssessmentList, "assessments_list", "assessments", "Assessment"),
    post=_START,
)(runs.AssessmentList).as_view()
assessment_detail = extend_schema_view(
    get=fetching(
        "assessments_retrieve",
        "Fetch an assessment",
        "assessments",
        "Assessment",
        key("assessment"),
    )
)(runs.AssessmentDetail).as_view()


def _review(view: Any, name: str, summary: str, body: str) -> Any:
    said = doing(
        f"assessments_{name}", summary, "assessments", "Assessment", body, key("assessment")
    )
    return extend_schema_view(post=said)(view).as_view()


submit = _review(runs.Submit, "submit", "Submit an assessment for approval", "Note")
approve = _review(runs.Approve, "approve", "Approve an assessment", "Note")
send_back = _review(runs.SendBack, "send_back", "Send an assessment back", "NoteNeeded")

measure_list = extend_schema_view(
    get=listing(runs.MeasureList, "measures_list", "measures", "Measure", key("assessment"))
)(runs.MeasureList).as_view()
measure_codes = extend_schema_view(
    get=extend_schema(
        operation_id="measure_codes_list",
        summary="List the codes of measures",
        description="Stable: a code never changes its meaning.",
        tags=["measures"],
        responses={
            200: answer(
                {
                    "type": "object",
                    "required": ["results"],
                    "properties": {"results": {"type": "array", "items": reference("MeasureCode")}},
                },
                "Every code.",
            ),
            406: OpenApiResponse(reference("Problem"), description="Not in that media type."),
            429: OpenApiResponse(reference("Problem"), description="Too many requests."),
        },
        auth=[],
    )
)(runs.MeasureCodes).as_view()

job_list = extend_schema_view(get=listing(runs.JobList, "jobs_list", "jobs", "Job"))(
    runs.JobList
).as_view()
job_detail = extend_schema_view(
    get=fetching("jobs_retrieve", "Follow a job", "jobs", "Job", key("job"))
)(runs.JobDetail).as_view()
job_cancel = extend_schema_view(
    post=doing("jobs_cancel", "Cancel a job", "jobs", "Job", "Nothing", key("job"))
)(runs.Cancel).as_view()
job_retry = extend_schema_view(
    post=doing(
        "jobs_retry", "Try a job again that was set aside", "jobs", "Job", "Nothing", key("job")
    )
)(runs.Retry).as_view()

case_head = extend_schema_view(
    get=fetching("head_retrieve", "Fetch the head of the case", "case", "Head"),
    put=described(
        "head_replace",
        "Replace the head of the case",
        tag="case",
        description="Day, settings, policy and dated exchange rates. Rates take the right to "
        "write, the policy that to approve, settings and day that of an admin.",
        answers={200: answer("Head", "The head as it is now.")},
        body={JSON: reference("HeadBody")},
    ),
)(heads.CaseHead).as_view()
