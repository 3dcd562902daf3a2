"""What every template may use."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from assessments.models import Organization
from lockin import navigation


def pages(request: HttpRequest) -> dict[str, Any]:
    """Return the pinned libraries, who asks where, and what the page around the content shows."""
    return {
        "vendor": settings.VENDOR,
        "has_mail": settings.HAS_MAIL,
        "actor": getattr(request, "actor", None),
        "menu": partial(navigation.menu_of, request),
        "own_organizations": partial(_own_organizations, request),
    }


def _own_organizations(request: HttpRequest) -> QuerySet[Organization]:
    """Return where else somebody is a member; asked only when a page shows it."""
    return Organization.objects.filter(memberships__user=request.user.pk)
