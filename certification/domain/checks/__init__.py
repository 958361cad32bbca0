"""Checks of accredited structures: planned, made on the spot, reported, followed until what they found is lifted."""
