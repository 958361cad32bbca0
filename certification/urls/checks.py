"""Addresses of checks and support visits."""

urlpatterns = []
