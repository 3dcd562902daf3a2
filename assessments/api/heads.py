"""The head of a case over REST: whose it is, of which day, how it is scored, at which rates."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from assessments.access import Right, need
from assessments.actions import heads
from assessments.api.bodies import body_of
from assessments.api.view import OrganizationView
from assessments.casefile import exchange
from assessments.register import rows
from assessments.register.top import Head, head_of


class CaseHead(OrganizationView):
    """What an organization's case says above its rows."""

    right = Right.READ
    write_right = Right.WRITE

    def get(self, request: Request) -> Response:
        """Return the head."""
        return Response(self._said())

    def put(self, request: Request) -> Response:
        """Replace the head; the same again changes nothing.

        Rates are an editor's to write. What is a setting, or the policy that scores, takes the
        right that its page takes.
        """
        organization = self.actor.organization
        said = exchange.from_json(Head, body_of(request), rows.context_of(organization))
        now = head_of(organization)
        if said.policy != now.policy:
            need(self.actor, Right.APPROVE)
        if (said.organization, said.as_of) != (now.organization, now.as_of):
            need(self.actor, Right.ADMINISTER)
        heads.change(author=self.actor.author(), said=said)
        return Response(self._said())

    def _said(self) -> dict[str, Any]:
        found: dict[str, Any] = exchange.to_json(head_of(self.actor.organization))
        return found
