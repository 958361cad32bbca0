"""Rights on surveys and quality of training."""

URLS = []

DATA = []
