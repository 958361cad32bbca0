"""Rights on the yearly statement of training."""

URLS = []

DATA = []
