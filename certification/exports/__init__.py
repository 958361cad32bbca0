"""Tables of certification as files: a module a concept."""
