"""Every field of a case document has its column, of its kind."""

from dataclasses import replace

import pytest

from assessments import models
from assessments.casefile.document import CaseDocument, Mitigation
from assessments.casefile.fields import fields_of
from assessments.casefile.shapes import (
    FigureShape,
    ListedShape,
    ListShape,
    NamedShape,
    RecordShape,
    ReferenceShape,
)
from assessments.register.records import document_of, records_of
from assessments.register.tables import ALL, BLOCKS, TABLES
from tests.assessments.register.made_cases import FILES, case

HEAD = {"lockin", "case", "organization", "as_of", "policy", "fx", "upstream"}


def columns(table, noun, prefix=""):
    """Yield each column of a noun with the shape of its field, or the child it is written as."""
    for item in fields_of(noun):
        path = f"{prefix}{item.name}"
        if isinstance(item.shape, RecordShape):
            yield from columns(table, item.shape.noun, f"{path}.")
        elif isinstance(item.shape, (ListShape, NamedShape, ListedShape)):
            yield table.children[path].table, item.shape
        else:
            yield table.columns.get(path, item.name), item.shape


NOUNS = [table for table in ALL if table.noun]


@pytest.mark.parametrize("table", NOUNS, ids=[table.name for table in NOUNS])
def test_each_field_of_a_noun_has_its_column(table):
    kinds = {column.name: column.related_model for column in table.model._meta.concrete_fields}

    for name, shape in columns(table, table.noun):
        if isinstance(shape, (ListShape, NamedShape, ListedShape)):
            assert name in TABLES
        elif isinstance(shape, FigureShape):
            assert kinds[name] is models.Figure
        else:
            assert (kinds[name] is not None) == isinstance(shape, ReferenceShape)


def test_each_block_of_a_document_is_head_or_rows():
    assert {item.name for item in fields_of(CaseDocument)} == HEAD | set(BLOCKS)


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_document_survives_as_records_alone(name):
    document = case(name)
    head = CaseDocument(
        **{key: getattr(document, key) for key in HEAD - {"upstream"}}, markets=document.markets
    )

    rebuilt = document_of(records_of(document), head)

    said = {
        key: listed for key, listed in document.upstream.items() if listed.rows or listed.is_none
    }
    assert rebuilt == replace(document, upstream=said)


def test_actions_that_need_or_rule_out_others_keep_their_order():
    names = ("b", "c", "a")
    actions = {name: Mitigation() for name in sorted(names)}
    actions["d"] = Mitigation(requires=("b", "a"), excludes=("c",))
    document = replace(case("small"), mitigations=actions)

    rebuilt = document_of(records_of(document), document)

    assert rebuilt.mitigations == actions
