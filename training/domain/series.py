"""Names of the series that number what training makes, without gaps within a year (`members.domain.numbers`)."""

from training.models import TrainingDocument

SESSIONS, ORDERS, COMPLAINTS = "SES", "CMD", "RECL"
INVOICES, CREDITS = "FF", "AF"
DOCUMENTS = {
    TrainingDocument.Kind.QUOTE: "DEV",
    TrainingDocument.Kind.AGREEMENT: "CONV",
    TrainingDocument.Kind.CONTRACT: "CTR",
    TrainingDocument.Kind.SUMMONS: "CVC",
    TrainingDocument.Kind.ATTENDANCE: "EMG",
    TrainingDocument.Kind.COMPLETION: "CR",
    TrainingDocument.Kind.ATTESTATION: "AFF",
    TrainingDocument.Kind.SUBCONTRACT: "STR",
}
