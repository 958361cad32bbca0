"""What a statement lacks before it is final: each kind of gap, the records that have it, and how some are mended at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from members.domain.moves import Refused
from members.models import User
from training.domain.statement import records
from training.domain.team import require_team
from training.models import (
    ActivityStatement,
    Attendance,
    Course,
    InvoiceLine,
    Registration,
    Session,
    Slot,
    TrainingBody,
)


@dataclass(frozen=True)
class GapKind:
    """A kind of gap: its title, why it matters, the records that have it, and the field that mends them, if one does."""

    title: str
    why: str
    records: Callable[[ActivityStatement], QuerySet]
    field: str = ""


@dataclass(frozen=True)
class Gap:
    """A gap of a statement, and how many records have it."""

    key: str
    title: str
    count: int


def _lines(statement: ActivityStatement) -> QuerySet[InvoiceLine]:
    return records.invoiced(statement).filter(funding_line="").select_related("invoice__order__organisation")


def _untyped(statement: ActivityStatement) -> QuerySet[Registration]:
    counted = records.own(statement).filter(registration__trainee_type="").order_by()
    return Registration.objects.filter(pk__in=counted.values("registration")).select_related(
        "trainee__organisation", "session__version"
    )


def _courses(statement: ActivityStatement, **lacking) -> QuerySet[Course]:
    counted = records.own(statement).order_by().values("registration__session__version__course")
    return Course.objects.filter(pk__in=counted, **lacking)


def _without_objective(statement: ActivityStatement) -> QuerySet[Course]:
    return _courses(statement, statement_objective="")


def _without_speciality(statement: ActivityStatement) -> QuerySet[Course]:
    return _courses(statement, nsf_code="")


def _unknown_presences(statement: ActivityStatement) -> QuerySet[Session]:
    rows = records.expected(statement, _yesterday()).order_by().values("session")
    return Session.objects.held().filter(pk__in=rows).select_related("version")


def _unfinished(statement: ActivityStatement) -> QuerySet[Session]:
    """Sessions that should have begun, and those that should have ended within the year."""
    states, past = Session.State, min(statement.ends_on, _yesterday())
    slots = Slot.objects.filter(session=OuterRef("pk"), day__range=(statement.starts_on, past))
    late = Q(state__in=[states.OPEN, states.CONFIRMED]) | Q(state=states.RUNNING, ends_on__lte=past)
    return Session.objects.filter(late, Exists(slots)).select_related("version")


def _without_trainer(statement: ActivityStatement) -> QuerySet[Session]:
    slots = records.led(statement).filter(records.NOBODY).order_by()
    return Session.objects.filter(pk__in=slots.values("session")).select_related("version")


def _cancelled_but_present(statement: ActivityStatement) -> QuerySet[Session]:
    present = Attendance.objects.present().filter(
        slot__day__range=(statement.starts_on, statement.ends_on), registration__state=Registration.State.CANCELLED
    )
    return Session.objects.filter(pk__in=present.order_by().values("registration__session")).select_related("version")


KINDS = {
    "financement": GapKind(
        "Lignes de factures sans ligne du BPF", "Le cadre C range chaque produit selon qui paie.", _lines,
        "funding_line",
    ),
    "types": GapKind(
        "Stagiaires sans type", "Le cadre F-1 range les stagiaires par type.", _untyped, "trainee_type"
    ),
    "objectifs": GapKind(
        "Formations sans objectif", "Le cadre F-3 range les actions selon ce à quoi elles mènent.", _without_objective,
        "statement_objective",
    ),
    "specialites": GapKind(
        "Formations sans spécialité",
        "Le cadre F-4 range les actions par spécialité de la nomenclature NSF.",
        _without_speciality, "nsf_code",
    ),
    "presences": GapKind(
        "Sessions où des présences sont inconnues", "Les heures suivies viennent de l'émargement.", _unknown_presences
    ),
    "sessions": GapKind(
        "Sessions à terminer", "Leurs jours sont passés, et elles ne sont pas dites terminées.", _unfinished
    ),
    "formateurs": GapKind(
        "Sessions dont une demi-journée n'a pas de formateur", "Le cadre E compte qui forme, et ses heures.",
        _without_trainer,
    ),
    "annulees": GapKind(
        "Sessions où une inscription annulée a des présences",
        "Une inscription annulée ne compte pas : qui est venu puis parti a abandonné.", _cancelled_but_present,
    ),
}  # fmt: skip

ENTERED = ("turnover", "charges", "trainer_wages", "purchases", "director_name", "director_function")
OF_BODY = ("activity_number", "siret", "legal_form", "naf", "address")


def gaps_of(statement: ActivityStatement) -> list[Gap]:
    """The kinds of gaps that some records have, with how many; a query each."""
    counts = ((key, kind.title, kind.records(statement).count()) for key, kind in KINDS.items())
    return [Gap(key, title, count) for key, title, count in counts if count]


def not_entered(statement: ActivityStatement) -> list[str]:
    """What is still to be typed in the statement, in French: frame D, the turnover, the director."""
    return _lacking(statement, ENTERED)


def not_said_of_body() -> list[str]:
    """What frame A lacks of the training body, in French."""
    return _lacking(TrainingBody.current(), OF_BODY)


def _lacking(record: Model, names: tuple[str, ...]) -> list[str]:
    return [record._meta.get_field(name).verbose_name for name in names if getattr(record, name) in (None, "")]


def presences_missing(statement: ActivityStatement, sessions: list[Session]) -> dict[int, int]:
    """How many presences each of these sessions lacks."""
    rows = records.expected(statement, _yesterday()).filter(session__in=sessions).order_by()
    return {row["session"]: row["missing"] for row in rows.values("session").annotate(missing=Count("slot"))}


def mend(statement: ActivityStatement, key: str, values: Mapping[int, str], *, by: User | None) -> int:
    """Say, of records that have this gap, the word that they lack; those that somebody else mended meanwhile stay.

    Gives how many were mended. Raises Refused for a word that is not of the form, and nothing is written.
    """
    require_team(by)
    kind = KINDS[key]
    if not kind.field:
        raise Refused("Cela se corrige dans la fiche de la session.")
    with transaction.atomic():
        lacking = kind.records(statement).select_related(None).select_for_update(of=("self",)).filter(pk__in=values)
        mended = 0
        for record in lacking:
            setattr(record, kind.field, values[record.pk])
            try:
                record.clean_fields(exclude=[one.name for one in record._meta.fields if one.name != kind.field])
            except ValidationError as wrong:
                raise Refused(f"{record} : {' '.join(wrong.messages)}") from None
            record.save(update_fields=[kind.field])
            mended += 1
    return mended


def _yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)
