"""Rights on checks of accreditations and support visits."""

URLS = []

DATA = []
