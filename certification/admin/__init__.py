"""What staff keep of certification in the administration, a module an area."""

from certification.admin import checks, officials  # noqa: F401 (each registers its records)
