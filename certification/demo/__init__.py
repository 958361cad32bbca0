"""Certification in the demonstration network."""

__all__ = ["load"]


def load(year: int, scale: int) -> None:
    """Certifications, officials, accreditations, candidates and juries."""
