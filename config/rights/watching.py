"""Rights on what is watched over in certification."""

URLS = []

DATA = []
