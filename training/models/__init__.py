"""What training keeps: one file a concept."""

from .attendance import Attendance, Evidence, SignedSheet, SigningCode, TrainerSignature
from .body import CourseTheme, TrainingBody
from .course import Course, CourseInterest, CourseVersion
from .document import TrainingDocument
from .invoice import InvoiceLine, TrainingInvoice, TrainingPayment
from .order import Funder, Order
from .quality import (
    Complaint,
    ImprovementAction,
    QualityEvidence,
    QualityIndicator,
    QualityReferential,
    Risk,
    WatchEntry,
)
from .registration import Adaptation, ObjectiveMark, Registration, Trainee, TraineeImport
from .session import Session, Slot
from .statement import ActivityStatement
from .statement_words import FundingLine, StatementObjective, TraineeType
from .survey import Survey, SurveyAnswer, SurveyInvitation, SurveyQuestion
from .trainer import Subcontract, Subcontractor, Trainer, TrainerPiece

__all__ = [
    "ActivityStatement", "Adaptation", "Attendance", "Complaint", "Course", "CourseInterest", "CourseTheme",
    "CourseVersion", "Evidence", "Funder", "FundingLine", "ImprovementAction", "InvoiceLine", "ObjectiveMark", "Order",
    "QualityEvidence", "QualityIndicator", "QualityReferential", "Registration", "Risk", "Session", "SignedSheet",
    "SigningCode", "Slot", "StatementObjective", "Subcontract", "Subcontractor", "Survey", "SurveyAnswer",
    "SurveyInvitation", "SurveyQuestion", "Trainee", "TraineeImport", "TraineeType", "Trainer", "TrainerPiece",
    "TrainerSignature", "TrainingBody", "TrainingDocument", "TrainingInvoice", "TrainingPayment", "WatchEntry",
]  # fmt: skip
