"""One organization's register as one case document."""

from datetime import date

from assessments import models
from assessments.author import Author
from assessments.casefile import select
from assessments.casefile.document import CaseDocument
from assessments.register import head, store
from assessments.register.records import document_of, records_of


def dump_document(organization: models.Organization) -> CaseDocument:
    """Return everything the register says, of all dates."""
    stored = store.read(organization)
    return document_of(stored.records, head.read(organization, stored.source_ids))


def document_at(organization: models.Organization, as_of: date | None = None) -> CaseDocument:
    """Return what is in force at a date, the register's own if none is said."""
    document = dump_document(organization)
    return select.at(document, as_of) if as_of else select.in_force(document)


def write_document(document: CaseDocument, author: Author) -> dict[str, dict[str, int]]:
    """Make the register say what a document says; return what that changed, table by table."""
    changes = store.write(records_of(document), author)
    sources = models.Source.objects.for_organization(author.organization)
    source_ids = dict(sources.values_list("pk", "external_id"))
    changed = head.write(document, author, source_ids)
    return {
        "created": dict(changes.created),
        "changed": {**changes.changed, **dict.fromkeys(changed, 1)},
        "removed": dict(changes.removed),
    }
