"""What an invited person fills in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from assessments.models import User


class JoinForm(forms.Form):
    """A name and a password, from somebody who has neither yet."""

    name = forms.CharField(
        label="Your name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter the name that others shall see."},
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        help_text="At least 12 characters; several words are easy to remember.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuse what others would guess first."""
        password: str = self.cleaned_data["password"]
        person = User(email=self.user.email, name=self.cleaned_data.get("name", ""))
        validate_password(password, person)
        return password
