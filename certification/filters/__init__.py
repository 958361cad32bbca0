"""What lists of certification may be narrowed to: a module a concept."""
