"""The training body: catalogue, sessions, registrations and the documents the law asks for."""
