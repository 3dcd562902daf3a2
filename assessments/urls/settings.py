"""Members, keys, policy, audit trail and settings of an organization."""

from django.urls import URLPattern, URLResolver, include, path

from assessments.views import keys, members

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "settings/",
        include(
            [
                path("members/", members.members, name="members"),
                path("members/invite/", members.invite, name="member-invite"),
                path("members/leave/", members.leave, name="member-leave"),
                path("members/<uuid:user_id>/role/", members.change_role, name="member-role"),
                path("members/<uuid:user_id>/remove/", members.remove, name="member-remove"),
                path("members/<uuid:user_id>/reset/", members.make_reset_link, name="member-reset"),
                path(
                    "members/invitations/<uuid:event_id>/withdraw/",
                    members.withdraw,
                    name="invitation-withdraw",
                ),
                path("keys/", keys.keys, name="keys"),
                path("keys/create/", keys.create, name="key-create"),
                path("keys/<uuid:key_id>/revoke/", keys.revoke, name="key-revoke"),
            ]
        ),
    ),
]
