"""Addresses of the way in, and of what is watched over."""

from django.urls import path, re_path

from certification.views import home, watching

urlpatterns = [
    path("", home.home, name="home"),
    path("suivi/", watching.watching, name="watching"),
    re_path(r"^suivi/export\.(?P<fmt>csv|xlsx)$", watching.watching_export, name="watching_export"),
]
