"""Rows over REST: read, written, replaced and deleted, each version told apart."""

import pytest

from assessments.api.nouns import entry_json
from assessments.models import AuditEvent
from assessments.register.rows import NOUNS, get

pytestmark = pytest.mark.django_db

NEW = {"name": "Visionox", "country": "CN", "locations": {"CN": 1}}


def errors(response):
    return {error["path"]: error["message"] for error in response.json()["errors"]}


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_is_listed_and_fetched_alike(editor, noun):
    at = noun.replace("_", "-")

    listed = editor("GET", f"{at}/")

    assert listed.status_code == 200
    for row in listed.json()["results"]:
        fetched = editor("GET", f"{at}/{row['external_id']}")
        assert fetched.json() == row
        assert fetched["ETag"] == f'"{row["version"]}"'


@pytest.mark.parametrize("noun", NOUNS)
def test_a_row_sent_back_as_it_came_changes_nothing(editor, apple, noun):
    at = noun.replace("_", "-")
    before = AuditEvent.objects.for_organization(apple).count()

    for row in editor("GET", f"{at}/?limit=3").json()["results"]:
        for method, path in (
            ("PUT", f"{at}/{row['external_id']}"),
            ("PATCH", f"{at}/{row['external_id']}"),
            ("PUT", f"{at}/by-external-id/{row['external_id']}"),
        ):
            answer = editor(method, path, row)
            assert (answer.status_code, answer.json()) == (200, row)

    assert AuditEvent.objects.for_organization(apple).count() == before


def test_a_row_is_created_once(editor):
    made = editor("POST", "suppliers/", {"external_id": "visionox", **NEW})
    again = editor("POST", "suppliers/", {"external_id": "visionox", **NEW})

    assert made.status_code == 201
    assert made["Location"] == "/api/v1/organizations/apple/suppliers/visionox"
    assert made["ETag"] == '"1"'
    assert made.json()["locations"]["CN"]["value"] == "1"
    assert again.status_code == 409
    assert "external_id" in errors(again)


def test_an_upsert_creates_then_changes_nothing(editor, apple):
    first = editor("PUT", "suppliers/by-external-id/visionox", NEW)
    events = AuditEvent.objects.for_organization(apple).count()
    second = editor("PUT", "suppliers/by-external-id/visionox", NEW)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert AuditEvent.objects.for_organization(apple).count() == events


def test_a_key_is_named_in_the_audit_trail(editor, apple):
    editor("PUT", "suppliers/by-external-id/visionox", NEW)

    event = AuditEvent.objects.for_organization(apple).last()

    assert (event.verb, event.noun, event.external_id) == ("create", "suppliers", "visionox")
    assert event.api_key.name == "ERP"
    assert event.request_id


def test_a_merge_patch_leaves_the_rest_as_it_is(editor):
    before = editor("GET", "suppliers/sdc").json()

    after = editor("PATCH", "suppliers/sdc", {"legal_name": "Samsung Display Co.", "country": None})

    assert after.json() == {
        **before,
        "legal_name": "Samsung Display Co.",
        "country": "",
        "version": before["version"] + 1,
        "updated_at": after.json()["updated_at"],
    }


def test_a_merge_patch_of_a_value_keeps_its_evidence(editor):
    at = "dependencies/iphone.panels.sdc"
    before = editor("GET", at).json()["workload_share"]

    after = editor("PATCH", at, {"workload_share": {"value": 0.6}}).json()["workload_share"]

    assert before["value"] == "0.645"
    assert after == {**before, "value": "0.6"}


def test_a_put_gives_what_it_leaves_out_its_default(editor):
    after = editor("PUT", "suppliers/sdc", {"name": "SDC"}).json()

    assert (after["name"], after["country"], after["locations"]) == ("SDC", "", {})


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_version_that_is_gone_is_not_overwritten(editor, method):
    tag = editor("GET", "suppliers/sdc")["ETag"]
    editor("PATCH", "suppliers/sdc", {"note": "first"})

    late = editor(method, "suppliers/sdc", {"name": "late"}, if_match=tag)

    assert late.status_code == 412
    assert late.json()["version"] == 2
    assert late["ETag"] == '"2"'
    assert editor("GET", "suppliers/sdc").json()["note"] == "first"


def test_the_version_in_a_body_counts_as_well(editor):
    row = editor("GET", "suppliers/sdc").json()
    editor("PATCH", "suppliers/sdc", {"note": "first"})

    assert editor("PUT", "suppliers/sdc", row).status_code == 412


def test_who_holds_an_answer_is_not_sent_it_again(editor):
    tag = editor("GET", "suppliers/sdc")["ETag"]

    known = editor("GET", "suppliers/sdc", if_none_match=tag)

    assert (known.status_code, known.content) == (304, b"")


def test_what_others_lean_on_goes_only_with_them(editor):
    refused = editor("DELETE", "offerings/sdc-oled")
    cascaded = editor("DELETE", "offerings/sdc-oled?cascade=true")

    assert refused.status_code == 409
    assert {"noun": "dependencies", "external_id": "iphone.panels.sdc"} in refused.json()["goes"]
    assert cascaded.status_code == 204
    assert editor("GET", "dependencies/iphone.panels.sdc").status_code == 404


def test_what_nobody_leans_on_goes(editor):
    editor("PUT", "suppliers/by-external-id/visionox", NEW)

    assert editor("DELETE", "suppliers/visionox").status_code == 204
    assert editor("GET", "suppliers/visionox").status_code == 404


@pytest.mark.parametrize(
    ("body", "path", "said"),
    [
        ({"contry": "KR"}, "contry", "write country"),
        ({"locations": {"KR": "much"}}, "locations.KR", "much is not a number"),
        ({"locations": {"KR": 2}}, "locations.KR", ""),
        ({"parent": "nobody-here"}, "parent", "not among suppliers"),
        ({"external_id": "other"}, "external_id", "write sdc"),
        ({"version": "1"}, "version", "send the one you fetched"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(editor, body, path, said):
    response = editor("PUT", "suppliers/sdc", body)

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert said in errors(response)[path]


def test_what_the_id_says_is_no_field_and_the_other_errors_are_told_with_it(editor):
    sent = {"external_id": "iphone.panels.new", "gate": "panels", "function": "iphone"}

    told = errors(editor("POST", "dependencies/", {**sent, "workload_share": "5%"}))

    assert told.keys() == {"gate", "function", "offering", "workload_share"}
    assert told["gate"].startswith("is said by external_id, which holds the id of its gate")


def test_a_cost_line_of_no_known_component_is_refused(editor):
    answer = editor("PUT", "alternatives/shift-to-lgd-boe", {"cost_lines": {"redesign": 5}})

    assert answer.status_code == 400
    assert "write one of search" in errors(answer)["cost_lines.redesign"]


@pytest.mark.parametrize(
    ("status", "headers", "remedy"),
    [
        (406, {"accept": "text/csv"}, "Accept: */*"),
        (415, {"content_type": "text/plain"}, "Content-Type: application/json"),
    ],
)
def test_a_form_that_is_not_spoken_here_is_told_which_is(editor, status, headers, remedy):
    answer = editor("POST", "suppliers/", {}, **headers)

    assert answer.status_code == status
    assert remedy in answer.json()["detail"]


def test_a_row_below_nothing_is_refused(editor):
    response = editor("PUT", "gates/by-external-id/nothing.here", {"rule": "any-of"})

    assert response.status_code in (400, 404)


def test_the_answer_is_what_the_register_says(editor, apple):
    entry = get(apple, "suppliers", "sdc")

    assert editor("GET", "suppliers/sdc").json() == entry_json(entry)


def test_an_empty_reference_that_is_needed_is_an_error_of_its_field(editor):
    answer = editor("PUT", "contracts/by-external-id/new", {"supplier": ""})

    assert answer.status_code == 400
    assert errors(answer) == {"supplier": "is empty; write an id of suppliers"}


@pytest.mark.parametrize(
    ("since", "is_found"),
    [
        ("0530-01-02T23:10:58+20:33", True),
        ("0001-01-01T00:00:00+23:59", True),
        ("9999-12-31T23:59:59-23:59", False),
    ],
)
def test_a_time_in_any_zone_that_can_be_written_is_compared(editor, since, is_found):
    answer = editor("GET", f"suppliers/?updated_since={since.replace('+', '%2B')}")

    assert answer.status_code == 200
    assert bool(answer.json()["results"]) is is_found
