"""Members, keys, policy, audit trail and settings of an organization."""

from django.urls import URLPattern, URLResolver, include, path

from assessments.views import audit, keys, members, policy, settings

ONE = "members/<uuid:user_id>"
MEMBERS = [
    path("members/", members.members, name="members"),
    path("members/invite/", members.invite, name="member-invite"),
    path("members/leave/", members.leave, name="member-leave"),
    path(f"{ONE}/role/", members.change_role, name="member-role"),
    path(f"{ONE}/remove/", members.remove, name="member-remove"),
    path(f"{ONE}/reset/", members.make_reset_link, name="member-reset"),
    path(
        "members/invitations/<uuid:event_id>/withdraw/",
        members.withdraw,
        name="invitation-withdraw",
    ),
]
KEYS = [
    path("keys/", keys.keys, name="keys"),
    path("keys/create/", keys.create, name="key-create"),
    path("keys/<uuid:key_id>/revoke/", keys.revoke, name="key-revoke"),
]
POLICY = [
    path("policy/", policy.policy, name="policy"),
    path("policy/draft/", policy.draft, name="policy-draft"),
    path("policy/<uuid:policy_id>/", policy.version, name="policy-version"),
    path("policy/<uuid:policy_id>/edit/", policy.edit, name="policy-edit"),
    path("policy/<uuid:policy_id>/activate/", policy.activate, name="policy-activate"),
    path("policy/<uuid:policy_id>/discard/", policy.discard, name="policy-discard"),
]
REST = [
    path("", settings.settings, name="settings"),
    path("health/", settings.health, name="health"),
    path("audit/", audit.audit, name="audit"),
    path("audit.csv", audit.as_csv, name="audit-csv"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("settings/", include([*MEMBERS, *KEYS, *POLICY, *REST])),
]
