"""An offering relies on an offering, in money and in running."""

from django.db import models

from assessments.choices import LinkKind
from assessments.models.base import Row
from assessments.models.fields import (
    PartialDateField,
    figure,
    owner,
    reference,
    words,
    words_are_listed,
)


class UpstreamLink(Row):
    gate = owner("Gate", "links")
    offering = reference("Offering", "links_up", required=True)
    kind = words(LinkKind, "")
    cost_share = figure()
    gross_margin_share = figure()
    since = PartialDateField()
    until = PartialDateField()

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            words_are_listed(kind=LinkKind),
            models.UniqueConstraint(
                fields=["gate", "offering", "since"],
                name="upstreamlink_once",
                violation_error_message="This member is in the gate already.",
            ),
        ]
