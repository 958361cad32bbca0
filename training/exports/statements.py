"""The yearly statement as tables: its frames, and the records behind each cell."""

from collections.abc import Iterable

from members.models import User
from reporting.exports import xlsx_book
from training.domain.hours import hours_of
from training.domain.statement.cells import KINDS, CellRecord, frame_records
from training.domain.statement.content import LEARNERS, Content, Frame, FrameKey, content_of
from training.models import ActivityStatement, InvoiceLine, Registration, Slot

LINE_COLUMNS = ["Facture", "Date", "Acheteur", "Libellé", "Montant (€ HT)", "Ligne du BPF"]
SLOT_COLUMNS = ["Jour", "Demi-journée", "Session", "Numéro", "Formateurs", "Heures", "Ligne"]
REGISTRATION_COLUMNS = ["Stagiaire", "Employeur", "Session", "Numéro", "Début", "État", "Heures de l'exercice", "Ligne"]
COLUMNS = {InvoiceLine: LINE_COLUMNS, Slot: SLOT_COLUMNS, Registration: REGISTRATION_COLUMNS}
RELATED = {
    InvoiceLine: ["invoice__order__organisation"],
    Slot: ["session__version"],
    Registration: ["trainee__organisation", "session__version"],
}


def readable(found: list[CellRecord], key: str, user: User) -> list[CellRecord]:
    """Those of the records of a frame that this person may read."""
    seen = KINDS[key].objects.visible_to(user).filter(pk__in=[one.number for one in found]).order_by()
    numbers = set(seen.values_list("pk", flat=True))
    return [one for one in found if one.number in numbers]


def loaded(found: Iterable[CellRecord], key: str, user: User) -> list[tuple[CellRecord, object]]:
    """The records of a frame that this person may read, each with what it counts."""
    found, model = list(found), KINDS[key]
    seen = model.objects.visible_to(user).select_related(*RELATED[model])
    if model is Slot:
        seen = seen.prefetch_related("trainers")
    records = seen.in_bulk([one.number for one in found])
    return [(one, records[one.number]) for one in found if one.number in records]


def record_rows(shown: Iterable[tuple[CellRecord, object]], frame: Frame) -> list[list]:
    """A row a record; hours to the hundredth, as they were when the statement was made final."""
    labels = {line.part: line.label for line in frame.lines}
    return [[*_row(record, one), labels[one.part]] for one, record in shown]


def _row(record, one: CellRecord) -> list:
    if isinstance(record, InvoiceLine):
        invoice = record.invoice
        return [invoice.number, invoice.issued_on, invoice.order.buyer, record.label, one.exact]
    hours = hours_of(int(one.exact))
    if isinstance(record, Slot):
        session = record.session
        leaders = ", ".join(trainer.full_name for trainer in record.trainers.all())
        return [record.day, record.get_half_day_display(), session.version.title, session.number, leaders, hours]
    session, employer = record.session, record.trainee.organisation
    return [
        str(record.trainee), employer.name if employer else "", session.version.title, session.number,
        session.starts_on, record.get_state_display(), hours,
    ]  # fmt: skip


def statement_workbook(statement: ActivityStatement, user: User) -> bytes:
    """A sheet for who declares and what is typed, one a frame, one of records a kind."""
    content = content_of(statement)
    sheets = {"A, B, D, H": (["Rubrique", "Valeur"], _parties(content))}
    for frame in content.in_order:
        sheets[frame.title.partition(".")[0]] = (
            _columns(frame),
            [_told(frame, line) for line in [*frame.lines, frame.total]],
        )
    for title, key in (
        ("Lignes de factures", FrameKey.RESOURCES), ("Demi-journées", FrameKey.TRAINERS),
        ("Inscriptions", FrameKey.BY_TYPE), ("Inscriptions (G)", FrameKey.ENTRUSTED_TO_US),
    ):  # fmt: skip
        found = loaded(frame_records(statement, content, key), key, user)
        sheets[title] = (COLUMNS[KINDS[key]], record_rows(found, content.frame(key)))
    return xlsx_book(sheets)


def _parties(content: Content) -> list[list]:
    said, entered = content.parties, content.entered
    return [
        ["Premier jour de l'exercice", content.starts_on],
        ["Dernier jour de l'exercice", content.ends_on],
        ["Dénomination", said["name"]],
        ["Numéro de déclaration d'activité", said["activity_number"]],
        ["SIRET", said["siret"]],
        ["Forme juridique", said["legal_form"]],
        ["Code NAF", said["naf"]],
        ["Adresse", said["address"]],
        ["Actions à distance", "oui" if content.remote else "non"],
        ["Chiffre d'affaires (€ HT)", entered["turnover"]],
        ["Part de la formation (%)", content.share_of_turnover],
        ["Total des charges (€)", entered["charges"]],
        ["Dont salaires des formateurs (€)", entered["trainer_wages"]],
        ["Dont achats de prestations de formation et honoraires (€)", entered["purchases"]],
        ["Dirigeant", said["director_name"]],
        ["Qualité", said["director_function"]],
    ]


def _columns(frame: Frame) -> list[str]:
    if frame.in_euros:
        return ["Ligne", "Lignes de factures", "Montant exact (€ HT)", "Montant (€)"]
    if frame.key in LEARNERS:
        return ["Ligne", "Stagiaires", "Personnes distinctes", "Heures exactes", "Heures"]
    return ["Ligne", "Personnes", "Heures exactes", "Heures"]


def _told(frame: Frame, line) -> list:
    persons = [line.persons] if frame.key in LEARNERS else []
    return [line.label, line.count, *persons, frame.told(line), line.printed]
