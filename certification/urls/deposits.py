"""Addresses of the flow to the Caisse des Dépôts."""

urlpatterns = []
