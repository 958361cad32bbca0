"""The certifying body: CQPs, accreditations, juries, candidates and certificates."""
