"""Addresses of officials and of their desk."""

urlpatterns = []
