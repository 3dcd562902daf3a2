"""Sign-in: those of allauth's pages that Lockin has, under allauth's names, and invitations.

The others (sign-up, addresses of an account, codes) are not reachable: an admin invites, and an
address names one person.
"""

from allauth.account import views as allauth
from django.urls import URLPattern, URLResolver, path, re_path

from assessments.views import people

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", people.sign_out, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", allauth.signup, name="account_signup"),  # says that it is closed
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("invitations/<str:token>/", people.invitation, name="invitation"),
]
