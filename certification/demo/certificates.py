"""Certificates of the demonstration, and what the Caisse des Dépôts was told of them."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from certification.domain.certificates.content import content_of
from certification.domain.certificates.issuing import KINDS, SERIES
from certification.domain.deposits.batches import make_deposit
from certification.domain.deposits.schema import fingerprint
from certification.models import (
    AcquiredBlock,
    BlockEvaluation,
    Certificate,
    Certification,
    Deposit,
    DepositAccount,
    DepositLine,
    Jury,
    Place,
)
from members.models import NumberSeries

PARIS = ZoneInfo("Europe/Paris")
REFUSAL = "Aucun titulaire ne correspond aux critères obligatoires"
# The schema is not the portal's to hand out: these batches are said to have followed one.
SCHEMA = fingerprint(b"schema of the demonstration")
# A batch takes a thousand certificates at most.
BATCH = 1000
# Certificates younger than this were not told yet.
UNTOLD = timedelta(days=75)


def load_certificates(today: date) -> None:
    """Of every jury whose results were notified, two weeks after it; those of the last signed minutes are to be issued."""
    places = (
        Place.objects.filter(
            jury__state__in=[Jury.State.NOTIFIED, Jury.State.CLOSED], result__in=KINDS, certificates=None
        )
        .select_related("jury__certification", "enrolment__candidate", "enrolment__referential")
        .order_by("jury__held_on", "pk")
    )
    granted = _blocks_of_places()
    numbers: dict[int, int] = defaultdict(int)
    made = []
    for place in places:
        issued_on = place.jury.held_on + timedelta(days=14)
        numbers[issued_on.year] += 1
        number, kind = f"{SERIES}{issued_on.year}-{numbers[issued_on.year]:05d}", KINDS[place.result]
        content = content_of(
            place, kind=kind, number=number, issued_on=issued_on, valid_until=None, blocks=granted[place.pk]
        )
        made.append(Certificate(place=place, kind=kind, number=number, issued_on=issued_on, content=content))
    Certificate.objects.bulk_create(made, batch_size=BATCH)
    NumberSeries.objects.bulk_create(NumberSeries(name=SERIES, year=year, last=last) for year, last in numbers.items())
    _tell(today)


def _blocks_of_places() -> dict[int, list]:
    """What each passage gives or had: the blocks that its jury granted, and those of earlier ones."""
    held = defaultdict(list)
    for row in AcquiredBlock.objects.select_related("block"):
        held[row.enrolment_id].append((row.acquired_on, row.block))
    found = defaultdict(dict)
    for row in BlockEvaluation.objects.filter(kind=BlockEvaluation.Kind.JURY).select_related("block", "place__jury"):
        of_place = found[row.place_id]
        if row.acquired:
            of_place[row.block_id] = row.block
        for day, block in held[row.enrolment_id]:
            if day <= row.place.jury.held_on:
                of_place[block.pk] = block
    return {place: sorted(blocks.values(), key=lambda block: block.order) for place, blocks in found.items()}


def _tell(today: date) -> None:
    """A batch a year, all accepted but two lines of the last one; the certificates of the last weeks wait."""
    DepositAccount.objects.create(client_id="DEMO2020", contract_id="MCFCER000000")
    told = Certificate.objects.filter(kind=Certificate.Kind.PARCHMENT, issued_on__lt=today - UNTOLD).exclude(
        place__jury__certification__kind=Certification.Kind.BRANCH
    )
    by_year = defaultdict(list)
    for number, issued_on in told.order_by("issued_on").values_list("pk", "issued_on"):
        by_year[issued_on.year].append(number)
    for year, certificates in by_year.items():
        sent_on = min(date(year + 1, 1, 20), today - timedelta(days=30))
        deposit = make_deposit(by=None, certificates=certificates[:BATCH])
        Deposit.objects.filter(pk=deposit.pk).update(
            made_at=datetime.combine(sent_on, time(9), PARIS), sent_on=sent_on, schema_sha256=SCHEMA
        )
        refused = deposit.lines.order_by("-certificate__number")[:2] if year == max(by_year) else []
        DepositLine.objects.filter(pk__in=[line.pk for line in refused]).update(
            state=DepositLine.State.REFUSED, message=REFUSAL
        )
        deposit.lines.filter(state=DepositLine.State.EXPORTED).update(state=DepositLine.State.ACCEPTED)
