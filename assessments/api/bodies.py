"""The body of a request: JSON, of bounded size, each number to its last digit."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from assessments.api.problems import Problem

MAX_BYTES = 5_000_000
MAX_VALUES = 100_000


class JSONBody(BaseParser):
    """Reads an object; what JSON leaves open (NaN, the same key twice) is refused."""

    media_type = "application/json"

    def parse(
        self, stream: Any, media_type: str | None = None, context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return the object."""
        try:
            found = json.loads(
                read(stream).decode(),
                parse_float=Decimal,
                parse_constant=_refuse_constant,
                object_pairs_hook=_object,
            )
        except RecursionError as error:
            raise ParseError("The body is nested too deep; remove brackets.") from error
        except ValueError as error:
            raise ParseError(f"The body is no JSON: {error}.") from error
        if not isinstance(found, dict):
            raise ParseError("The body is no object; send {…}.")
        _refuse_many(found)
        return found


class MergePatchBody(JSONBody):
    """Reads the same under the name of RFC 7396."""

    media_type = "application/merge-patch+json"


class RawBody(BaseParser):
    """Hands the bytes on, for what reads them itself."""

    media_type = "application/yaml"

    def parse(  # type: ignore[override]  # bytes are neither a mapping nor a form
        self, stream: Any, media_type: str | None = None, context: Mapping[str, Any] | None = None
    ) -> bytes:
        """Return the bytes."""
        return read(stream)


class RawJSONBody(RawBody):
    """The same for a case written as JSON, which is YAML as well."""

    media_type = "application/json"


def body_of(request: Request) -> dict[str, Any]:
    """Return the object that a request sent; these parsers take nothing else."""
    return cast(dict[str, Any], request.data)


def read(stream: Any) -> bytes:
    """Return all bytes of a body that is not too large."""
    length = stream.META.get("CONTENT_LENGTH") or "0"
    data: bytes = b"" if int(length) > MAX_BYTES else stream.read(MAX_BYTES + 1)
    if int(length) > MAX_BYTES or len(data) > MAX_BYTES:
        limit = f"The body is larger than {MAX_BYTES:,} bytes; send less at once."
        raise Problem(413, limit, code="too-large")
    return data


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"{twice!r} is there twice")
    return found


def _refuse_many(root: Any) -> None:
    left, waiting = MAX_VALUES, [root]
    while waiting:
        value = waiting.pop()
        left -= 1
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        if left < len(waiting):
            raise ParseError(f"The body has more than {MAX_VALUES:,} values; send less at once.")


def merged(old: Any, patch: Any) -> Any:
    """Return what a merge patch (RFC 7396) makes of a value: null removes, lists are replaced."""
    if not isinstance(patch, dict):
        return patch
    result = dict(old) if isinstance(old, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result
