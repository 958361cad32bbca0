"""Papers that training makes: what they say, how they are numbered, printed, sent, signed; invoices and subcontracts."""
