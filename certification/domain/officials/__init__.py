"""Officials: who may be asked for what, what they declare of themselves, what they did and are owed for it."""
