"""Rights on candidates and their enrolments."""

URLS = []

DATA = []
