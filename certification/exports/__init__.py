"""Tables of certification as files: a module an area."""
