"""What can stand in the way of an answer, as RFC 9457 tells it: status, what happened, each error.

One table says which status an exception of the layers below has, so that no view translates.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from rest_framework.exceptions import APIException

from assessments.actions import rows as row_actions
from assessments.actions.assessments import CannotBeAssessed
from assessments.actions.cases import CaseChanged, CaseRefused
from assessments.actions.jobs import JobIsNotAside, JobIsOver
from assessments.actions.reviews import NotInState
from assessments.casefile import rates
from assessments.casefile.exchange import BodyRefused
from assessments.casefile.problems import CaseFileError, Finding, NeededRate
from assessments.casefile.scalars import plain
from assessments.register import rows

INVALID = "invalid"
BLANK_RATE = '{"rate": "…", "rate_date": "…", "source": "…"}'


class Problem(APIException):
    """An answer other than the one asked for."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        code: str,
        errors: Iterable[Finding] = (),
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail, code)
        self.status_code, self.code = status, code
        self.errors = [{"path": found.path, "message": found.message} for found in errors]
        self.more = dict(more or {})
        self.headers = dict(headers or {})


def invalid(
    errors: Iterable[Finding], hint: str = "", more: Mapping[str, Any] | None = None
) -> Problem:
    """Return the answer to a request that has to be mended, field by field."""
    found = list(errors)
    count = "One field has" if len(found) == 1 else f"{len(found)} fields have"
    detail = f"{count} to be mended. {hint}".strip()
    return Problem(400, detail, code=INVALID, errors=found, more=more)


def etag(version: int) -> str:
    """Return the tag of one version of a row."""
    return f'"{version}"'


def _conflict(error: row_actions.Conflict) -> Problem:
    entry = error.entry
    return Problem(
        412,
        f"Somebody has changed {entry.external_id} in between: it is at version {entry.version} "
        "now. Fetch it, apply your change to what it says, and send that version.",
        code="version-differs",
        more={"version": entry.version},
        headers={"ETag": etag(entry.version)},
    )


def _row(error: row_actions.RowRefused) -> Problem:
    """Say what does not fit; a missing rate in the words of who has no case file."""
    needed = {found.rate.currency: found.rate for found in error.findings if found.rate}
    if not needed:
        return invalid(error.findings)
    fitting = {code: _fitting(rate) for code, rate in needed.items()}
    errors = [
        replace(found, message=_add_rate(found.rate, fitting)) if found.rate else found
        for found in error.findings
    ]
    hint = (
        f"A rate is missing: {', '.join(needed)}. GET head, add it to fx, PUT head, and send this "
        "again; missing_rates has the ECB's where there is one."
    )
    return invalid(errors, hint, {"missing_rates": fitting})


def _add_rate(needed: NeededRate, fitting: Mapping[str, Any]) -> str:
    code = needed.currency
    said = json.dumps(fitting[code]) if fitting[code] else BLANK_RATE
    return (
        f'{code} has no rate; add "{code}": {said} to fx of head by PUT, '
        f"or state the amount in {needed.own}"
    )


def _fitting(needed: NeededRate) -> dict[str, str] | None:
    """Return the ECB's rate as fx of the head takes it, if there is one."""
    found = rates.suggested(needed)
    if found is None:
        return None
    said = {"rate": plain(found.rate), "rate_date": str(found.rate_date)}
    return {**said, "source": rates.SOURCE}


def _case_file(error: CaseFileError) -> Problem:
    errors = [
        Finding(found.path, f"line {found.line}: {found.message}") for found in error.problems
    ]
    return invalid(errors)


def _fields(error: ValidationError) -> Problem:
    if not hasattr(error, "error_dict"):
        return invalid(Finding("", message) for message in error.messages)
    return invalid(
        Finding("" if path == "__all__" else path, message)
        for path, messages in error.message_dict.items()
        for message in messages
    )


def _as_things_stand(error: Exception) -> Problem:
    return Problem(409, str(error), code="not-as-things-stand")


TABLE: dict[type[Exception], Callable[[Any], Problem]] = {
    BodyRefused: lambda error: invalid(error.findings),
    row_actions.Taken: lambda error: Problem(
        409, "Another row has this id.", code="taken", errors=error.findings
    ),
    row_actions.RowRefused: _row,
    row_actions.Conflict: _conflict,
    rows.NotFound: lambda error: Problem(404, "There is no such row here.", code="not-found"),
    CaseFileError: _case_file,
    CaseChanged: lambda error: Problem(412, str(error), code="version-differs"),
    CaseRefused: lambda error: invalid(error.findings()),
    CannotBeAssessed: _as_things_stand,
    NotInState: _as_things_stand,
    JobIsOver: _as_things_stand,
    JobIsNotAside: _as_things_stand,
    ValidationError: _fields,
}


def problem_of(error: Exception) -> Problem | None:
    """Return what an exception of the layers below means to whoever asked, if it has a meaning."""
    for kind, tell in TABLE.items():
        if isinstance(error, kind):
            return tell(error)
    return None
