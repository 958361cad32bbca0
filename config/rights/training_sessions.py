"""Rights on sessions of training."""

URLS = []

DATA = []
