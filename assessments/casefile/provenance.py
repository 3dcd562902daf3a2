"""What proves a figure or a row when the file says only part of it (G1).

One function reads (``Context.resolve``), one writes (``Context.written``): what the second leaves
out, the first puts back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from assessments.casefile.dates import PartialDate
from assessments.casefile.document import Source
from assessments.casefile.words import Basis, Grade, State


@dataclass(frozen=True, slots=True)
class Provenance:
    """Source, basis, grade and date of last verification; None where nothing is said."""

    source: str = ""
    basis: Basis | None = None
    grade: Grade | None = None
    as_of: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the head of a case says about every figure in it."""

    as_of: PartialDate | None = None
    currency: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)
    basis: Basis = Basis.ASSUMPTION
    is_strict: bool = False

    def resolve(self, said: Provenance, row: Provenance | None = None) -> Provenance:
        """Return full provenance: what is said, else the source's, else the row's, else defaults.

        A row's provenance reaches only a figure that names neither source nor basis.
        """
        base = self._base(said, row)
        basis = said.basis or base.basis
        grade = Grade.E if basis is Basis.ASSUMPTION else base.grade
        return Provenance(base.source, basis, said.grade or grade, said.as_of or base.as_of)

    def _base(self, said: Provenance, row: Provenance | None) -> Provenance:
        if said.source:
            source = self.sources.get(said.source, Source())
            return Provenance(said.source, Basis.PUBLIC, source.grade, self._seen(source))
        if row is not None and said.basis is None:
            return row
        return Provenance("", self.basis, Grade.E, self.as_of)

    def _seen(self, source: Source) -> PartialDate | None:
        try:
            date = PartialDate.parse(source.date)
        except ValueError:
            return self.as_of
        return date if date.month else self.as_of

    def written(self, full: Provenance, row: Provenance | None = None) -> Provenance:
        """Return the least that must be said so that ``resolve`` gives this provenance."""
        for source, basis in product(("", full.source), (None, full.basis)):
            base = self.resolve(Provenance(source, basis), row)
            if (base.source, base.basis) == (full.source, full.basis):
                return Provenance(
                    source,
                    basis,
                    None if base.grade == full.grade else full.grade,
                    None if base.as_of == full.as_of else full.as_of,
                )
        return full


def state_of(grade: Grade | None, *, has_range: bool) -> State:
    """Return the state of a value whose state is not said: only a single A or B value is known."""
    is_known = grade in (Grade.A, Grade.B) and not has_range
    return State.KNOWN if is_known else State.ESTIMATED
