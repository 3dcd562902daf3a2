"""What is refused before anything is read: size, depth, encoding."""

import pytest

from assessments.casefile.problems import CaseFileError
from assessments.casefile.read import load
from assessments.casefile.yaml_nodes import MAX_DEPTH, MAX_NODES, Items, parse

HEAD = b"lockin: 1\ncase: big\n"
LIST = b"[" + b"0, " * 999 + b"0]"

TABLE = {
    "six-megabytes": (HEAD + b"# " + b"x" * 6_000_000, 1, "", "keep it below 5,000,000"),
    "too-many-values": (b"- " + LIST + (b"\n- " + LIST) * 200, 200, "", "split the case"),
    "200,000-brackets": (HEAD + b"case: " + b"[" * 200_000, 3, "", "remove brackets"),
    "200,000-braces": (HEAD + b"x: " + b"{a: " * 200_000, 3, "x", "remove brackets"),
    "indented-too-deep": (
        b"\n".join(b" " * depth + b"a:" for depth in range(25)), 21, "a.a", "or indentation",
    ),
    "byte-order-mark": (b"\xef\xbb\xbf" + HEAD, 1, "", "save as UTF-8 without it"),
    "utf-16": ("lockin: 1\n".encode("utf-16"), 1, "", "save the file as UTF-8"),
    "latin-1": (HEAD + "note: Zürich\n".encode("latin-1"), 3, "", "save the file as UTF-8"),
    "nul": (HEAD + b"note: a\0b\n", 3, "", "remove it"),
    "empty": (b"", 1, "", "begin with lockin: 1"),
    "comment-alone": (b"# nothing\n", 1, "", "begin with lockin: 1"),
    "lone-surrogate": (b"case: \xed\xa0\x80\n", 1, "", "save the file as UTF-8"),
    "number-of-5000-digits": (
        HEAD + b"organization: {id: a, currency: EUR}\nas_of: 2026-06-30\n"
        b"policy: {discount_rate: " + b"9" * 5000 + b"}\n", 5, "policy.discount_rate",
        "at most 15 significant digits",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_what_no_case_needs_is_refused_at_its_line(name: str) -> None:
    data, line, path, remedy = TABLE[name]

    with pytest.raises(CaseFileError) as caught:
        load(data, "big.yaml")

    problem = caught.value.problems[0]
    assert problem.line == line
    assert problem.path.startswith(path)
    assert remedy in problem.message


def test_the_deepest_file_that_is_allowed_is_read() -> None:
    node = parse("[" * MAX_DEPTH + "]" * MAX_DEPTH, "deep.yaml")

    for _ in range(MAX_DEPTH - 1):
        assert isinstance(node, Items)
        (node,) = node.items
    assert node == Items(1)


def test_the_largest_number_of_values_is_read() -> None:
    text = "[" + "0," * (MAX_NODES - 1) + "]"

    node = parse(text, "many.yaml")

    assert isinstance(node, Items)
    assert len(node.items) == MAX_NODES - 1


def test_problems_of_the_tree_know_their_path() -> None:
    text = "a:\n- b: 1\n- b: [1, &x 2]\n  c: {d: 1, d: 2}\n? {e: 1}\n: &y f\n"

    with pytest.raises(CaseFileError) as caught:
        parse(text, "x.yaml")

    assert [(p.line, p.path) for p in caught.value.problems] == [
        (3, "a.1.b.1"),
        (4, "a.1.c.d"),
        (5, ""),
        (6, ""),
    ]
