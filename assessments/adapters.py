"""What sign-in does differently here: nobody signs up, an admin invites."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # it ships no types
    """Closes sign-up; everything else is allauth's own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the sign-in, which asks for the new password: the old one ended everywhere."""
        return str(settings.LOGIN_REDIRECT_URL)
