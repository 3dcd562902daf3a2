"""The shipped fonts: they have the signs that reports print, and nothing else is looked at."""

import os
import xml.etree.ElementTree as ET
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from reports.fonts import FOLDER, use_shipped_fonts

FONTS = sorted(FOLDER.glob("*.ttf"))
SIGNS = "◇→≤≥−×⇒≈±∞·•…–—“”‘’€£¥₩₹½²\u202f\u00a0"
ACCENTED = "éüßñłşžőÅøæç"
MOST_BYTES = 6_000_000


@cache
def font(name: str) -> TTFont:
    return TTFont(FOLDER / f"{name}.ttf")


def missing(name: str, signs: str) -> set[str]:
    return {sign for sign in signs if ord(sign) not in font(name).getBestCmap()}


def features(name: str) -> set[str]:
    return {record.FeatureTag for record in font(name)["GSUB"].table.FeatureList.FeatureRecord}


@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold", "Bold"])
def test_the_sans_has_every_sign_and_the_european_scripts(weight):
    assert missing(f"Inter-{weight}", SIGNS + ACCENTED + "ΑωЖя") == set()


@pytest.mark.parametrize("weight", ["Regular", "SemiBold"])
def test_the_serif_has_all_that_a_finding_is_written_with(weight):
    assert missing(f"SourceSerif4-{weight}", "“”‘’–—…€£₩−×≤≥≈→ΑωЖя" + ACCENTED) == set()


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("NotoSansArabic-Regular", "العربية"),
        ("NotoSansHebrew-Regular", "עברית"),
        ("NotoEmoji-Regular", "😀🚀"),
    ],
)
def test_what_a_user_may_type_in_another_script_has_a_font(name, letters):
    assert missing(name, letters) == set()


@pytest.mark.parametrize("name", ["Inter-Regular", "Inter-SemiBold", "SourceSerif4-SemiBold"])
def test_figures_can_be_set_in_columns(name):
    assert "tnum" in features(name)


def test_each_face_of_a_family_has_a_weight_of_its_own():
    weights = {path.stem: font(path.stem)["OS/2"].usWeightClass for path in FONTS}

    inter = [weights[f"Inter-{each}"] for each in ("Regular", "Medium", "SemiBold", "Bold")]
    assert inter == [400, 500, 600, 700]
    assert (weights["SourceSerif4-Regular"], weights["SourceSerif4-SemiBold"]) == (400, 600)


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_every_font_is_free_and_its_licence_is_shipped(path):
    family = path.stem.partition("-")[0]
    licence = next(FOLDER.glob(f"LICENSE-{family[:4]}*.txt")).read_text(encoding="utf-8")

    assert "SIL Open Font License" in font(path.stem)["name"].getDebugName(13)
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert family in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_the_fonts_are_small_enough_to_ship():
    assert sum(path.stat().st_size for path in FONTS) < MOST_BYTES


def test_no_font_of_the_machine_is_looked_at():
    root = ET.parse(FOLDER / "fonts.conf").getroot()

    folders = [(each.get("prefix"), each.text) for each in root.iter("dir")]
    assert folders == [("relative", ".")]
    assert root.find("include") is None


def test_this_process_and_its_children_are_pointed_at_them(monkeypatch):
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)

    use_shipped_fonts()

    assert os.environ["FONTCONFIG_FILE"] == str(FOLDER / "fonts.conf")
