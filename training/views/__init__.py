"""Pages of training: a module a page or a few that belong together."""
