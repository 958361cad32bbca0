"""Rights on attendance of training."""

URLS = []

DATA = []
