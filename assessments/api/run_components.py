"""What assessments, jobs, measures and reports look like in the OpenAPI document."""

from typing import Any

from assessments.api.words import words
from assessments.choices import (
    AssessmentState,
    JobKind,
    JobState,
    MeasureState,
    ReportState,
    SubjectKind,
)

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
KEY: Schema = {"type": "string", "format": "uuid"}
MAYBE_KEY: Schema = {"type": ["string", "null"], "format": "uuid"}
TIME: Schema = {"type": "string", "format": "date-time"}
MAYBE_TIME: Schema = {"type": ["string", "null"], "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}
NUMBER: Schema = {"type": ["number", "null"]}
TEXTS: Schema = {"type": "array", "items": TEXT}


def exactly(properties: dict[str, Schema]) -> Schema:
    """Return an object that has all of these."""
    return {"type": "object", "required": list(properties), "properties": properties}


def at_most(properties: dict[str, Schema], *required: str) -> Schema:
    """Return an object that may have these and no others."""
    found = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "required": list(required)} if required else found


def one_of(choices: Any) -> Schema:
    """Return one word of a list."""
    return {"type": "string", "enum": words(choices)}


NOTE: Schema = {"type": "string", "maxLength": 10_000}
COMPONENTS: dict[str, Schema] = {
    "Assessment": exactly(
        {
            "id": KEY,
            "state": one_of(AssessmentState),
            "as_of": DAY,
            "method_version": TEXT,
            "seed": {"type": "integer"},
            "input_sha256": TEXT,
            "result_sha256": {**TEXT, "description": "Empty until it is computed."},
            "positions": {**TEXTS, "description": "function/supplier, as reports name them."},
            "created_at": TIME,
            "created_by": MAYBE_TEXT,
            "reviewed_at": MAYBE_TIME,
            "reviewed_by": MAYBE_TEXT,
            "approved_at": MAYBE_TIME,
            "approved_by": MAYBE_TEXT,
            "note": TEXT,
            "job": MAYBE_KEY,
        }
    ),
    "AssessmentNew": at_most(
        {
            "as_of": {
                "type": ["string", "null"],
                "format": "date",
                "description": "The register at this day; left out: its own day.",
            },
            "seed": {"type": ["integer", "null"], "minimum": 0, "maximum": 2**31 - 1},
        }
    ),
    "Note": at_most({"note": {**NOTE, "type": ["string", "null"]}}),
    "NoteNeeded": at_most({"note": {**NOTE, "minLength": 1}}, "note"),
    "Nothing": at_most({}),
    "Job": exactly(
        {
            "id": KEY,
            "kind": one_of(JobKind),
            "state": one_of(JobState),
            "stage": {**TEXT, "description": "snapshot, score, store, publish, or a report's."},
            "percent": {"type": "integer", "minimum": 0, "maximum": 100},
            "message": {**TEXT, "description": "What a person should know."},
            "subject": {**KEY, "description": "The assessment or report that it makes."},
            "requested_at": TIME,
            "requested_by": MAYBE_TEXT,
        }
    ),
    "Measure": exactly(
        {
            "code": TEXT,
            "subject_kind": one_of(SubjectKind),
            "subject": TEXT,
            "state": one_of(MeasureState),
            **dict.fromkeys(
                ["value", "p5", "p10", "p50", "p80", "p90", "p95", "lower", "upper", "quality"],
                NUMBER,
            ),
            **dict.fromkeys(["unit", "currency", "text", "formula", "rule"], TEXT),
            "inputs": {"type": "array", "items": {}},
            "missing": {"type": "array", "items": {}},
            "flags": {"type": "array", "items": {}},
        }
    ),
    "MeasureCode": exactly({"code": TEXT, "title": TEXT, "unit": TEXT}),
    "Report": exactly(
        {
            "id": KEY,
            "assessment": KEY,
            "position": TEXT,
            "state": one_of(ReportState),
            "is_draft": {"type": "boolean"},
            "pages": {"type": ["integer", "null"]},
            "sha256": TEXT,
            "file": {**MAYBE_TEXT, "description": "Where its PDF is, once it is made."},
            "job": MAYBE_KEY,
        }
    ),
    "ReportNew": at_most(
        {
            "assessment": KEY,
            "position": {**NOTE, "description": "function/supplier", "minLength": 1},
        },
        "assessment",
        "position",
    ),
}
