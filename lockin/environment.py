"""Reads variables of the environment; one that cannot be read is named in a line."""

import warnings
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

WANTED = {int: "a whole number", float: "a number", bool: "true or false"}


class Environment(environ.Env):
    """`environ.Env` that refuses a value by the name of its variable, not by a traceback."""

    def get_value(self, var: Any, cast: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Return a variable's value as what it is meant to be.

        Raises
        ------
        ImproperlyConfigured
            If it cannot be that. The message leaves out the value, which may be a secret.
        """
        try:
            return super().get_value(var, cast, *args, **kwargs)
        except ValueError:
            wanted = WANTED.get(cast, "of another form")
            raise ImproperlyConfigured(
                f"{var} should be {wanted}; .env.example says what it is for."
            ) from None  # its cause repeats the value

    def db_url(self, var: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the connection that a variable's address names.

        Raises
        ------
        ImproperlyConfigured
            If it is no address. It is not repeated, since it may hold a password.
        """
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the library prints an address it does not know
                return dict(super().db_url(var, *args, **kwargs))
        except ValueError:
            raise ImproperlyConfigured(
                f"{var} is no address of a database; write postgres://user:password@host:5432/name."
            ) from None  # its cause repeats the value
