"""What the network keeps of its people, territories and organisations: one file a concept."""

from .accounting import AccountingPlan
from .aci import Aci
from .association import RegionalAssociation
from .bank import BankLine, BankStatement, LineMatch
from .campaign import CampaignReminder, FeeCall, MembershipCampaign
from .certificate import Certificate
from .contact import Contact
from .convention import AciConvention, FinancialAnnex
from .debit import DebitBatch, DebitOrder
from .fee_scale import FeeBracket, FeeScale, FeeShare
from .import_batch import ImportBatch
from .issuer import Issuer
from .mail import Mail
from .mandate import Mandate
from .membership import Membership
from .organisation import Establishment, Organisation, Succession
from .payment import Invoice, NumberSeries, Payment, ShareTransfer
from .territory import Commune, Department, EmploymentZone, Region
from .user import Role, RoleGrant, User
from .yearly_return import YearlyReturn

__all__ = [
    "AccountingPlan",
    "Aci",
    "AciConvention",
    "BankLine",
    "BankStatement",
    "CampaignReminder",
    "Certificate",
    "Commune",
    "Contact",
    "DebitBatch",
    "DebitOrder",
    "Department",
    "EmploymentZone",
    "Establishment",
    "FeeBracket",
    "FeeCall",
    "FeeScale",
    "FeeShare",
    "FinancialAnnex",
    "ImportBatch",
    "Invoice",
    "Issuer",
    "LineMatch",
    "Mail",
    "Mandate",
    "Membership",
    "MembershipCampaign",
    "NumberSeries",
    "Organisation",
    "Payment",
    "Region",
    "RegionalAssociation",
    "Role",
    "RoleGrant",
    "ShareTransfer",
    "Succession",
    "User",
    "YearlyReturn",
]
