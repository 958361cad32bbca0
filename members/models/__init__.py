"""What the network keeps of its people, territories and organisations: one file a concept."""

from .accounting import AccountingPlan
from .aci import Aci, AciCarrier
from .agreement import AgreementSignature, CoreAgreement, CoreMission, associations_of
from .application import MembershipApplication
from .association import RegionalAssociation
from .bank import BankLine, BankStatement, LineMatch
from .campaign import CampaignReminder, FeeCall, MembershipCampaign
from .certificate import Certificate
from .change_request import ChangeRequest
from .contact import Contact
from .convention import AciConvention, FinancialAnnex
from .debit import DebitBatch, DebitOrder
from .delegated_mission import BudgetLine, DelegatedMission, Deliverable, Instalment
from .electoral_roll import College, Proxy, RollEntry, VoteBracket
from .fee_scale import FeeBracket, FeeScale, FeeShare
from .import_batch import ImportBatch
from .issuer import Issuer
from .label import Label, OrganisationLabel
from .mail import Mail
from .mail_choice import BouncedAddress, MailChoice
from .mandate import Mandate
from .meeting import GeneralMeeting, Majority, Resolution
from .membership import Membership
from .merge import DistinctPair, Merge
from .mission_report import MissionReport
from .organisation import Establishment, Organisation
from .payment import Invoice, NumberSeries, Payment, ShareTransfer
from .review import (
    BilateralReview,
    ReviewAnswer,
    ReviewCampaign,
    ReviewDecision,
    ReviewFact,
    ReviewFile,
    ReviewQuestion,
    ReviewSignature,
    Score,
    Side,
)
from .saved_search import BulkMail, SavedSearch
from .succession import FormerSiret, Succession
from .territory import Commune, Department, EmploymentZone, Region
from .user import Role, RoleGrant, User
from .yearly_return import YearlyReturn

__all__ = [
    "AccountingPlan",
    "Aci",
    "AciCarrier",
    "AciConvention",
    "AgreementSignature",
    "BankLine",
    "BankStatement",
    "BilateralReview",
    "BouncedAddress",
    "BudgetLine",
    "BulkMail",
    "CampaignReminder",
    "Certificate",
    "ChangeRequest",
    "College",
    "Commune",
    "Contact",
    "CoreAgreement",
    "CoreMission",
    "DebitBatch",
    "DebitOrder",
    "DelegatedMission",
    "Deliverable",
    "Department",
    "DistinctPair",
    "EmploymentZone",
    "Establishment",
    "FeeBracket",
    "FeeCall",
    "FeeScale",
    "FeeShare",
    "FinancialAnnex",
    "FormerSiret",
    "GeneralMeeting",
    "ImportBatch",
    "Instalment",
    "Invoice",
    "Issuer",
    "Label",
    "LineMatch",
    "Mail",
    "MailChoice",
    "Majority",
    "Mandate",
    "Membership",
    "MembershipApplication",
    "MembershipCampaign",
    "Merge",
    "MissionReport",
    "NumberSeries",
    "Organisation",
    "OrganisationLabel",
    "Payment",
    "Proxy",
    "Region",
    "RegionalAssociation",
    "Resolution",
    "ReviewAnswer",
    "ReviewCampaign",
    "ReviewDecision",
    "ReviewFact",
    "ReviewFile",
    "ReviewQuestion",
    "ReviewSignature",
    "Role",
    "RoleGrant",
    "RollEntry",
    "SavedSearch",
    "Score",
    "ShareTransfer",
    "Side",
    "Succession",
    "User",
    "VoteBracket",
    "YearlyReturn",
    "associations_of",
]
