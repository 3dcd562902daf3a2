"""Logs: an event is one line, with request and job id, without secrets; JSON but on a terminal."""

import re
import sys
from collections.abc import Mapping
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[hidden]"
SECRET_NAME = re.compile(
    r"passw|secret|token|authori[sz]ation|cookie|credential|api[-_]?key|csrf|session|signature",
    re.IGNORECASE,
)
WORDS = "passw|secret|token|cookie|credential|api[-_]?key|csrf|session"
NAMES = rf"[\w-]*(?:{WORDS})[\w-]*"
# Secrets inside of a text: an address with a password, a header, name=value, a link that lets in,
# an API key.
SECRET_TEXTS = (
    (re.compile(r"(\w+://[^\s:/@]*:)[^\s/@]+@"), rf"\1{HIDDEN}@"),
    (re.compile(r"\b(authorization['\"]?\s*[:=]\s*['\"]?)[^'\"\r\n]+", re.I), rf"\1{HIDDEN}"),
    (re.compile(r"\b(bearer|basic|api-key)\s+[\w.~+/=:-]{6,}", re.I), rf"\1 {HIDDEN}"),
    (re.compile(rf"({NAMES}['\"]?\s*[:=]\s*['\"]?)[^\s'\"&,;]+", re.I), rf"\1{HIDDEN}"),
    (re.compile(r"(/accounts/(?:invitations|password/reset/key)/)[^/\s?]+"), rf"\1{HIDDEN}"),
    (re.compile(r"\blk_\w+(?:\.\w+)?"), HIDDEN),
)
# What a text with any of them has: most texts have nothing, and are looked through once.
SUSPECT = re.compile(rf"://|authorization|bearer|basic|{WORDS}|/accounts/|lk_", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
DEEPEST = 6


def hide_secrets(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Put a word in the place of whatever would let its reader in."""
    return {name: _without_secrets(value, name) for name, value in event.items()}


def _without_secrets(value: Any, name: str = "", depth: int = 0) -> Any:
    if SECRET_NAME.search(name) and value not in (None, ""):
        return HIDDEN
    if depth > DEEPEST or value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {
            str(key): _without_secrets(each, str(key), depth + 1) for key, each in value.items()
        }
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_without_secrets(each, "", depth + 1) for each in value]
    return _text_without_secrets(str(value))


def _text_without_secrets(text: str) -> str:
    if not SUSPECT.search(text):
        return text
    for pattern, kept in SECRET_TEXTS:
        text = pattern.sub(kept, text)
    return text


def keep_to_one_line(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Write out control characters: what somebody sent can neither forge a line nor paint one."""
    return {
        name: value if name == "exception" else _in_one_line(value) for name, value in event.items()
    }


def _in_one_line(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), value)


def _as_it_is(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Change nothing: JSON writes control characters out by itself."""
    return event


def _terminal() -> Processor:
    """Return what prints an event for a reader: colours only where the terminal has them."""
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )


# What others log at every step: a line each for what a reader of ours would never ask.
TALKATIVE = (
    *("celery.beat", "celery.worker.strategy", "kombu"),
    *("choreographer", "fontTools", "kaleido", "weasyprint"),
)
QUIET = {
    **{name: {"level": "WARNING"} for name in TALKATIVE},
    "kombu.connection": {"level": "ERROR"},  # it warns that a folder has no host name
    "django.server": {"handlers": [], "propagate": True},
}

SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,  # without the values of variables
]


def configuration(*, pretty: bool) -> dict[str, Any]:
    """Return Django's LOGGING: structlog's events and everybody else's through one door."""
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    last += [hide_secrets, keep_to_one_line if pretty else _as_it_is]
    last.append(_terminal() if pretty else structlog.processors.JSONRenderer(default=str))
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*SHARED, structlog.stdlib.ExtraAdder()],
                "processors": last,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": QUIET,
    }


def configure() -> None:
    """Let structlog's own events leave by the same door as those of Python's logging."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            *SHARED[1:],
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
