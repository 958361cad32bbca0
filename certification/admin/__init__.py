"""Staff's work on the records of certification in the administration: a module an area."""

from certification.admin import reference

__all__ = ["reference"]
