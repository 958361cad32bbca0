"""How good the network's records are: duplicates, completeness, and the people that a search finds."""
