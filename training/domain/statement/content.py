"""What a statement says: each frame with its lines, computed from the records by the database, or kept as it was final.

Amounts and hours are printed to the unit, shared out so that lines make their total (`rounding`).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.models import Count, F, Q, QuerySet, Sum

from reporting.french import MONTHS
from training.domain.hours import MINUTES, hours_of
from training.domain.statement import records
from training.domain.statement.rounding import shared_out, whole
from training.domain.statement.specialities import speciality
from training.models import (
    ActivityStatement,
    FundingLine,
    StatementObjective,
    TraineeType,
    Trainer,
    TrainingBody,
    TrainingInvoice,
)

SHOWN_SPECIALITIES = 5
# Parts of a frame that are not words of the form: what is not told yet, the other specialities, all of them together.
UNTOLD, OTHERS, TOTAL = "-", "autres", "total"


class FrameKey(StrEnum):
    """The frames that are computed, as addresses name them."""

    RESOURCES = "c"
    TRAINERS = "e"
    BY_TYPE = "f1"
    ENTRUSTED_AWAY = "f2"
    BY_OBJECTIVE = "f3"
    BY_SPECIALITY = "f4"
    ENTRUSTED_TO_US = "g"


TITLES = {
    FrameKey.RESOURCES: "C. Produits de la formation",
    FrameKey.TRAINERS: "E. Personnes qui dispensent les heures de formation",
    FrameKey.BY_TYPE: "F-1. Types de stagiaires",
    FrameKey.ENTRUSTED_AWAY: "F-2. Dont actions confiées à un autre organisme",
    FrameKey.BY_OBJECTIVE: "F-3. Objectifs des formations",
    FrameKey.BY_SPECIALITY: "F-4. Spécialités de formation",
    FrameKey.ENTRUSTED_TO_US: "G. Actions confiées par un autre organisme",
}
LEARNERS = [key for key in FrameKey if key not in (FrameKey.RESOURCES, FrameKey.TRAINERS)]
# The paths by which the frames of trainees are split.
SPLITS = {
    FrameKey.BY_TYPE: records.TRAINEE_TYPE,
    FrameKey.BY_OBJECTIVE: records.OBJECTIVE,
    FrameKey.BY_SPECIALITY: records.SPECIALITY,
}


@dataclass(frozen=True)
class Line:
    """A line of a frame.

    `count` is of invoice lines in frame C, of trainers in E, of registrations elsewhere (a person counts once an
    action); `persons` of distinct people. `exact` is in euros in frame C, in minutes elsewhere; `printed` in whole euros
    or hours.
    """

    part: str
    label: str
    count: int
    persons: int
    exact: Decimal
    printed: int


@dataclass(frozen=True)
class Frame:
    key: str
    title: str
    lines: list[Line]
    total: Line

    @property
    def in_euros(self) -> bool:
        return self.key == FrameKey.RESOURCES

    def line(self, part: str) -> Line:
        """The line of this part, or the total. Raises KeyError."""
        if part == TOTAL:
            return self.total
        for line in self.lines:
            if line.part == part:
                return line
        raise KeyError(part)

    def told(self, line: Line) -> Decimal:
        """Euros, or hours to the hundredth: before they are printed to the unit."""
        return line.exact if self.in_euros else hours_of(int(line.exact))


@dataclass(frozen=True)
class Content:
    """The whole statement, as it is computed today or as it was made final.

    `parties` is who declares; `entered` what the accounts gave; `invoices` the sum of invoices and credit notes of the
    year, which frame C must reach; `subcontracts` that of signed contracts, to compare with frame D.
    """

    starts_on: date
    ends_on: date
    parties: dict[str, str]
    entered: dict[str, Decimal | None]
    remote: bool
    share_of_turnover: int | None
    invoices: Decimal
    subcontracts: Decimal
    frames: dict[str, Frame]

    def frame(self, key: str) -> Frame:
        return self.frames[key]

    @property
    def in_order(self) -> list[Frame]:
        return [self.frames[key] for key in FrameKey]

    def as_json(self) -> dict:
        """What the database keeps: dates and decimals in words."""
        return _worded(asdict(self))

    @classmethod
    def from_json(cls, kept: dict) -> "Content":
        frames = {
            key: Frame(
                key=frame["key"], title=frame["title"], lines=[_line(line) for line in frame["lines"]],
                total=_line(frame["total"]),
            )
            for key, frame in kept["frames"].items()
        }  # fmt: skip
        entered = {name: None if value is None else Decimal(value) for name, value in kept["entered"].items()}
        dates = {name: date.fromisoformat(kept[name]) for name in ("starts_on", "ends_on")}
        sums = {name: Decimal(kept[name]) for name in ("invoices", "subcontracts")}
        return cls(**kept | dates | sums | {"entered": entered, "frames": frames})


def _worded(value):
    if isinstance(value, dict):
        return {str(key): _worded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_worded(one) for one in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _line(kept: dict) -> Line:
    return Line(**kept | {"exact": Decimal(kept["exact"])})


def content_of(statement: ActivityStatement) -> Content:
    """What the statement says: as it was made final, else as its records make it today."""
    if statement.state == ActivityStatement.State.FINAL:
        return Content.from_json(statement.content["said"])
    return computed(statement)


ENTERED = ("turnover", "charges", "trainer_wages", "purchases")


def computed(statement: ActivityStatement) -> Content:
    """Every frame from the records of today; a fixed number of queries, whatever the year holds."""
    resources = _resources(statement)
    own = _measured(records.own(statement))
    frames = [
        resources,
        _trainers(statement),
        _split(statement, FrameKey.BY_TYPE, TraineeType, own),
        _single(FrameKey.ENTRUSTED_AWAY, records.entrusted_away(statement)),
        _split(statement, FrameKey.BY_OBJECTIVE, StatementObjective, own),
        _specialities(statement, own),
        _single(FrameKey.ENTRUSTED_TO_US, records.entrusted_to_us(statement)),
    ]
    return Content(
        starts_on=statement.starts_on,
        ends_on=statement.ends_on,
        parties=_parties(statement),
        entered={name: getattr(statement, name) for name in ENTERED},
        remote=records.attended(statement).filter(slot__remote=True).exists(),
        share_of_turnover=share_of_turnover(resources.total.exact, statement.turnover),
        invoices=TrainingInvoice.objects.filter(
            issued_on__range=(statement.starts_on, statement.ends_on)
        ).aggregate(total=Sum("amount", default=Decimal(0)))["total"],
        subcontracts=records.contracts(statement).aggregate(total=Sum("amount", default=Decimal(0)))["total"],
        frames={frame.key: frame for frame in frames},
    )  # fmt: skip


def share_of_turnover(resources: Decimal, turnover: Decimal | None) -> int | None:
    """Frame C over the turnover of the body, in whole per cent; None where there is no turnover."""
    return whole(resources * 100 / turnover) if turnover else None


def _parties(statement: ActivityStatement) -> dict[str, str]:
    """Frames A and H."""
    body = TrainingBody.current()
    return {
        "name": body.name,
        "activity_number": body.activity_number,
        "siret": body.siret,
        "legal_form": body.legal_form,
        "naf": body.naf,
        "address": body.address,
        "email": body.email,
        "phone": body.phone,
        "director_name": statement.director_name,
        "director_function": statement.director_function,
    }


def _measured(attendances: QuerySet, *by: str) -> list[dict] | dict:
    """Registrations, distinct people and minutes; of each part where a path is given."""
    figures = {
        "count": Count("registration", distinct=True),
        "persons": Count("registration__trainee", distinct=True),
        "minutes": Sum("minutes", default=0),
    }
    if not by:
        return attendances.aggregate(**figures)
    return list(attendances.order_by().values(part=F(by[0])).annotate(**figures))


def _hours(key: FrameKey, parts: Sequence[tuple[str, str, dict]], total: dict) -> Frame:
    """A frame of hours, from each part with its words and what it holds."""
    printed = shared_out([Decimal(held["minutes"]) / MINUTES for _, _, held in parts])
    lines = [
        Line(part, label, held["count"], held["persons"], Decimal(held["minutes"]), hours)
        for (part, label, held), hours in zip(parts, printed, strict=True)
    ]
    end = Line(TOTAL, "Total", total["count"], total["persons"], Decimal(total["minutes"]), sum(printed))
    return Frame(key, TITLES[key], lines, end)


NONE_HELD = {"count": 0, "persons": 0, "minutes": 0}


def _split(statement: ActivityStatement, key: FrameKey, words, total: dict) -> Frame:
    """Our trainees by the words of the form; what lacks its word has a line of its own, or totals would differ."""
    found = {row["part"]: row for row in _measured(records.own(statement), SPLITS[key])}
    parts = [(value, label, found.get(value, NONE_HELD)) for value, label in words.choices]
    if "" in found:
        parts.append((UNTOLD, "non renseigné", found[""]))
    return _hours(key, parts, total)


def _specialities(statement: ActivityStatement, total: dict) -> Frame:
    """The five specialities with the most hours, then the others together."""
    found = _measured(records.own(statement), SPLITS[FrameKey.BY_SPECIALITY])
    told = sorted((row for row in found if row["part"]), key=lambda row: (-row["minutes"], -row["count"], row["part"]))
    parts = [(row["part"], speciality(row["part"]), row) for row in told[:SHOWN_SPECIALITIES]]
    rest = [row["part"] for row in told[SHOWN_SPECIALITIES:]]
    if rest:
        # People may be in several of them: they are counted again, not added up.
        among = records.own(statement).filter(**{f"{records.SPECIALITY}__in": rest})
        parts.append((OTHERS, "Autres spécialités", _measured(among)))
    parts += [(UNTOLD, "non renseignée", row) for row in found if not row["part"]]
    return _hours(FrameKey.BY_SPECIALITY, parts, total)


def _single(key: FrameKey, attendances: QuerySet) -> Frame:
    """A frame of one line."""
    held = _measured(attendances)
    return _hours(key, [("tous", "Stagiaires", held)], held)


def _trainers(statement: ActivityStatement) -> Frame:
    kinds = [
        ("interne", "De l'organisme", records.INSIDE),
        ("externe", "Extérieures, en sous-traitance", records.OUTSIDE),
        (UNTOLD, "non renseignées", records.NOBODY),
    ]
    slots = records.led(statement)
    minutes = slots.aggregate(**{part: Sum("minutes", filter=kind, default=0) for part, _, kind in kinds})
    people = Trainer.objects.filter(slots__in=slots).aggregate(
        interne=Count("pk", distinct=True, filter=Q(subcontractor=None)),
        externe=Count("pk", distinct=True, filter=Q(subcontractor__isnull=False)),
    )
    parts = [
        (part, label, {"count": people.get(part, 0), "persons": people.get(part, 0), "minutes": minutes[part]})
        for part, label, _ in kinds
        if part != UNTOLD or minutes[part]
    ]
    everybody = sum(people.values())
    total = {"count": everybody, "persons": everybody, "minutes": sum(minutes.values())}
    return _hours(FrameKey.TRAINERS, parts, total)


def _resources(statement: ActivityStatement) -> Frame:
    rows = (
        records.invoiced(statement).order_by().values("funding_line").annotate(count=Count("pk"), amount=Sum("amount"))
    )
    found = {row["funding_line"]: row for row in rows}
    none = {"count": 0, "amount": Decimal(0)}
    parts = [(value, label, found.get(value, none)) for value, label in FundingLine.choices]
    if "" in found:
        parts.append((UNTOLD, "non renseignée", found[""]))
    printed = shared_out([held["amount"] for _, _, held in parts])
    lines = [
        Line(part, label, held["count"], 0, held["amount"], euros)
        for (part, label, held), euros in zip(parts, printed, strict=True)
    ]
    total = Line(
        TOTAL, "Total", sum(line.count for line in lines), 0, sum((line.exact for line in lines), Decimal(0)), sum(printed)
    )  # fmt: skip
    return Frame(FrameKey.RESOURCES, TITLES[FrameKey.RESOURCES], lines, total)


def year_in_words(content: Content | ActivityStatement) -> str:
    """« 2025 », or « septembre 2024 à août 2025 » where the accounting year is not the calendar's."""
    first, last = content.starts_on, content.ends_on
    if first.year == last.year:
        return str(last.year)
    return f"{MONTHS[first.month - 1]} {first.year} à {MONTHS[last.month - 1]} {last.year}"
