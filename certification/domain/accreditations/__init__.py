"""Accreditations: asked for, examined, decided, followed to their end; a file a gesture."""
