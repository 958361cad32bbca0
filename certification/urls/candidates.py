"""Addresses of candidates and of their enrolments."""

urlpatterns = []
