"""Rights on officials and their desk."""

URLS = []

DATA = []
