"""Which version of a row a request means: ETag, If-Match, If-None-Match and ``version``."""

import re
from typing import Any, cast

from rest_framework.request import Request

from assessments import access
from assessments.api.problems import Problem, etag, invalid
from assessments.casefile.problems import Finding
from assessments.register.rows import Noun, queryset

TAG = re.compile(r'(?:W/)?"([^"]*)"')


def expected(request: Request, body: dict[str, Any], noun: Noun, external_id: str) -> int | None:
    """Return the version that must still be there: If-Match's, else the body's, else any."""
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return _of_body(body)
    tags = TAG.findall(header)
    rows = queryset(cast(access.Request, request._request).actor.organization, noun.name)
    now = rows.filter(external_id=external_id).values_list("version", flat=True).first()
    if now is not None and str(now) in tags:
        return int(now)
    raise Problem(
        412,
        f"{external_id} is at version {now} by now; fetch it, apply your change to what it says, "
        "and send that version.",
        code="version-differs",
        more={"version": now},
        headers={"ETag": etag(now)} if now is not None else {},
    )


def _of_body(body: dict[str, Any]) -> int | None:
    version = body.get("version")
    if version is None:
        return None
    if isinstance(version, bool) or not isinstance(version, int) or not 0 < version < 2**31:
        raise invalid([Finding("version", "is no version; send the one you fetched, or none")])
    return version


def is_known(request: Request, tag: str) -> bool:
    """Return whether whoever asks holds this very answer already."""
    header = request.headers.get("If-None-Match", "")
    return header.strip() == "*" or tag.strip('"') in TAG.findall(header)
