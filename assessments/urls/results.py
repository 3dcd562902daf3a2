"""Dashboard, assessments, positions, supply graph, calendar."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
