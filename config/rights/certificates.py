"""Rights on certificates, their register and their check."""

URLS = []

DATA = []
