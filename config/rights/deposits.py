"""Rights on the flow to the Caisse des Dépôts."""

URLS = []

DATA = []
