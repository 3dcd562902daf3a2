"""List, fetch, create, change, replace and delete the rows of a noun: one view for every noun."""

from typing import Any, ClassVar

from django.http import HttpResponse, HttpResponseNotModified
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.access import Right
from assessments.actions import rows as actions
from assessments.api import versions
from assessments.api.bodies import JSONBody, MergePatchBody, body_of, merged
from assessments.api.filters import filtered, filters_of
from assessments.api.paging import PARAMETERS, Paging, next_url
from assessments.api.problems import Problem, etag, invalid
from assessments.api.view import OrganizationView
from assessments.casefile import exchange
from assessments.casefile.exchange import BodyRefused
from assessments.casefile.problems import Finding
from assessments.register import rows
from assessments.register.store import named

KEPT_BY_US = ("external_id", "version", "updated_at")


class NounView(OrganizationView):
    """An operation on the rows of one noun."""

    right = Right.READ
    write_right = Right.WRITE
    noun: ClassVar[rows.Noun]

    def value(self, body: dict[str, Any]) -> Any:
        """Return the noun that a body describes; what we keep by ourselves is no part of it."""
        in_id = self.noun.said_by_id
        found = [
            Finding(
                name, f"is said by external_id, which holds the id of its {label}; leave it out"
            )
            for name, label in in_id.items()
            if name in body
        ]
        apart = {*KEPT_BY_US, *in_id}
        said = {key: part for key, part in body.items() if key not in apart}
        context = rows.context_of(self.actor.organization)
        try:
            value = exchange.from_json(self.noun.type, said, context)
        except BodyRefused as error:
            raise invalid([*found, *error.findings]) from error
        if found:
            raise invalid(found)
        return value

    def refuse_another_id(self, body: dict[str, Any], external_id: str) -> None:
        """Refuse a body that is of another row than the address."""
        if body.get("external_id", external_id) != external_id:
            message = f"is not the id in the address; write {external_id}, or leave it out"
            raise invalid([Finding("external_id", message)])

    def answer(self, entry: rows.Entry, code: int = status.HTTP_200_OK) -> Response:
        """Return a row with its version as ETag."""
        return Response(entry_json(entry), code, headers={"ETag": etag(entry.version)})


class NounList(NounView):
    """All rows of a noun, and new ones."""

    def known_parameters(self, request: Request) -> frozenset[str]:
        """Return filters and paging."""
        if request.method != "GET":
            return frozenset()
        return PARAMETERS | filters_of(self.noun.name).base_filters.keys()

    def get(self, request: Request) -> Response:
        """Return a page of rows."""
        found = rows.queryset(self.actor.organization, self.noun.name)
        found = filtered(filters_of(self.noun.name), found, request)
        page = Paging(orderings_of(self.noun)).page(named(found), request)
        entries = rows.entries(self.actor.organization, self.noun.name, page.rows)
        results = [entry_json(entry) for entry in entries]
        return Response({"results": results, "next": next_url(request, page)})

    def post(self, request: Request) -> Response:
        """Create a row."""
        external_id = body_of(request).get("external_id", "")
        if not isinstance(external_id, str) or not (external_id or self.noun.is_numbered):
            raise invalid([Finding("external_id", f"is missing; write an id of {self.noun.label}")])
        entry = actions.create(
            author=self.actor.author(),
            noun=self.noun.name,
            external_id=external_id,
            value=self.value(body_of(request)),
        )
        response = self.answer(entry, status.HTTP_201_CREATED)
        response["Location"] = f"{request.path}{entry.external_id}"
        return response


class NounDetail(NounView):
    """One row by its external id."""

    parser_classes = (JSONBody, MergePatchBody)

    def known_parameters(self, request: Request) -> tuple[str, ...]:
        """Return what only DELETE reads."""
        return ("cascade",) if request.method == "DELETE" else ()

    def get(self, request: Request, external_id: str) -> HttpResponse:
        """Return a row, or that it is as whoever asks knows it."""
        entry = rows.get(self.actor.organization, self.noun.name, readable(external_id))
        if versions.is_known(request, etag(entry.version)):
            return HttpResponseNotModified(headers={"ETag": etag(entry.version)})
        return self.answer(entry)

    def put(self, request: Request, external_id: str) -> Response:
        """Replace a row: what the body leaves out has its default."""
        return self.update(request, readable(external_id), body_of(request))

    def patch(self, request: Request, external_id: str) -> Response:
        """Change some fields of a row and leave the others as they are (RFC 7396)."""
        entry = rows.get(self.actor.organization, self.noun.name, readable(external_id))
        body = merged(exchange.to_json(entry.value), body_of(request))
        return self.update(request, external_id, {"version": entry.version, **body})

    def update(self, request: Request, external_id: str, body: dict[str, Any]) -> Response:
        """Write what a body says where its version is still the row's."""
        self.refuse_another_id(body, external_id)
        entry = actions.update(
            author=self.actor.author(),
            noun=self.noun.name,
            external_id=external_id,
            value=self.value(body),
            version=versions.expected(request, body, self.noun, external_id),
        )
        return self.answer(entry)

    def delete(self, request: Request, external_id: str) -> Response:
        """Delete a row; with ``cascade=true`` also what cannot stand without it."""
        cascade = request.query_params.get("cascade", "false")
        if cascade not in ("true", "false"):
            raise invalid([Finding("cascade", "is no flag; write true or false")])
        version = versions.expected(request, {}, self.noun, external_id)
        if cascade == "false":
            self.refuse_hanging(readable(external_id))
        actions.delete(
            author=self.actor.author(),
            noun=self.noun.name,
            external_id=readable(external_id),
            version=version,
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    def refuse_hanging(self, external_id: str) -> None:
        """Refuse to delete a row that others lean on."""
        hanging = actions.hanging_on(self.actor.organization, self.noun.name, external_id)
        if hanging.goes or hanging.loses:
            raise Problem(
                409,
                f"Others lean on {external_id}. With cascade=true those in goes are deleted as "
                "well, and those in loses are kept without this reference.",
                code="others-lean-on-it",
                more={
                    "goes": [{"noun": noun, "external_id": name} for noun, name in hanging.goes],
                    "loses": [
                        {"noun": noun, "external_id": name, "field": field}
                        for noun, name, field in hanging.loses
                    ],
                },
            )


class NounUpsert(NounView):
    """One row by its external id, whether it is there or not."""

    def put(self, request: Request, external_id: str) -> Response:
        """Make a row say what the body says; the same again changes nothing."""
        self.refuse_another_id(body_of(request), readable(external_id))
        entry, is_new = actions.upsert(
            author=self.actor.author(),
            noun=self.noun.name,
            external_id=external_id,
            value=self.value(body_of(request)),
            version=versions.expected(request, body_of(request), self.noun, external_id),
        )
        return self.answer(entry, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)


def entry_json(entry: rows.Entry) -> dict[str, Any]:
    """Return a row as the API tells it."""
    return {
        "external_id": entry.external_id,
        "version": entry.version,
        "updated_at": entry.row.updated_at.isoformat(),
        **exchange.to_json(entry.value),
    }


def orderings_of(noun: rows.Noun) -> dict[str, tuple[str, ...]]:
    """Return by what a noun's list can be ordered; the id makes each order unique."""
    known = {field.name for field in noun.table.model._meta.concrete_fields}
    names = [name for name in ("updated_at", "name") if name in known]
    return {"external_id": ("external_id",), **{name: (name, "external_id") for name in names}}


def readable(external_id: str) -> str:
    """Return an id as it is, unless no database could look it up."""
    if "\0" in external_id or any("\ud800" <= letter <= "\udfff" for letter in external_id):
        raise rows.NotFound(external_id)
    return external_id
