"""How the REST API fails: each failure as problem+json, one error for each field."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework import exceptions

from assessments.access import request_id
from assessments.api.problems import INVALID, Problem, problem_of

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:lockin:problem:"
NOT_FOUND = "There is nothing at this address, or nothing that you may see."
REMEDIES = {
    406: "The answer has no such form; send Accept: */*, or no Accept at all.",
    415: "The body is in no form that is read here; send JSON, and Content-Type: application/json.",
}
CODES = {
    400: INVALID,
    401: "not-authenticated",
    403: "not-allowed",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    415: "unsupported-media-type",
    429: "too-many-requests",
    500: "server-error",
}


class ProblemFormatter(ExceptionFormatter):
    """Puts a failure into the words of RFC 9457, one error for each field."""

    def run(self) -> dict[str, Any]:
        """Return the body of the answer."""
        told = self.exc if isinstance(self.exc, Problem) else None
        status = self.exc.status_code
        code = told.code if told else CODES.get(status, "problem")
        request = self.context.get("request")
        return {
            "type": f"{TYPE}{code}",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": self._detail(),
            "instance": request.path if request is not None else "",
            "request_id": request_id(),
            "errors": told.errors if told else self._errors(),
            **(told.more if told else {}),
        }

    def _detail(self) -> str:
        if isinstance(self.exc, exceptions.ValidationError):
            return "Some fields have to be mended."
        if isinstance(self.exc, Problem):
            return str(self.exc.detail)
        return REMEDIES.get(self.exc.status_code, str(self.exc.detail))

    def _errors(self) -> list[dict[str, str]]:
        if not isinstance(self.exc, exceptions.ValidationError):
            return []
        return [
            {"path": found.attr or "", "message": str(found.detail)} for found in self.get_errors()
        ]


class ProblemHandler(ExceptionHandler):
    """Answers every failure of an operation; nobody outside is shown a traceback."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        """Return what an exception of the layers below means to whoever asked."""
        if isinstance(exc, Http404):
            return exceptions.NotFound(NOT_FOUND)
        if isinstance(exc, PermissionDenied):
            return exceptions.PermissionDenied(str(exc) or None)
        return problem_of(exc) or exc

    def convert_unhandled_exceptions(self, exc: Exception) -> exceptions.APIException:
        """Return a failure of ours without what it says: that stands in the log."""
        if isinstance(exc, exceptions.APIException):
            return exc
        return exceptions.APIException("We failed; the log has it under request_id. Try again.")

    def get_headers(self, exc: exceptions.APIException) -> dict[str, str]:
        """Return the headers that belong to a failure."""
        more = exc.headers if isinstance(exc, Problem) else {}
        return {**super().get_headers(exc), **more}

    def get_response(self, exc: exceptions.APIException, data: dict[str, Any]) -> Any:
        """Return JSON whatever was asked for: who cannot have a PDF can read why."""
        headers = self.get_headers(exc)
        return JsonResponse(data, status=exc.status_code, content_type=MEDIA_TYPE, headers=headers)
