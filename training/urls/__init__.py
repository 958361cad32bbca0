"""Addresses of training: a module an area."""

from itertools import chain

from training.urls import attendance, catalogue, papers, quality, registrations, sessions, statements

app_name = "training"

AREAS = (catalogue, sessions, registrations, attendance, papers, quality, statements)
urlpatterns = list(chain.from_iterable(area.urlpatterns for area in AREAS))
