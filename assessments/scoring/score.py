"""The whole line: a case in, every measure, cut, overlap and contribution out."""

from collections.abc import Iterable, Iterator

from assessments.scoring import failure, overlap, versioning
from assessments.scoring.assessment import Assessment
from assessments.scoring.case import Case, Function
from assessments.scoring.leaving import exit_world
from assessments.scoring.measures import (
    alternatives,
    composite,
    concentration,
    exits,
    exposures,
    levers,
    loss,
    margin,
    register,
    switching,
)
from assessments.scoring.parameters import DEFAULT_SEED, METHOD, Parameters
from assessments.scoring.position import Position
from assessments.scoring.registry import Definition, as_measure, of_kind, quantiles_of
from assessments.scoring.results import CutSet, Measure, Overlap, Results, SubjectKind
from assessments.scoring.supply import Supply
from assessments.scoring.world import World

LARGEST_CUT = 3
# Importing a family registers its measures.
FAMILIES = (
    alternatives,
    concentration,
    exits,
    exposures,
    levers,
    loss,
    margin,
    register,
    switching,
)


def score(case: Case, seed: int = DEFAULT_SEED) -> Results:
    """Compute everything LIM-1.1.0 says of a case without simulation.

    Parameters
    ----------
    case : Case
        One organization at one date.
    seed : int
        Seed of the draws; the same case and seed give the same results.

    Returns
    -------
    Results
        Measures sorted by code and subject.

    Raises
    ------
    ScoringError
        If the case breaks a rule that only shows in the numbers, for example a function that
        delivers nothing with every supplier running.

    References
    ----------
    Method §0–§6; G1–G35.
    """
    parameters = Parameters().with_policy(case.parameters)
    assessment = Assessment(case, parameters, seed)
    scored = [composite.score_position(position) for position in assessment.positions]
    measures = [
        *_position_measures(assessment),
        *_other_measures(assessment),
        *(measure for one in scored for measure in composite.score_measures(one)),
        *composite.rollup_measures(assessment, scored),
    ]
    return Results(
        method=METHOD,
        seed=seed,
        parameters_sha256=versioning.parameters_sha256(parameters.as_document()),
        measures=tuple(sorted(measures, key=lambda m: (m.code, m.subject_kind, m.subject))),
        cuts=tuple(_cuts(assessment)),
        overlaps=tuple(_overlaps(assessment)),
        contributions=tuple(c for one in scored for c in composite.contributions(one)),
        drivers=tuple(d for one in scored for d in composite.drivers(one)),
        positions=tuple((p.function.id, p.party.id) for p in assessment.positions),
        warnings=tuple(_warnings(assessment)),
    )


def _position_measures(assessment: Assessment) -> Iterator[Measure]:
    for position in assessment.positions:
        drawn = None
        if position.alternative is not None:
            drawn = position.at(exit_world(position, position.alternative))
        for definition in of_kind(SubjectKind.POSITION):
            yield as_measure(
                definition,
                position.id,
                definition.function(position),
                currency=assessment.case.currency,
                parameters=assessment.parameters,
                quantiles=_exit_quantiles(definition, drawn),
            )


def _exit_quantiles(definition: Definition, drawn: Position | None) -> dict[str, float]:
    """Return quantiles over the Sobol draws of the exit by a*, if the measure has any."""
    if not definition.is_drawn or drawn is None:
        return {}
    values = definition.function(drawn).value
    return {} if values is None else quantiles_of(values)


def _other_measures(assessment: Assessment) -> Iterator[Measure]:
    for kind in SubjectKind:
        if kind is SubjectKind.POSITION:
            continue
        for definition in of_kind(kind):
            for subject, traced in definition.function(assessment):
                yield as_measure(
                    definition,
                    subject,
                    traced,
                    currency=assessment.case.currency,
                    parameters=assessment.parameters,
                )


def _cuts(assessment: Assessment) -> Iterator[CutSet]:
    """Yield minimal cuts of every function to order 3: what must keep running, then growth."""
    for function in assessment.case.functions.values():
        for horizon in ("operate", "expand"):
            for members in cut_sets(assessment.supply, function, horizon):
                yield CutSet(function.id, horizon, members)


def cut_sets(supply: Supply, function: Function, horizon: str) -> list[tuple[str, ...]]:
    """Return the function's minimal cuts as blocks that fail together (§1.5, G5).

    Parameters
    ----------
    supply : Supply
        Graph of the case.
    function : Function
        What must not stop.
    horizon : str
        "operate" = links that must keep running; "expand" = all links, what limits growth too.
    """
    graph = dict(supply.operating if horizon == "operate" else supply.graph)
    target = f"function:{function.id}"
    graph[target] = tuple(
        failure.Gate(gate.k, tuple(d.offering for d in gate.dependencies))
        for gate in function.gates
        if gate.k > 0
    )
    if horizon == "expand":
        graph = failure.all_operating(graph)
    return [
        tuple(cut)
        for cut in failure.minimal_cuts(graph, target, max_order=LARGEST_CUT, blocks=supply.blocks)
    ]


def _overlaps(assessment: Assessment) -> Iterator[Overlap]:
    """Yield what the offerings of each gate share upstream, pair by pair (§1.6)."""
    supply = assessment.supply
    touch = supply.touch(World())
    pairs = {
        (first.offering, second.offering)
        for function in assessment.case.functions.values()
        for gate in function.gates
        for i, first in enumerate(gate.dependencies)
        for second in gate.dependencies[i + 1 :]
        if first.offering != second.offering
    }
    for first, second in sorted(pairs):
        names = [set(supply.upstream_of([node], operating=False)) for node in (first, second)]
        points = [_single_points(supply, node) for node in (first, second)]
        yield Overlap(
            first,
            second,
            overlap.weighted_jaccard(touch.vector(first), touch.vector(second)),
            overlap.plain_jaccard(*names),
            tuple(sorted(points[0] & points[1])),
            tuple(sorted(names[0] & names[1])),
        )


def _single_points(supply: Supply, node: str) -> set[str]:
    return set(failure.single_points(supply.operating, node))


def _warnings(assessment: Assessment) -> Iterable[str]:
    for position in assessment.positions:
        if "short today: capacities do not cover the need" in position.loss_degree.trace.flags:
            yield f"{position.gate.id}: short today, capacities do not cover the need"
