"""Sign-in, members, keys."""

from assessments.access import Right
from tests.access.entries import Entry

POST = "POST"
SECRET = "the link is the secret"
BEFORE = "before anybody is signed in"


def open_to_all(route, **more):
    """Return a page that is there for whoever is not signed in yet."""
    return Entry(route=route, right=None, why=BEFORE, **more)


def reset_key(world):
    """Return a link to a new password that is none."""
    return {"uidb36": "1", "key": "no-key"}


OPEN = [
    open_to_all("account_login", allowed=frozenset([200, 302])),
    open_to_all("account_login", method=POST, allowed=frozenset([200, 302])),
    open_to_all("account_logout", allowed=frozenset([200, 302])),
    open_to_all("account_logout", method=POST, allowed=frozenset([302])),
    open_to_all("account_inactive"),
    open_to_all("account_signup", allowed=frozenset([200, 302])),
    open_to_all("account_signup", method=POST, allowed=frozenset([200, 302])),
    open_to_all("account_reset_password"),
    open_to_all("account_reset_password", method=POST),
    open_to_all("account_reset_password_done"),
    open_to_all("account_reset_password_from_key", kwargs=reset_key),
    open_to_all("account_reset_password_from_key", method=POST, kwargs=reset_key),
    open_to_all("account_reset_password_from_key_done"),
]
# A person's own: nobody is sent to sign-in, everybody else sees their own only.
# 403: who has no password yet cannot confirm it.
LETS = frozenset([200, 302, 403])
OWN = [
    Entry(route=route, right=None, why="a person's own", allowed=LETS, **more)
    for route in (
        "home",
        "account_reauthenticate",
        "account_change_password",
        "account_set_password",
    )
    for more in ({}, *([{"method": POST}] if route != "home" else []))
]
INVITATION = [
    Entry(
        route="invitation",
        right=None,
        why=SECRET,
        is_secret=True,
        shows=lambda world: world.mark,
    ),
    Entry(route="invitation", method=POST, right=None, why=SECRET, is_secret=True),
]


def editor(world):
    """Return a role."""
    return {"role": "EDITOR"}


MEMBERS = [
    Entry(route="members", right=Right.ADMINISTER, shows=lambda world: "new@"),
    Entry(route="member-invite", method=POST, right=Right.ADMINISTER),
    Entry(route="member-leave", right=Right.READ),
    Entry(route="member-leave", method=POST, right=Right.READ),
    Entry(route="member-role", method=POST, right=Right.ADMINISTER, body=editor),
    Entry(route="member-remove", right=Right.ADMINISTER),
    Entry(route="member-remove", method=POST, right=Right.ADMINISTER),
    Entry(route="member-reset", method=POST, right=Right.ADMINISTER),
    Entry(route="invitation-withdraw", method=POST, right=Right.ADMINISTER),
]
KEYS = [
    Entry(route="keys", right=Right.ADMINISTER),
    Entry(route="key-create", method=POST, right=Right.ADMINISTER),
    Entry(route="key-revoke", method=POST, right=Right.ADMINISTER),
]
POLICY = [
    Entry(route="policy", right=Right.READ),
    Entry(route="policy-version", right=Right.READ),
    Entry(route="policy-draft", method=POST, right=Right.WRITE),
    Entry(route="policy-edit", right=Right.WRITE),
    Entry(route="policy-edit", method=POST, right=Right.WRITE),
    Entry(route="policy-activate", method=POST, right=Right.APPROVE),
    Entry(route="policy-discard", method=POST, right=Right.WRITE),
]
SETTINGS = [
    Entry(route="settings", right=Right.ADMINISTER, shows=lambda world: world.mark),
    Entry(route="settings", method=POST, right=Right.ADMINISTER),
    Entry(route="health", right=Right.ADMINISTER, query="examine=1"),
    Entry(route="audit", right=Right.ADMINISTER, shows=lambda world: "as they were written"),
    Entry(route="audit-csv", right=Right.ADMINISTER, shows=lambda world: world.mark),
]
ENTRIES = [*OPEN, *OWN, *INVITATION, *MEMBERS, *KEYS, *POLICY, *SETTINGS]
