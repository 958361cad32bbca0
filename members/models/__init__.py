"""What the network keeps of its people, territories and organisations: one file a concept."""

from .aci import Aci
from .association import RegionalAssociation
from .contact import Contact
from .convention import AciConvention, FinancialAnnex
from .import_batch import ImportBatch
from .mail import Mail
from .membership import Membership
from .organisation import Establishment, Organisation, Succession
from .territory import Commune, Department, EmploymentZone, Region
from .user import Role, RoleGrant, User
from .yearly_return import YearlyReturn

__all__ = [
    "Aci",
    "AciConvention",
    "Commune",
    "Contact",
    "Department",
    "EmploymentZone",
    "Establishment",
    "FinancialAnnex",
    "ImportBatch",
    "Mail",
    "Membership",
    "Organisation",
    "Region",
    "RegionalAssociation",
    "Role",
    "RoleGrant",
    "Succession",
    "User",
    "YearlyReturn",
]
