"""How an operation is described in the OpenAPI document: parameters, bodies, every status."""

from collections.abc import Callable, Mapping
from typing import Any

import django_filters
from django_filters import FilterSet
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from assessments.api.paging import DEFAULT_SIZE, MAX_SIZE
from assessments.casefile.exchange_schema import REFERENCE

JSON, PROBLEM = "application/json", "application/problem+json"
MEANINGS = {
    400: "Something has to be mended; errors has one entry for each field.",
    401: "No key, or one that opens nothing.",
    403: "The role of the key or person does not reach, or the CSRF token is missing.",
    404: "Not there, or another organization's.",
    406: "No answer in a type that was accepted.",
    409: "It cannot be done as things stand.",
    412: "Somebody has changed it in between.",
    413: "The body is larger than 5 MB.",
    415: "The body is of another media type.",
    429: "The allowance of this minute is used up; Retry-After says for how long.",
}
ALWAYS = (401, 403, 404, 406, 429)
WITH_BODY = (400, 413, 415)
TAG_HEADER = OpenApiParameter(
    "ETag", OpenApiTypes.STR, OpenApiParameter.HEADER, response=[200, 201], description="Version."
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The ETag you fetched: refused with 412 if somebody has changed it since.",
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The ETag you hold: 304 if it is still that one.",
)


class KeyScheme(OpenApiAuthenticationExtension):
    """Says in the document how a key is sent."""

    target_class = "assessments.api.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Return the scheme."""
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "lk_…",
            "description": "A key of Organization → API keys; it opens one organization.",
        }


def reference(name: str) -> dict[str, str]:
    """Return a reference to a component."""
    return {"$ref": f"{REFERENCE}{name}"}


def described(
    operation_id: str,
    summary: str,
    *,
    tag: str,
    answers: Mapping[Any, Any],
    problems: tuple[int, ...] = (),
    body: Mapping[str, Any] | None = None,
    parameters: list[OpenApiParameter] | None = None,
    description: str = "",
) -> Callable[[Any], Any]:
    """Return a decorator that describes one operation of an organization."""
    codes = sorted({*ALWAYS, *problems, *(WITH_BODY if body is not None else ())})
    told = {(code, PROBLEM): _problem(code) for code in codes}
    return extend_schema(
        operation_id=operation_id,
        summary=summary,
        description=description or summary,
        tags=[tag],
        request=dict(body) if body is not None else None,
        responses={**answers, **told},
        parameters=parameters or [],
    )


def answer(schema: Any, description: str) -> OpenApiResponse:
    """Return an answer of some schema, by the name of a component or itself."""
    schema = reference(schema) if isinstance(schema, str) else schema
    return OpenApiResponse(schema, description=description)


def page_of(name: str) -> dict[str, Any]:
    """Return the schema of a page of a component."""
    return {
        "type": "object",
        "required": ["results", "next"],
        "properties": {
            "results": {"type": "array", "items": reference(name)},
            "next": {
                "type": ["string", "null"],
                "description": "Address of the next page, null on the last one.",
            },
        },
    }


def paging(orderings: list[str]) -> list[OpenApiParameter]:
    """Return the parameters of a list in pages."""
    return [
        OpenApiParameter(
            "cursor", str, description="Where the page begins; taken over from next as it is."
        ),
        OpenApiParameter(
            "limit",
            {"type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": DEFAULT_SIZE},
            description="Rows on a page.",
        ),
        OpenApiParameter(
            "ordering",
            {"type": "string", "enum": orderings, "default": orderings[0]},
            description="Order of the rows; - in front: backwards.",
        ),
    ]


def filtering(filters: type[FilterSet]) -> list[OpenApiParameter]:
    """Return the parameters of a list's filters."""
    return [
        OpenApiParameter(name, _schema(item), description=item.label)
        for name, item in filters.base_filters.items()
    ]


def _schema(item: django_filters.Filter) -> dict[str, Any]:
    if component := getattr(item, "component", ""):
        return reference(component)
    if choices := item.extra.get("choices"):
        return {"type": "string", "enum": [value for value, _ in choices]}
    if isinstance(item, django_filters.IsoDateTimeFilter):
        return {"type": "string", "format": "date-time"}
    if isinstance(item, django_filters.DateFilter):
        return {"type": "string", "format": "date"}
    if isinstance(item, django_filters.UUIDFilter):
        return {"type": "string", "format": "uuid"}
    if isinstance(item, django_filters.NumberFilter):
        return {"type": "number"}
    return {"type": "string"}


def _problem(code: int) -> OpenApiResponse:
    return OpenApiResponse(reference("Problem"), description=MEANINGS[code])
