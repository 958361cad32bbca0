"""What staff keep of certification in the administration, a module an area."""

from certification.admin import candidates, checks, deposits, officials, reference

__all__ = ["candidates", "checks", "deposits", "officials", "reference"]
