"""A number taken apart: its formula, the values put into it, and who said each of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.casefile.document import CaseDocument, Source
from assessments.casefile.figure import UNKNOWN, Figure
from assessments.casefile.figures import walk_figures
from assessments.models import Assessment, Measure, User
from assessments.models import Figure as FigureRow
from assessments.queries import figures
from assessments.queries.figures import Place
from assessments.queries.formulas import Formula, formula_of
from assessments.scoring.codes import Code, codes


@dataclass(frozen=True, slots=True)
class Part:
    """A symbol of a formula and the measure that it is; None: the assessment has none."""

    symbol: str
    code: str
    measure: Measure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A figure as the snapshot holds it, and where the register of today has it."""

    address: str
    figure: Figure
    place: Place
    source: Source | None
    today: Place | None
    entered_at: datetime | None = None
    entered_by: User | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawer:
    """Everything that stands behind one number."""

    measure: Measure
    definition: Code | None
    formula: Formula
    parts: tuple[Part, ...]
    inputs: tuple[Input, ...]
    missing: tuple[Input, ...]


def drawer_of(assessment: Assessment, measure: Measure, document: CaseDocument) -> Drawer:
    """Return what stands behind a measure; the number of queries does not grow with its inputs."""
    formula = formula_of(measure.code)
    found = inputs_of(assessment, document, [*measure.inputs, *measure.missing])
    by_address = {item.address: item for item in found}
    return Drawer(
        measure=measure,
        definition=codes().get(measure.code),
        formula=formula,
        parts=_parts(assessment, measure, formula),
        inputs=tuple(by_address[a] for a in measure.inputs if a in by_address),
        missing=tuple(by_address[a] for a in measure.missing if a in by_address),
    )


def _parts(assessment: Assessment, measure: Measure, formula: Formula) -> tuple[Part, ...]:
    if not formula.parts:
        return ()
    rows = Measure.objects.for_organization(assessment.organization_id)
    same = {"assessment": assessment, "subject_kind": measure.subject_kind}
    found = {
        row.code: row
        for row in rows.filter(**same, subject=measure.subject, code__in=formula.parts.values())
    }
    return tuple(Part(symbol, code, found.get(code)) for symbol, code in formula.parts.items())


def inputs_of(
    assessment: Assessment, document: CaseDocument, addresses: Sequence[str] | None = None
) -> list[Input]:
    """Return the figures at some addresses, or all, with source, author and today's place."""
    held = dict(walk_figures(document))
    places = _places(held if addresses is None else addresses)
    today = figures.in_register(assessment.organization, document, places.values())
    entered = _entered(assessment, places.values())
    return [
        Input(
            address=address,
            figure=held.get(address, UNKNOWN),
            place=place,
            source=document.sources.get(held.get(address, UNKNOWN).source),
            today=today.get(place),
            **entered.get((place.table, place.row, place.column), {}),
        )
        for address, place in places.items()
    ]


def _places(addresses: Iterable[str]) -> dict[str, Place]:
    """Return the place of each address; names such as ``alternatives.x`` are rows, not figures."""
    places = {}
    for address in addresses:
        try:
            places[address] = figures.place_of(address)
        except KeyError:
            continue
    return places


def _entered(
    assessment: Assessment, places: Iterable[Place]
) -> Mapping[tuple[str, str, str], dict[str, Any]]:
    """Return who entered each figure and when, as it stood when the assessment was made."""
    rows = FigureRow.objects.for_organization(assessment.organization_id).filter(
        external_id__in={place.row for place in places},
        created_at__lte=assessment.snapshot.created_at,
    )
    return {
        (row.noun, row.external_id, row.field): {
            "entered_at": row.created_at,
            "entered_by": row.created_by,
        }
        for row in rows.select_related("created_by").order_by("created_at")
    }
