"""A link to a new password for somebody who cannot sign in, where no mail can be sent."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse

from assessments import audit
from assessments.author import Author
from assessments.choices import Verb
from assessments.models import Membership, User


class NotOursAlone(Exception):  # noqa: N818 - what is wrong
    """Who belongs to another organization as well is not ours to let in anew."""


@transaction.atomic
def reset_link(*, author: Author, user: User) -> str:
    """Return the path at which a member sets a new password; good once, for a day.

    An admin of one organization must not get into another through a member of both.

    Raises
    ------
    NotOursAlone
        If the member is in another organization too, or runs the installation.
    """
    memberships = Membership.objects.filter(user=user)
    memberships.get(organization=author.organization)  # a stranger is not found
    is_elsewhere = memberships.exclude(organization=author.organization).exists()
    if is_elsewhere or user.is_staff or user.is_superuser:
        raise NotOursAlone(
            f"{user} belongs to another organization as well; whoever runs this installation can "
            "reset the password."
        )
    audit.append(
        author.organization,
        at=author.now,
        by=author.by,
        verb=Verb.MAKE_RESET_LINK,
        noun="membership",
        external_id=str(user.pk),
        api_key=author.api_key,
        request_id=author.request_id,
    )
    return reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        },
    )
