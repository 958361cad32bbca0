"""Addresses of the yearly statement."""

urlpatterns = []
