"""Addresses of attendance."""

urlpatterns = []
