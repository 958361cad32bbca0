"""Bank statements: read, kept, matched with what is owed."""
