"""The entry point of ASGI servers such as uvicorn."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lockin.settings")

application = get_asgi_application()
