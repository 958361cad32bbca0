"""What lists of certification may be narrowed to: a module a list, the same for the list and its export."""
