"""What is typed in certification: a module a concept."""
