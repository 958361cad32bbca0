"""What training keeps: one file a concept."""
