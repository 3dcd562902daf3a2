"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def pages(request: HttpRequest) -> dict[str, Any]:
    """Return the pinned libraries, and who asks where ``access.member`` has found out."""
    return {"vendor": settings.VENDOR, "actor": getattr(request, "actor", None)}
