#!/usr/bin/env python
"""Django's command line: `.venv/bin/python manage.py help` lists what it can do."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lockin.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # of the settings: whoever set them is told, in a line
        sys.exit(f"Lockin cannot start: {error}")
