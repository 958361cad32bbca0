"""Rights on juries."""

URLS = []

DATA = []
