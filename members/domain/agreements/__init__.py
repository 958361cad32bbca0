"""The life of the core agreement: versions, adoption, signatures."""
