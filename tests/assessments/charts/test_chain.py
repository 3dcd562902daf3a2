"""The picture of a chain: boxes apart, lines told from each other, few crossings."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.chart_inputs import (
    Chain,
    ChainLink,
)
from assessments.charts import draw, size
from assessments.charts.chain_layout import laid_out
from assessments.charts.layers import crossings, layered, settled
from assessments.charts.theme import ACCENT, WIDTH
from tests.reports.example_charts import (
    CHAIN,
    CROWDED_CHAIN,
)


def test_the_scored_supplier_is_the_only_red_box_and_a_single_point_the_only_heavy_one():
    boxes = [s for s in draw(CHAIN).layout.shapes if s.type == "rect"]

    assert sum(s.fillcolor == ACCENT for s in boxes) == 1
    assert sum(s.line.width == 2.4 for s in boxes) == 2  # the node and its sample in the key


def test_a_rival_is_called_one():
    texts = [note.text for note in draw(CHAIN).layout.annotations]

    assert [text for text in texts if "(rival)" in text] == [
        "Samsung Display<br>OLED panels<br>(rival)"
    ]


def test_the_style_of_a_line_says_what_stops():
    dashes = {s.line.dash for s in draw(CHAIN).layout.shapes if s.type == "path" and s.line.width}

    assert len(dashes) == 3
    names = [note.text for note in draw(CHAIN).layout.annotations]
    assert {"needs to run", "needs to grow", "only pays"} <= set(names)


@pytest.mark.parametrize("chart", [CHAIN, CROWDED_CHAIN])
def test_boxes_stand_apart_and_every_line_keeps_its_label(chart):
    picture = laid_out(chart)

    assert picture.n_lost == 0
    for a, b in combinations(picture.boxes, 2):
        assert a.right < b.left or b.right < a.left or a.bottom < b.top or b.bottom < a.top


def test_a_link_to_nowhere_or_to_itself_is_not_drawn():
    stray = (ChainLink("apple", "nobody", "", "operate"), ChainLink("apple", "apple", "", "money"))

    assert laid_out(replace(CHAIN, links=CHAIN.links + stray)).links == CHAIN.links


def test_a_chain_of_nobody_is_an_empty_picture():
    assert size(draw(Chain((), ()))) == (WIDTH, 34)


def test_nodes_are_ordered_so_that_lines_need_not_cross():
    columns = {"us": 0, "a": 1, "b": 1, "c": 1, "x": 2, "y": 2, "z": 2}
    links = [("us", "a"), ("us", "b"), ("us", "c"), ("a", "z"), ("b", "y"), ("c", "x")]

    assert crossings(layered(columns, links)) == 0


graphs = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(graphs)
def test_nodes_and_waypoints_of_a_column_never_touch(pairs):
    columns = {f"n{i}": i // 3 for i in range(12)}
    layers = layered(columns, [(f"n{a}", f"n{b}") for a, b in pairs if a != b])
    heights = {name: 20.0 for column in layers.columns for name in column}

    middles = settled(layers, heights, 10.0)

    for column in layers.columns:
        for above, below in pairwise(column):
            assert middles[below] - middles[above] >= 30 - 1e-6
