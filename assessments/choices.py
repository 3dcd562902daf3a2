"""The words a field may hold, one class per concept."""

from django.db import models


class ListedState(models.TextChoices):
    """Whether rows exist, were said not to exist, or nothing was said (G1)."""

    LISTED = "LISTED", "Listed"
    NONE = "NONE", "None, and said so"
    UNKNOWN = "UNKNOWN", "Unknown"
