"""What the network keeps of its people, territories and organisations: one file a concept."""

from .aci import Aci
from .association import RegionalAssociation
from .campaign import CampaignReminder, FeeCall, MembershipCampaign
from .certificate import Certificate
from .change_request import ChangeRequest
from .contact import Contact
from .convention import AciConvention, FinancialAnnex
from .electoral_roll import College, Proxy, RollEntry, VoteBracket
from .fee_scale import FeeBracket, FeeScale, FeeShare
from .import_batch import ImportBatch
from .issuer import Issuer
from .mail import Mail
from .mail_choice import BouncedAddress, MailChoice
from .mandate import Mandate
from .meeting import GeneralMeeting, Majority, Resolution
from .membership import Membership
from .merge import DistinctPair, Merge
from .organisation import Establishment, Organisation, Succession
from .payment import Invoice, NumberSeries, Payment, ShareTransfer
from .saved_search import BulkMail, SavedSearch
from .territory import Commune, Department, EmploymentZone, Region
from .user import Role, RoleGrant, User
from .yearly_return import YearlyReturn

__all__ = [
    "Aci",
    "AciConvention",
    "CampaignReminder",
    "Certificate",
    "College",
    "BouncedAddress",
    "BulkMail",
    "ChangeRequest",
    "Commune",
    "Contact",
    "Department",
    "DistinctPair",
    "EmploymentZone",
    "Establishment",
    "FeeBracket",
    "FeeCall",
    "FeeScale",
    "FeeShare",
    "FinancialAnnex",
    "GeneralMeeting",
    "ImportBatch",
    "Invoice",
    "Issuer",
    "Mail",
    "Mandate",
    "Majority",
    "Membership",
    "MembershipCampaign",
    "NumberSeries",
    "MailChoice",
    "Merge",
    "Organisation",
    "Payment",
    "Proxy",
    "Region",
    "RegionalAssociation",
    "Resolution",
    "Role",
    "RoleGrant",
    "ShareTransfer",
    "RollEntry",
    "SavedSearch",
    "Succession",
    "User",
    "VoteBracket",
    "YearlyReturn",
]
