"""Words that fit their room and are printed letter by letter; round numbers on axes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.charts.labels import block, clean, escape, width_of
from assessments.charts.scales import MONEY, MONTHS, axis, step
from assessments.charts.stacks import spread


def test_a_label_is_wrapped_at_words_and_ends_in_dots_where_it_goes_on():
    wrapped = block("one two three four five six seven", 10, within=50, lines=2)

    assert wrapped.lines == ("one two", "three…")
    assert all(width_of(line, 10) <= 50 for line in wrapped.lines)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.text(max_size=80), st.floats(20, 300))
def test_a_wrapped_label_is_never_wider_than_its_room(text, within):
    wrapped = block(text, 10, within=within)

    assert len(wrapped.lines) <= 3
    assert wrapped.width <= within + 1e-9


def test_a_no_break_space_keeps_the_mark_with_its_number():
    assert clean("25\u202f◇ \t\n months") == "25\u202f◇ months"


def test_markup_and_formulas_become_entities():
    assert escape("<b> & $x$") == "&lt;b&gt; &amp; &#36;x&#36;"


@pytest.mark.parametrize(
    ("largest", "most", "steps", "expected"),
    [(28, 6, MONTHS, 6), (12.5, 4, MONEY, 5), (0.4, 4, MONEY, 0.1), (5000, 6, MONTHS, 1000)],
)
def test_ticks_are_round_numbers(largest, most, steps, expected):
    assert step(largest, most, steps) == pytest.approx(expected)


def test_the_last_tick_names_the_unit():
    assert axis(28, suffix=" months")["ticktext"] == ["0", "6", "12", "18", "24 months"]
    assert axis(1, suffix=" months")["ticktext"] == ["0", "1 month"]


def test_labels_are_spread_in_order_and_inside():
    assert spread([5, 6, 50], [20, 20, 20], 60) == [10, 30, 50]
