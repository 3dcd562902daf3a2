"""What single rows need, and what excludes each other in them."""

from collections.abc import Iterator

from assessments.casefile.document import FORMAT_VERSION, CaseDocument, Defaults, Disruption
from assessments.casefile.document.head import LONGEST_CASE, LONGEST_NAME
from assessments.casefile.problems import Finding
from assessments.casefile.scalars import plain
from assessments.casefile.words import Basis, ExitPlanNeed, Grade
from assessments.scoring.errors import ScoringError
from assessments.scoring.parameters import Parameters


def head_findings(document: CaseDocument, defaults: Defaults | None) -> Iterator[Finding]:
    """Yield what is wrong in the head of a file."""
    if document.lockin != FORMAT_VERSION:
        message = f"format {document.lockin} is not known here; write lockin: {FORMAT_VERSION}"
        yield Finding("lockin", message)
    own = document.organization.currency
    if own in document.fx:
        yield Finding(f"fx.{own}", f"{own} is the currency of the case; remove its rate")
    named = (
        ("organization.name", document.organization.name, LONGEST_NAME),
        ("case", document.case, LONGEST_CASE),
    )
    for path, text, longest in named:
        if len(text) > longest:
            yield Finding(path, f"has {len(text)} characters; shorten it to {longest} or fewer")
    try:
        Parameters().with_policy(document.policy.parameters)
    except ScoringError as error:
        yield Finding("policy.parameters", str(error))
    if defaults is None:
        return
    if defaults.grade is not Grade.E:
        message = f"a bare number has grade E, not {defaults.grade}; write grade: E"
        yield Finding("defaults.grade", message)
    if defaults.basis is Basis.PUBLIC:
        message = "a bare number has no source, so it is not public; write basis: assumption"
        yield Finding("defaults.basis", message)


def findings(document: CaseDocument) -> Iterator[Finding]:
    """Yield rows that say too little or contradict themselves."""
    yield from _ties(document)
    yield from _alternatives(document)
    yield from _exit_plans(document)
    yield from _rivals(document)
    for key, event in document.disruptions.items():
        yield from _disruption(f"disruptions.{key}", event)
    yield from _mitigations(document)
    yield from _positions(document)
    yield from _cost_lines(document)


def _ties(document: CaseDocument) -> Iterator[Finding]:
    for key, tie in document.ties.items():
        if not tie.holder and not tie.target:
            yield Finding(f"ties.{key}", "ties us to ourselves; write holder: or target:")
        elif tie.holder == tie.target:
            message = f"{tie.holder} is holder and target; write two parties"
            yield Finding(f"ties.{key}.target", message)


def _alternatives(document: CaseDocument) -> Iterator[Finding]:
    for key, item in document.alternatives.items():
        path = f"alternatives.{key}"
        if item.offerings and item.capacity_share.is_present:
            message = "stands beside offerings; remove it and give each offering its share"
            yield Finding(f"{path}.capacity_share", message)
        if item.cost_lines and item.one_off.is_present:
            message = "stands beside cost_lines; remove it or the lines"
            yield Finding(f"{path}.one_off", message)


def _exit_plans(document: CaseDocument) -> Iterator[Finding]:
    for key, plan in document.exit_plans.items():
        median, p80 = plan.overrun_median.likely, plan.overrun_p80.likely
        if median is not None and p80 is not None and p80 <= median:
            message = (
                f"overrun_p80 {plain(p80)} is not above overrun_median {plain(median)}; "
                f"write more than {plain(median)}"
            )
            yield Finding(f"exit_plans.{key}.overrun_p80", message)


def _rivals(document: CaseDocument) -> Iterator[Finding]:
    for key, market in document.markets.rows.items():
        for supplier in market.rivals:
            parent = getattr(document.suppliers.get(supplier), "parent", "")
            if parent:
                message = f"{supplier} belongs to {parent}, and groups are rivals; write {parent}"
                yield Finding(f"markets.{key}.rivals.{supplier}", message)


def _disruption(path: str, event: Disruption) -> Iterator[Finding]:
    if not event.stops and not event.country:
        message = "stops nothing; write stops: [offering] or country:"
        yield Finding(path, message, is_incomplete=True)
    if event.stops and event.country:
        yield Finding(f"{path}.country", "has stops and country; remove one of them")
    yield from _frequency(path, event)
    p50, p90 = event.months.p50.likely, event.months.p90.likely
    if p50 is not None and p50 <= 0:
        yield Finding(f"{path}.months.p50", f"p50 is {plain(p50)}; write a duration above 0")
    elif p50 is not None and p90 is not None and p90 < p50:
        message = f"p90 {plain(p90)} is below p50 {plain(p50)}; write at least {plain(p50)}"
        yield Finding(f"{path}.months.p90", message)
    if p50 is None and p90 is not None:
        yield Finding(f"{path}.months.p90", "p90 without p50; write p50:")
    if event.months.pert.is_present and (p50 is not None or p90 is not None):
        yield Finding(f"{path}.months", "has p50 and a range; write {p50, p90} or a range")


def _frequency(path: str, event: Disruption) -> Iterator[Finding]:
    events, years = event.events.likely, event.years.likely
    if (events is None) != (years is None):
        missing = "events" if events is None else "years"
        yield Finding(path, f"events and years go together; write {missing}:")
    elif years is not None and years <= 0:
        yield Finding(f"{path}.years", "no years, no rate; write the years that were watched")
    if event.per_year.likely is not None and events is not None:
        yield Finding(f"{path}.per_year", "stands beside events and years; remove one of them")


def _mitigations(document: CaseDocument) -> Iterator[Finding]:
    for key, item in document.mitigations.items():
        path = f"mitigations.{key}"
        for other in sorted({*item.requires, *item.excludes} & {key}):
            yield Finding(path, f"{other} requires or excludes itself; remove it there")
        for other in sorted(set(item.requires) & set(item.excludes)):
            message = f"{other} is required and excluded; keep one of them"
            yield Finding(f"{path}.excludes", message)
        for i, change in enumerate(item.changes):
            if sum(v is not None for v in (change.value, change.date, change.factor)) != 1:
                yield Finding(f"{path}.changes.{i}", "write one of value:, date: and factor:")


def _positions(document: CaseDocument) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for key, item in document.positions.items():
        path, pair = f"positions.{key}", (item.function, item.supplier)
        if pair in seen:
            message = f"is {seen[pair]} again; keep one row for {item.function} and {item.supplier}"
            yield Finding(path, message)
        seen.setdefault(pair, key)
        if getattr(document.suppliers.get(item.supplier), "is_internal", False):
            message = f"{item.supplier} is internal and has no position; write an outside supplier"
            yield Finding(f"{path}.supplier", message)
        if item.function in document.functions and item.supplier in document.suppliers:
            yield from _bought(document, path, item.function, item.supplier)
        is_waived = item.exit_plan is ExitPlanNeed.NOT_REQUIRED
        if is_waived and item.approved is None:
            yield Finding(f"{path}.exit_plan", "not-required needs approved: {by: …, at: …}")
        if item.approved is not None and not is_waived:
            message = "approves no waiver; write exit_plan: not-required or remove it"
            yield Finding(f"{path}.approved", message)


def _bought(document: CaseDocument, path: str, function: str, supplier: str) -> Iterator[Finding]:
    """Yield a position on a supplier that the function does not buy from."""
    makers = {
        document.offerings[dependency.offering].supplier
        for gate in document.functions[function].gates.values()
        for dependency in gate.dependencies.values()
        if dependency.offering in document.offerings
    }
    is_told = all(makers)  # an offering without a supplier is a problem of its own
    if is_told and supplier not in makers and not document.suppliers[supplier].is_internal:
        known = ", ".join(sorted(makers)) or "nobody"
        message = f"{function} does not buy from {supplier}; write one of {known}"
        yield Finding(f"{path}.supplier", message, is_incomplete=True)


def _cost_lines(document: CaseDocument) -> Iterator[Finding]:
    """Yield drivers that the component's formula does not know, or lacks (§2.2)."""
    from assessments.scoring.cost_drivers import driver_names  # with NumPy, when a case is checked

    for key, alternative in document.alternatives.items():
        for component, line in alternative.cost_lines.items():
            names = driver_names(component)
            path = f"alternatives.{key}.cost_lines.{component}.drivers"
            for name in line.drivers:
                if name not in names:
                    known = ", ".join(names) or "amount: instead, it has no formula"
                    yield Finding(f"{path}.{name}", f"is no driver of {component}; write {known}")
            lacking = [name for name in names if name not in line.drivers]
            if line.drivers and lacking and not line.amount.is_present:
                yield Finding(path, f"lacks {', '.join(lacking)}; write them or an amount")
