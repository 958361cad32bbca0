"""What is typed in certification: a module an area."""
