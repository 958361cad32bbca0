"""What resources keeps: one file a concept."""
