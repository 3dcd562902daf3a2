"""What the REST API answers beside organizations: its schema, its browser, its end."""

from typing import Any

from django.http import Http404
from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


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
