"""Addresses of certificates, their register and their check."""

urlpatterns = []
