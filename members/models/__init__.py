"""What the network keeps of its people, territories and organisations: one file a concept."""

from .aci import Aci
from .association import RegionalAssociation
from .change_request import ChangeRequest
from .contact import Contact
from .convention import AciConvention, FinancialAnnex
from .import_batch import ImportBatch
from .mail import Mail
from .mail_choice import BouncedAddress, MailChoice
from .membership import Membership
from .merge import DistinctPair, Merge
from .organisation import Establishment, Organisation, Succession
from .saved_search import BulkMail, SavedSearch
from .territory import Commune, Department, EmploymentZone, Region
from .user import Role, RoleGrant, User
from .yearly_return import YearlyReturn

__all__ = [
    "Aci",
    "AciConvention",
    "BouncedAddress",
    "BulkMail",
    "ChangeRequest",
    "Commune",
    "Contact",
    "Department",
    "DistinctPair",
    "EmploymentZone",
    "Establishment",
    "FinancialAnnex",
    "ImportBatch",
    "Mail",
    "MailChoice",
    "Membership",
    "Merge",
    "Organisation",
    "Region",
    "RegionalAssociation",
    "Role",
    "RoleGrant",
    "SavedSearch",
    "Succession",
    "User",
    "YearlyReturn",
]
