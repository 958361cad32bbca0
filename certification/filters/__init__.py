"""What lists of certification may be narrowed to."""
