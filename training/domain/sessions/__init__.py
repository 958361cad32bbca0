"""Sessions: planned, opened, confirmed, called off, and who is told."""
