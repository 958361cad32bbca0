"""Training in the administration."""
