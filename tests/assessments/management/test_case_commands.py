"""load_case, dump_case and assess: the register from the terminal."""

import pytest
from django.core.management import CommandError, call_command

from assessments.casefile import canonical, project, read, select
from assessments.models import Organization, Supplier
from assessments.scoring.export import result_sha256
from assessments.scoring.score import score
from tests.assessments.register.made_cases import FILES, case

pytestmark = pytest.mark.django_db

FILE = FILES["apple-samsung-displays"]


def run(capsys, *arguments):
    call_command(*map(str, arguments))
    return capsys.readouterr().out


def test_a_case_goes_in_and_comes_out_with_the_same_hash(capsys, tmp_path):
    out = tmp_path / "dumped.yaml"

    said = run(capsys, "load_case", FILE)
    run(capsys, "dump_case", "--organization", "apple", "--out", out)

    expected = canonical.sha256(case("apple-samsung-displays"))
    assert said.startswith("apple: ")
    assert f"input {expected}" in said
    assert canonical.sha256(read.load(out.read_bytes(), out.name)) == expected


def test_loading_again_says_that_nothing_changed(capsys):
    run(capsys, "load_case", FILE, "--organization", "apple")

    said = run(capsys, "load_case", FILE, "--organization", "apple")

    assert said.startswith("apple: 0 created, 0 changed, 0 removed; input ")
    assert Organization.objects.count() == 1


def test_a_dump_goes_to_the_screen(capsys):
    run(capsys, "load_case", FILE)

    assert run(capsys, "dump_case", "--organization", "apple").startswith("lockin: 1\n")


def test_assess_prints_the_hashes_of_the_file(capsys):
    run(capsys, "load_case", FILE)

    said = run(capsys, "assess", "--organization", "apple")

    document = select.in_force(case("apple-samsung-displays"))
    assert f"input {canonical.sha256(document)}" in said
    assert f"results {result_sha256(score(project.to_case(document)))}" in said


BAD = [
    (["load_case", "missing.yaml"], "missing.yaml: No such file"),
    (["load_case", FILE, "--organization", "samsung"], "there is no organization samsung"),
    (["dump_case", "--organization", "samsung"], "there is no organization samsung; load a case"),
    (["assess", "--organization", "samsung"], "there is no organization samsung"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD)
def test_a_mistake_is_one_clear_line(arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command(*map(str, arguments))


def test_a_case_of_another_organization_is_refused(theirs):
    with pytest.raises(CommandError, match="the case is of apple; load it into apple"):
        call_command("load_case", str(FILE), "--organization", "samsung")

    assert not Supplier.objects.for_organization(theirs).exists()


def test_a_broken_file_says_line_and_remedy(tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("lockin: 1\ncase: A B\n")

    with pytest.raises(CommandError, match="case: A B is not an id; write a-b"):
        call_command("load_case", str(broken))


def test_an_organization_without_a_case_says_so(ours):
    with pytest.raises(CommandError, match="apple has no case yet"):
        call_command("dump_case", "--organization", "apple")
    with pytest.raises(CommandError, match="apple has no active policy"):
        call_command("assess", "--organization", "apple")


def test_a_folder_that_is_not_there_is_named(capsys, tmp_path):
    run(capsys, "load_case", FILE)

    with pytest.raises(CommandError, match="No such file"):
        call_command("dump_case", organization="apple", out=tmp_path / "no" / "file.yaml")
