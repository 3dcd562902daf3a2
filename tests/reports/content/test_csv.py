"""Attached tables: no cell is a formula, whatever stands behind its first letter."""

import pytest

from reports.content.case_report import as_csv
from reports.content.parts import Column, Table


@pytest.mark.parametrize(
    "cell", ["=1+1", "@x", "+1+cmd|' /C calc'!A0", "-1+cmd|' /C calc'!A0", "\tx"]
)
def test_a_cell_a_spreadsheet_would_run_is_quoted(cell: str) -> None:
    rows = as_csv(Table((Column("a"),), ((cell,),))).split("\r\n", 1)[1]

    assert rows.lstrip('"').startswith("'")


@pytest.mark.parametrize("cell", ["+31%", "+31%\u202f◇", "-4", "-1,200.5", "$3.05 bn", "64.5%"])
def test_a_number_stays_as_it_is(cell: str) -> None:
    assert "'" not in as_csv(Table((Column("a"),), ((cell,),)))
