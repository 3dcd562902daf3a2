"""Operations of one organization, below /api/v1/organizations/<organization>/."""

from django.urls import URLPattern, path

from assessments.api import operations
from assessments.api import run_operations as runs
from assessments.register.rows import NOUNS


def _of_noun(noun: str) -> list[URLPattern]:
    at = noun.replace("_", "-")
    return [
        path(f"{at}/", operations.list_of(noun), name=f"api-{at}"),
        path(
            f"{at}/by-external-id/<str:external_id>",
            operations.upsert_of(noun),
            name=f"api-{at}-upsert",
        ),
        path(f"{at}/<str:external_id>", operations.detail_of(noun), name=f"api-{at}-detail"),
    ]


ONE, JOB = "assessments/<uuid:assessment>", "jobs/<uuid:job>"
RUNS = [
    path("head", runs.case_head, name="api-head"),
    path("assessments/", runs.assessment_list, name="api-assessments"),
    path(ONE, runs.assessment_detail, name="api-assessments-detail"),
    path(f"{ONE}/submit", runs.submit, name="api-assessments-submit"),
    path(f"{ONE}/approve", runs.approve, name="api-assessments-approve"),
    path(f"{ONE}/send-back", runs.send_back, name="api-assessments-send-back"),
    path(f"{ONE}/measures/", runs.measure_list, name="api-measures"),
    path("jobs/", runs.job_list, name="api-jobs"),
    path(JOB, runs.job_detail, name="api-jobs-detail"),
    path(f"{JOB}/cancel", runs.job_cancel, name="api-jobs-cancel"),
    path(f"{JOB}/retry", runs.job_retry, name="api-jobs-retry"),
]

urlpatterns = [*(pattern for noun in NOUNS for pattern in _of_noun(noun)), *RUNS]
