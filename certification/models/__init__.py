"""What certification keeps: one file a concept."""

from .accreditation import Accreditation, AccreditationPiece, PieceKind, RegisterChange
from .appeal import Appeal
from .candidate import AcquiredBlock, Candidate, Enrolment
from .candidate_files import CandidateExport, CandidateImport
from .certificate import Certificate, CertificateCopy
from .certification import Certification, Competency, Referential, SkillBlock
from .check import AccreditationCheck, CheckAnswer, ChecklistQuestion, Finding, SupportVisit
from .deposit import Deposit, DepositAccount, DepositLine, DepositReport
from .evaluation import BlockEvaluation, CompetencyMark
from .followed import FollowedRecord
from .jury import Jury, Place, Seat
from .minutes import Minutes, MinutesSignature
from .official import College, ConflictDeclaration, Mandate, Official, OfficialTraining, Unavailability

__all__ = [
    "Accreditation", "AccreditationCheck", "AccreditationPiece", "AcquiredBlock", "Appeal", "BlockEvaluation",
    "Candidate", "CandidateExport", "CandidateImport", "Certificate", "CertificateCopy", "Certification", "CheckAnswer",
    "ChecklistQuestion", "College",
    "Competency", "CompetencyMark", "ConflictDeclaration", "Deposit", "DepositAccount", "DepositLine", "DepositReport",
    "Enrolment", "Finding", "FollowedRecord", "Jury", "Mandate", "Minutes", "MinutesSignature", "Official",
    "OfficialTraining", "PieceKind", "Place", "Referential", "RegisterChange", "Seat", "SkillBlock", "SupportVisit",
    "Unavailability",
]  # fmt: skip
