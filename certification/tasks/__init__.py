"""Long work of certification, and what it does every night: a module an area."""

from certification.tasks import accreditations, candidates, certificates, checks

__all__ = ["accreditations", "candidates", "certificates", "checks"]
