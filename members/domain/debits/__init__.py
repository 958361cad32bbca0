"""SEPA direct debits: prepared, announced, handed to the bank, settled or rejected."""
