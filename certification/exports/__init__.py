"""Lists of certification as tables, a module a concept."""
