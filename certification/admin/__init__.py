"""What staff keep of certification in the administration, a module an area."""

from certification.admin import checks, deposits, officials, reference

__all__ = ["checks", "deposits", "officials", "reference"]
