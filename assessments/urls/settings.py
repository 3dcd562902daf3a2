"""Members, keys, policy, audit trail and settings of an organization."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
