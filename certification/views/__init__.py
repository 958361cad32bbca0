"""Pages of certification: a module an area."""
