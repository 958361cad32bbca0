"""Addresses of juries."""

urlpatterns = []
