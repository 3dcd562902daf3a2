"""The views of each noun, with what the OpenAPI document says of them."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema_view

from assessments.api import nouns
from assessments.api.described import (
    IF_MATCH,
    IF_NONE_MATCH,
    JSON,
    answer,
    described,
    filtering,
    page_of,
    paging,
    reference,
)
from assessments.api.filters import filters_of
from assessments.api.paging import Paging
from assessments.register.rows import NOUNS, Noun

CASCADE = OpenApiParameter(
    "cascade",
    {"type": "string", "enum": ["true", "false"], "default": "false"},
    description="Whether to delete as well what cannot stand without it.",
)
ID = OpenApiParameter(
    "external_id", OpenApiTypes.STR, OpenApiParameter.PATH, description="The id you gave it."
)
PATCH = {
    "application/merge-patch+json": {"type": "object"},
    JSON: {"type": "object"},
}


def list_of(noun: str) -> Any:
    """Return the view of a noun's list."""
    kind, tag = NOUNS[noun], _tag(NOUNS[noun])
    orderings = Paging(nouns.orderings_of(kind)).names()
    name = kind.type.__name__
    view = _view(nouns.NounList, kind, "List")
    return extend_schema_view(
        get=described(
            f"{noun}_list",
            f"List {kind.plural}",
            tag=tag,
            answers={200: answer(page_of(name), "A page of rows.")},
            problems=(400,),
            parameters=[*filtering(filters_of(noun)), *paging(orderings)],
        ),
        post=described(
            f"{noun}_create",
            f"Create a row of {kind.plural}",
            tag=tag,
            answers={201: answer(name, "The row; Location and ETag lead to it.")},
            problems=(400, 409),
            body={JSON: reference(f"{name}New")},
        ),
    )(view).as_view()


def detail_of(noun: str) -> Any:
    """Return the view of one row of a noun."""
    kind, tag = NOUNS[noun], _tag(NOUNS[noun])
    name = kind.type.__name__
    view = _view(nouns.NounDetail, kind, "Detail")
    row = {200: answer(name, "The row as it is now.")}
    return extend_schema_view(
        get=described(
            f"{noun}_retrieve",
            f"Fetch a row of {kind.plural}",
            tag=tag,
            answers={**row, 304: OpenApiResponse(description="It is as you hold it.")},
            problems=(400,),
            parameters=[ID, IF_NONE_MATCH],
        ),
        put=described(
            f"{noun}_replace",
            f"Replace a row of {kind.plural}",
            tag=tag,
            description="What the body leaves out has its default.",
            answers=row,
            problems=(412,),
            body={JSON: reference(f"{name}Write")},
            parameters=[ID, IF_MATCH],
        ),
        patch=described(
            f"{noun}_change",
            f"Change some fields of a row of {kind.plural}",
            tag=tag,
            description="A merge patch (RFC 7396): null empties a field, what is left out stays.",
            answers=row,
            problems=(412,),
            body=PATCH,
            parameters=[ID, IF_MATCH],
        ),
        delete=described(
            f"{noun}_delete",
            f"Delete a row of {kind.plural}",
            tag=tag,
            answers={204: OpenApiResponse(description="It is gone.")},
            problems=(400, 409, 412),
            parameters=[ID, IF_MATCH, CASCADE],
        ),
    )(view).as_view()


def upsert_of(noun: str) -> Any:
    """Return the view that creates a row of a noun or replaces it."""
    kind = NOUNS[noun]
    name = kind.type.__name__
    view = _view(nouns.NounUpsert, kind, "Upsert")
    return extend_schema_view(
        put=described(
            f"{noun}_upsert",
            f"Create or replace a row of {kind.plural}",
            tag=_tag(kind),
            description="Safe to repeat: the same body again changes nothing, not the version "
            "either.",
            answers={
                200: answer(name, "The row was there."),
                201: answer(name, "The row is new."),
            },
            problems=(412,),
            body={JSON: reference(f"{name}Write")},
            parameters=[ID, IF_MATCH],
        )
    )(view).as_view()


def _view(base: type[nouns.NounView], noun: Noun, ending: str) -> Any:
    return type(f"{noun.type.__name__}{ending}", (base,), {"noun": noun, "__doc__": base.__doc__})


def _tag(noun: Noun) -> str:
    return noun.name.replace("_", "-")
