"""What the network keeps of its people, territories and organisations: one file a concept."""

from .aci import Aci, AciCarrier
from .association import RegionalAssociation
from .contact import Contact
from .convention import AciConvention, FinancialAnnex
from .import_batch import ImportBatch
from .label import Label, OrganisationLabel
from .mail import Mail
from .membership import Membership
from .organisation import Establishment, Organisation
from .succession import FormerSiret, Succession
from .territory import Commune, Department, EmploymentZone, Region
from .user import Role, RoleGrant, User
from .yearly_return import YearlyReturn

__all__ = [
    "Aci",
    "AciCarrier",
    "AciConvention",
    "Commune",
    "Contact",
    "Department",
    "EmploymentZone",
    "Establishment",
    "FinancialAnnex",
    "FormerSiret",
    "ImportBatch",
    "Label",
    "Mail",
    "Membership",
    "Organisation",
    "OrganisationLabel",
    "Region",
    "RegionalAssociation",
    "Role",
    "RoleGrant",
    "Succession",
    "User",
    "YearlyReturn",
]
