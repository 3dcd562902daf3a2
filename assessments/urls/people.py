"""Sign-in, invitations, and the list of organizations somebody belongs to."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
