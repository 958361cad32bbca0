"""Addresses of orders and registrations."""

urlpatterns = []
