"""Addresses of accreditations and of the certifications themselves."""

urlpatterns = []
