"""What a function still gets when the nodes behind it deliver less."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.delivery import FunctionGate, function_delivery, loss_degree
from assessments.scoring.errors import ScoringError
from assessments.scoring.failure import Gate, delivered

capacities = st.lists(st.floats(0.01, 1), min_size=2, max_size=5)


def _phi(capacity: dict[str, float], need: float, *down: str) -> float:
    gate = FunctionGate(1, tuple(capacity), tuple(capacity.values()), need)
    phi = function_delivery([gate], {name: float(name not in down) for name in capacity})
    assert phi is not None
    return phi


def test_a_second_source_that_is_too_small_leaves_a_loss(oracle: Any) -> None:
    case = oracle("C14")
    capacity, need = case.inputs["surge_capacity"], case.inputs["need"]
    whole = _phi(capacity, need)

    found = {
        "phi_all_up": whole,
        "loss_if_SDC_down": loss_degree(_phi(capacity, need, "SDC"), whole),
        "loss_if_LGD_down": loss_degree(_phi(capacity, need, "LGD"), whole),
        "loss_if_BOE_down": loss_degree(_phi(capacity, need, "BOE"), whole),
        "loss_if_SDC_and_BOE_down": loss_degree(_phi(capacity, need, "SDC", "BOE"), whole),
    }

    case.check(found, case.expected)


def test_a_loss_is_relative_to_what_is_delivered_today(oracle: Any) -> None:
    case = oracle("G07")
    capacity, need = case.inputs["surge_capacity"], case.inputs["need"]
    whole = _phi(capacity, need)

    found = {
        "phi_all_up": whole,
        "loss_if_s1_down": loss_degree(_phi(capacity, need, "s1"), whole),
        "loss_if_s2_down": loss_degree(_phi(capacity, need, "s2"), whole),
        "short_today": whole < 1,
    }

    case.check(found, case.expected)


def test_capacities_act_at_function_gates_that_are_not_all_of(oracle: Any) -> None:
    case = oracle("G08")

    phis = []
    for row in case.inputs["cases"]:
        names = tuple("abc"[: len(row["v"])])
        capacity = tuple(row["cap"]) if "cap" in row else None
        gate = FunctionGate(row["k"], names, capacity, row.get("need", 1.0))
        phis.append(function_delivery([gate], dict(zip(names, row["v"], strict=True))))

    case.check(phis, case.expected["phi"])


def test_all_gates_of_a_function_must_be_met(oracle: Any) -> None:
    case = oracle("G08")

    least = []
    for shares in case.inputs["min_over_gates"]:
        v = {f"n{i}": min(share, 1.0) for i, share in enumerate(shares)}
        least.append(function_delivery([FunctionGate(1, (node,)) for node in v], v))

    case.check(least, case.expected["min_over_gates"])


def test_a_function_without_dependency_has_no_delivery() -> None:
    assert function_delivery([], {}) is None


def test_a_sole_source_is_read_through_its_capacity() -> None:
    assert function_delivery([FunctionGate(1, ("a",), (0.6,))], {"a": 1.0}) == 0.6


def test_an_all_of_gate_ignores_capacities() -> None:
    gate = FunctionGate(2, ("a", "b"), (0.1, 0.1))

    assert function_delivery([gate], {"a": 0.9, "b": 1.0}) == 0.9


def test_a_money_link_delivers_in_full() -> None:
    assert function_delivery([FunctionGate(0, ("a",), (0.5,))], {"a": 0.0}) == 1.0


def test_a_circle_upstream_with_capacities_cannot_starve_itself() -> None:
    v = delivered({"a": (Gate(1, ("b",)),), "b": (Gate(1, ("a",)),)}, {})

    assert function_delivery([FunctionGate(1, ("a", "b"), (0.6, 0.6))], v) == 1.0


def test_needing_more_than_all_capacities_is_short_today() -> None:
    assert _phi({"a": 0.5, "b": 0.3}, 1.6) == pytest.approx(0.5)


@given(capacities, st.floats(0, 1), st.floats(0.1, 2))
@settings(deadline=None, derandomize=True, max_examples=100)
def test_a_further_alternative_never_raises_the_loss(
    caps: list[float], extra: float, need: float
) -> None:
    before = {f"s{i}": cap for i, cap in enumerate(caps)}
    after = {**before, "new": extra}

    losses = [loss_degree(_phi(c, need, "s0"), _phi(c, need)) for c in (before, after)]

    assert losses[1] <= losses[0] + 1e-12


@given(capacities, st.floats(0, 1))
@settings(deadline=None, derandomize=True, max_examples=100)
def test_a_further_need_never_raises_the_delivery(caps: list[float], share: float) -> None:
    gate = FunctionGate(1, tuple(f"s{i}" for i in range(len(caps))), tuple(caps))
    v = {**dict.fromkeys(gate.members, 1.0), "new": share}

    alone = function_delivery([gate], v)
    joint = function_delivery([gate, FunctionGate(1, ("new",))], v)

    assert joint == min(alone or 0.0, share)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: FunctionGate(3, ("a", "b")), "gate of a, b: k = 3 of 2 members; give 0 to as"),
        (lambda: FunctionGate(1, ("a",), need=0.0), r"gate of a: need is 0\.0; give a share above"),
        (lambda: FunctionGate(1, ("a", "b"), (0.5,)), "gate of a, b: give one capacity per member"),
        (lambda: FunctionGate(1, ("a",), (-0.5,)), "gate of a: give one capacity per member, 0 or"),
    ],
)
def test_a_gate_that_makes_no_sense_is_rejected(make: Any, message: str) -> None:
    with pytest.raises(ScoringError, match=message):
        make()


def test_a_member_without_delivered_share_is_named() -> None:
    with pytest.raises(ScoringError, match="b has no delivered share; add it to the graph"):
        function_delivery([FunctionGate(1, ("a", "b"))], {"a": 1.0})


def test_a_function_that_gets_nothing_today_has_no_loss_degree() -> None:
    with pytest.raises(ScoringError, match="delivers nothing even with every supplier up; check"):
        loss_degree(0.0, 0.0)


@pytest.mark.parametrize("phi_down", [-0.1, 0.9, float("nan")])
def test_a_failure_never_adds_delivery(phi_down: float) -> None:
    with pytest.raises(ScoringError, match=r"with a supplier down against 0\.8 with all up; give"):
        loss_degree(phi_down, 0.8)
