"""The life of bilateral reviews: one file a gesture."""
