"""Juries: planned, composed, convened, confirmed; a file a gesture."""
