"""What staff keep of certification in the administration: a module an area."""

from certification.admin import candidates as candidates
