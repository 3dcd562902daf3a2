"""Where somebody arrives after sign-in: the organizations that they belong to."""

from django.urls import URLPattern, URLResolver, path

from assessments.views import people

urlpatterns: list[URLPattern | URLResolver] = [
    path("", people.home, name="home"),
]
