"""A year's membership campaign, from its opening to its last reminder."""
