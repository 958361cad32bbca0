"""What the network keeps of its people, territories and organisations: one file a concept."""

from .aci import Aci
from .association import RegionalAssociation
from .contact import Contact
from .convention import AciConvention, FinancialAnnex
from .electoral_roll import College, Proxy, RollEntry, VoteBracket
from .import_batch import ImportBatch
from .mail import Mail
from .meeting import GeneralMeeting, Majority, Resolution
from .membership import Membership
from .organisation import Establishment, Organisation, Succession
from .territory import Commune, Department, EmploymentZone, Region
from .user import Role, RoleGrant, User
from .yearly_return import YearlyReturn

__all__ = [
    "Aci",
    "AciConvention",
    "College",
    "Commune",
    "Contact",
    "Department",
    "EmploymentZone",
    "Establishment",
    "FinancialAnnex",
    "GeneralMeeting",
    "ImportBatch",
    "Mail",
    "Majority",
    "Membership",
    "Organisation",
    "Proxy",
    "Region",
    "RegionalAssociation",
    "Resolution",
    "Role",
    "RoleGrant",
    "RollEntry",
    "Succession",
    "User",
    "VoteBracket",
    "YearlyReturn",
]
