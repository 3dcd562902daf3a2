"""Operations of one organization, below /api/v1/organizations/<organization>/."""

from django.urls import URLPattern, path

from assessments.api import operations
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


urlpatterns = [pattern for noun in NOUNS for pattern in _of_noun(noun)]
