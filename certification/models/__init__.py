"""What certification keeps: one file a concept."""
