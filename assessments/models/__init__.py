"""The tables of the register, one module per noun."""

from assessments.models.organization import Organization
from assessments.models.user import User

__all__ = ["Organization", "User"]
