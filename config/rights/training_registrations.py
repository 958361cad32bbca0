"""Rights on orders, trainees and registrations."""

URLS = []

DATA = []
