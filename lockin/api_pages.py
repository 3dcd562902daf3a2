"""What the REST API answers beside organizations: its schema, its browser, its end."""

from typing import Any

from django.conf import settings
from django.http import Http404
from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assessments.register.rows import NOUNS

GUIDE = settings.BASE_DIR / "docs" / "api.md"
AFTER_NOUNS = {
    "case": "The head of the case: its day, settings, policy and exchange rates.",
    "assessments": "Freeze the register, score every position, have it approved.",
    "measures": "Every result under its stable code.",
    "jobs": "What the worker does: follow it, cancel it, try again.",
    "reports": "A position as a PDF.",
}


def add_guide(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Add to the document how to begin, and what each group of operations is about.

    Whoever has the address of a server need not have its files: docs/api.md is said there.
    """
    text = GUIDE.read_text(encoding="utf-8").removeprefix("# The REST API\n")
    result["info"]["description"] = text.replace(
        "(measures.md)", "(/api/v1/measure-codes/)"
    ).strip()
    nouns = {noun.name.replace("_", "-"): noun.about for noun in NOUNS.values()}
    result["tags"] = [
        {"name": name, "description": about} for name, about in {**nouns, **AFTER_NOUNS}.items()
    ]
    return result


class NothingHere(APIView):
    """Answers below /api/ where nothing else does."""

    schema = None

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse."""
        raise Http404


class SchemaView(SpectacularAPIView):
    """The OpenAPI document, open to everybody: it holds nothing of any organization."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    renderer_classes = [OpenApiJsonRenderer2, JSONRenderer]  # noqa: RUF012 - as its base


class DocsView(SpectacularSwaggerView):
    """Swagger UI from here, in a page whose scripts are files."""

    schema = None

    authentication_classes = ()
    permission_classes = (AllowAny,)
    template_name = "api/docs.html"
    url_name = "api-schema"

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return the page."""
        return Response({}, template_name=self.template_name)
