"""Components of the OpenAPI document: the nouns by their declarations, results, problems."""

from typing import Any

from assessments.api.described import PROBLEM as PROBLEM_TYPE
from assessments.api.run_components import COMPONENTS
from assessments.casefile.exchange_schema import components as noun_components
from assessments.register.rows import NOUNS
from assessments.register.top import Head
from assessments.scoring.codes import codes

Schema = dict[str, Any]

STRING, NUMBER = {"type": "string"}, {"type": ["number", "null"]}
TIME = {"type": "string", "format": "date-time"}
VERSION = {"type": "integer", "minimum": 1}
ADDRESS = {
    "type": "object",
    "required": ["noun", "external_id"],
    "properties": {"noun": STRING, "external_id": STRING, "field": STRING},
}
PROBLEM: Schema = {
    "description": "Why there is no other answer (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance", "request_id", "errors"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:lockin:problem:invalid"]},
        "title": STRING,
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What happened, and what to do."},
        "instance": {"type": "string", "description": "The address that was asked for."},
        "request_id": {"type": "string", "description": "Under which our log has it."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "message"],
                "properties": {
                    "path": {
                        "type": "string",
                        "description": "The field, such as locations.KR; empty: the whole body.",
                    },
                    "message": STRING,
                },
            },
        },
        "version": {"type": ["integer", "null"], "description": "With 412: the version now."},
        "missing_rates": {
            "type": "object",
            "additionalProperties": {
                "type": ["object", "null"],
                "properties": {"rate": STRING, "rate_date": STRING, "source": STRING},
            },
            "description": "By currency, the rate of the ECB to add to fx of the head; null: none.",
        },
        "goes": {"type": "array", "items": ADDRESS},
        "loses": {"type": "array", "items": ADDRESS},
    },
    "examples": [
        {
            "type": "urn:lockin:problem:invalid",
            "title": "Bad Request",
            "status": 400,
            "detail": "One field has to be mended.",
            "instance": "/api/v1/organizations/apple/suppliers/by-external-id/sdc",
            "request_id": "5a3c…",
            "errors": [{"path": "contry", "message": "unknown key; write country"}],
        }
    ],
}
EXAMPLES: dict[str, Schema] = {
    "SupplierWrite": {"name": "Samsung Display", "country": "KR", "locations": {"KR": 0.6}},
    "OfferingWrite": {"supplier": "sdc", "name": "OLED panels", "layer": "component"},
    "FunctionWrite": {"name": "iPhone", "criticality": "critical", "buffer_months": [1, 1.5, 2]},
}


def add_components(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """Add to a document what no serializer describes."""
    types = [noun.type for noun in NOUNS.values()]
    found = noun_components([*types, Head])
    for noun in types:
        found |= _row_components(noun.__name__, found)
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    code = {"type": "string", "enum": sorted(codes())}
    schemas |= {**found, **COMPONENTS, "Code": code, "Problem": PROBLEM}
    _share_problems(result)
    return result


def _share_problems(result: Schema) -> None:
    """Say once what each problem is: hundreds of operations answer with the same ones."""
    shared: Schema = result["components"].setdefault("responses", {})
    for operations in result["paths"].values():
        for operation in operations.values():
            for code, response in operation["responses"].items():
                if PROBLEM_TYPE in response.get("content", {}):
                    shared[f"Problem{code}"] = response
                    operation["responses"][code] = {"$ref": f"#/components/responses/Problem{code}"}


def _row_components(name: str, found: dict[str, Schema]) -> dict[str, Schema]:
    """Return a noun with what we keep of its row, and what may be written to it."""
    row = {"external_id": STRING, "version": VERSION, "updated_at": TIME}
    going, coming = found[name], found[f"{name}Body"]
    # Taken back as they were fetched, so that a row can be sent as it came.
    kept = {
        "external_id": STRING,
        "version": {"type": ["integer", "null"], "minimum": 1, "maximum": 2**31 - 1},
        "updated_at": {},
    }
    written = {**coming, "properties": {**kept, **coming["properties"]}}
    written |= {"examples": [EXAMPLES[f"{name}Write"]]} if f"{name}Write" in EXAMPLES else {}
    required = ["external_id", *coming.get("required", [])]
    return {
        name: {
            **going,
            "required": [*row, *going["required"]],
            "properties": {**row, **going["properties"]},
        },
        f"{name}Write": written,
        f"{name}New": {**written, "required": required} if name != "Observation" else written,
    }
