"""Addresses of surveys and of quality."""

urlpatterns = []
