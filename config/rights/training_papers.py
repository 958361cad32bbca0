"""Rights on papers, invoices and subcontracts of training."""

URLS = []

DATA = []
