"""Who is invited, and as what."""

from django import forms

from assessments.choices import Role


class InviteForm(forms.Form):
    """The address and the role of somebody new."""

    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        error_messages={
            "required": "Enter the e-mail address of the person.",
            "invalid": "Enter a whole e-mail address, such as kim@example.com.",
        },
    )
    role = forms.ChoiceField(
        label="Role",
        choices=Role.choices,
        initial=Role.VIEWER,
        help_text="Viewers read and download. Editors also write the register and run assessments. "
        "Approvers also approve them and activate policies. Admins also manage members, keys and "
        "settings.",
    )


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(
        choices=Role.choices, error_messages={"invalid_choice": "Choose one of the roles."}
    )
