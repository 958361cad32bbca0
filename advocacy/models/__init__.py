"""What advocacy keeps: one file a concept."""
