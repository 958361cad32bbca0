"""Rights on accreditations and certifications."""

URLS = []

DATA = []
