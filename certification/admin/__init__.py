"""Staff's work on the records of certification: a module an area."""

from . import deposits

__all__ = ["deposits"]
