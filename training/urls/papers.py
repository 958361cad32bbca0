"""Addresses of papers, invoices and subcontracts."""

urlpatterns = []
