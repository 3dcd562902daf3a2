"""Numbers on a page that lead to what they are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from assessments.models import Assessment, Source
from assessments.models import Measure as Row
from assessments.scoring.results import Measure
from assessments.templatetags.numbers import measured, spread
from assessments.titles import title_of
from reports.content.linking import Numbers
from reports.content.parts import Exhibit, Point, Section, Table


@dataclass(frozen=True, slots=True)
class Piece:
    """Text, and where it leads if it is a number."""

    text: str
    url: str = ""
    title: str = ""
    is_row: bool = False  # it leads to a row of the register instead


Text = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """One line of the list of numbers behind a part of the page."""

    title: str
    value: str
    range: str
    url: str
    is_known: bool


def drawer_url(assessment: Assessment, code: str, kind: str, subject: str) -> str:
    """Return where a measure is taken apart."""
    page = reverse("measure-drawer", args=[assessment.organization.slug, assessment.pk, code])
    return f"{page}?{urlencode({'of': kind.lower(), 'subject': subject})}"


def source_urls(assessment: Assessment, keys: Iterable[str]) -> dict[str, str]:
    """Return where those sources are that the register still has, by their ids."""
    slug = assessment.organization.slug
    rows = Source.objects.for_organization(assessment.organization_id)
    found = rows.filter(external_id__in=set(keys)).values_list("external_id", flat=True)
    return {key: reverse("register-detail", args=[slug, "sources", key]) for key in found}


class Linked:
    """Makes the texts of one part of a page, from the measures that it was told from."""

    def __init__(self, assessment: Assessment, measures: Iterable[Measure]) -> None:
        self.assessment = assessment
        self.measures = tuple(measures)
        self._numbers = Numbers(self.measures)

    def __call__(self, text: str) -> Text:
        """Return a text in pieces."""
        return tuple(
            Piece(piece.text)
            if piece.measure is None
            else Piece(piece.text, self.url(piece.measure), title_of(piece.measure.code))
            for piece in self._numbers.pieces(text)
        )

    def url(self, measure: Measure) -> str:
        """Return where a measure is taken apart."""
        kind = measure.subject_kind.name
        return drawer_url(self.assessment, measure.code, kind, measure.subject)

    def points(self, points: Iterable[Point]) -> list[dict[str, Text]]:
        """Return claims with what carries them."""
        return [{"claim": self(item.claim), "sentence": self(item.sentence)} for item in points]

    def section(self, section: Section) -> dict[str, Any]:
        """Return a chapter."""
        return {
            "key": section.key,
            "heading": section.heading,
            "paragraphs": [self(text) for text in section.paragraphs],
            "points": self.points(section.points),
            "exhibits": [self.exhibit(item) for item in section.exhibits],
        }

    def exhibit(self, exhibit: Exhibit) -> dict[str, Any]:
        """Return an exhibit with its table."""
        return {
            "key": exhibit.key,
            "title": self(exhibit.title),
            "unit": exhibit.unit,
            "alt": exhibit.alt,
            "source": exhibit.source,
            "note": exhibit.note,
            "is_drawn": exhibit.chart is not None,
            "table": self.table(exhibit.data),
        }

    def table(self, table: Table) -> dict[str, Any]:
        """Return a table; the first cell of each row names it."""
        return {
            "columns": table.columns,
            "rows": [
                {
                    "is_accent": index == table.accent_row,
                    "cells": [
                        (column, self(cell))
                        for column, cell in zip(table.columns, row, strict=True)
                    ],
                }
                for index, row in enumerate(table.rows)
            ],
        }

    def behind(self, rows: dict[tuple[str, str], Row]) -> list[Behind]:
        """Return every number that the part rests on, also those that no sentence prints."""
        return [
            Behind(
                title_of(measure.code),
                measured(row),
                spread(row),
                self.url(measure),
                row.value is not None,
            )
            for measure in self.measures
            if (row := rows.get((measure.code, measure.subject)))
        ]
