"""Every page in Chromium: nothing serious for a screen reader, nothing wider than the window.

The pages are those of the access matrix, so that a new one is looked at without being named here.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.access.world import World, build
from tests.journeys.conftest import take_session
from tests.journeys.pages import addresses

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pages]

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "4.14.1" / "axe.min.js"
GRAVE = ("serious", "critical")
WIDTHS = {"light": 1440, "dark": 390}
FIND = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .map(found => ({rule: found.id, impact: found.impact,
    nodes: found.nodes.map(node => `${node.target.join(" ")} ${node.failureSummary}`)}))"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def world(monkeypatch) -> World:
    """Build an organization with a row of everything; no worker is told of its job."""
    monkeypatch.setattr("assessments.jobs.publish.publish", lambda *message: True)
    return build("ours", "ourmark")


def findings(window: Any, name: str) -> list[str]:
    """Return what is wrong with the page that is open, in the light and in the dark."""
    found = []
    window.evaluate(AXE.read_text(encoding="utf-8"))
    for theme, width in WIDTHS.items():
        window.set_viewport_size({"width": width, "height": 900})
        window.evaluate(f"document.documentElement.lockinTheme.choose('{theme}')")
        grave = [rule for rule in window.evaluate(FIND) if rule["impact"] in GRAVE]
        found += [f"{name}, {theme}: {rule['rule']}: {rule['nodes'][:3]}" for rule in grave]
        if (pixels := window.evaluate(TOO_WIDE)) > 0:
            found.append(f"{name}: {pixels} px wider than {width}")
    return found


def walk(window: Any, pages: Any) -> list[str]:
    """Open pages one by one; return what is wrong with any."""
    found = []
    for name, address in pages:
        answer = window.goto(address, wait_until="load")
        assert answer.status == 200, f"{name}: {answer.status}"
        found += findings(window, name)
    return found


@pytest.mark.parametrize("part", ["register", "other"])
def test_every_page_of_a_member(world, windows, part):
    window = windows(reduced_motion="reduce")  # or a colour is judged while it changes
    pages = [
        (name, address)
        for name, address in addresses(world, world.clients["ADMIN"])
        if ("GET register" in name) == (part == "register")
    ]
    take_session(window, world.clients["ADMIN"])

    assert len(pages) > 20
    assert not (found := walk(window, pages)), "\n".join(found)
