"""The forms of a new password, with words of our own on those of allauth."""

from typing import Any

from allauth.account import forms as allauth

HELP = "At least 12 characters; several words are easy to remember."
WORDS = {
    "oldpassword": ("Current password", ""),
    "password1": ("New password", HELP),
    "password2": ("New password again", ""),
}


class InOurWords:
    """Says what each field is for in one sentence, not in one for each rule."""

    fields: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = WORDS[name]


class ChangePassword(InOurWords, allauth.ChangePasswordForm):
    """Of somebody who is signed in."""


class NewPassword(InOurWords, allauth.ResetPasswordKeyForm):
    """Of somebody who followed a link."""


class FirstPassword(InOurWords, allauth.SetPasswordForm):
    """Of somebody who has none."""
