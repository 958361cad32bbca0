"""Addresses of what is watched over, and the file for France compétences."""

urlpatterns = []
