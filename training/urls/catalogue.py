"""Addresses of the catalogue, and of the way into training."""

from django.urls import path

from training.views import home

urlpatterns = [
    path("bureau/", home.home, name="home"),
]
