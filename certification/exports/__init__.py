"""Lists as tables: a module a concept."""
