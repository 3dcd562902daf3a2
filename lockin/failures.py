"""A failure that looks the same at home: debugging shows tracebacks, but not every route."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.defaults import page_not_found


class NotFoundPage:
    """Answers what is not there with the page that a company sees too.

    Where DEBUG is on Django would list every route instead, to somebody who followed an old link.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Hand on; an address that no route has comes back as Django's own page."""
        response = self.get_response(request)
        is_unrouted = response.status_code == HTTPStatus.NOT_FOUND and not request.resolver_match
        return page_not_found(request, Http404()) if is_unrouted else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page; anything else is not ours."""
        return page_not_found(request, exception) if isinstance(exception, Http404) else None
