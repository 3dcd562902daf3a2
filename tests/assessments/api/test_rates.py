"""Money in a currency that has no rate: the answer says which rate to send, and where."""

import pytest

pytestmark = pytest.mark.django_db

ECB = {"rate": "0.000693178712", "rate_date": "2026-01-30", "source": "ECB"}


def put_tie(editor, currency):
    amount = {"value": "1200", "currency": currency}
    body = {"kind": "equity", "target": "boe", "amount": amount}
    return editor("PUT", "ties/by-external-id/stake", body)


def test_a_missing_rate_is_asked_for_with_the_ecbs(editor):
    answer = put_tie(editor, "KRW")

    assert answer.status_code == 400
    problem = answer.json()
    assert problem["detail"] == (
        "One field has to be mended. A rate is missing: KRW. GET head, add it to fx, PUT head, and "
        "send this again; missing_rates has the ECB's where there is one."
    )
    assert problem["errors"] == [
        {
            "path": "amount",
            "message": 'KRW has no rate; add "KRW": {"rate": "0.000693178712", '
            '"rate_date": "2026-01-30", "source": "ECB"} to fx of head by PUT, '
            "or state the amount in USD",
        }
    ]
    assert problem["missing_rates"] == {"KRW": ECB}


def test_what_is_asked_for_mends_it(editor):
    missing = put_tie(editor, "KRW").json()["missing_rates"]
    head = editor("GET", "head").json()

    changed = editor("PUT", "head", {**head, "fx": {**head["fx"], **missing}})

    assert changed.status_code == 200
    assert changed.json()["fx"]["KRW"] == ECB
    assert put_tie(editor, "KRW").status_code == 201


def test_a_currency_without_a_rate_of_the_ecb_is_asked_for_all_the_same(editor):
    problem = put_tie(editor, "TWD").json()

    assert problem["missing_rates"] == {"TWD": None}
    assert problem["errors"][0]["message"].startswith(
        'TWD has no rate; add "TWD": {"rate": "…", "rate_date": "…", "source": "…"} to fx of head'
    )


def test_another_error_of_a_row_says_nothing_of_rates(editor):
    body = {"kind": "equity", "target": "boe", "share": {"value": "1.5"}}

    problem = editor("PUT", "ties/by-external-id/stake", body).json()

    assert problem["detail"] == "One field has to be mended."
    assert "missing_rates" not in problem


def test_a_rate_that_is_gone_is_asked_for_once_when_the_register_is_assessed(editor):
    head = editor("GET", "head").json()
    editor("PUT", "head", {**head, "fx": {"KRW": ECB}})
    for name in ("one", "two"):
        body = {"kind": "equity", "target": "boe", "amount": {"value": "7", "currency": "KRW"}}
        editor("PUT", f"ties/by-external-id/{name}", body)
    editor("PUT", "head", head)

    answer = editor("POST", "assessments/", {})

    assert answer.status_code == 409
    assert answer.json()["detail"] == (
        "Nothing can be assessed yet: fx.KRW: KRW has no rate; add fx: {KRW: {rate: "
        "0.000693178712, rate_date: 2026-01-30, source: ECB}} or write the amount in USD "
        "(2 figures)."
    )
