"""Money of the demonstration: shares handed over, a statement to match, debits in preparation; and who wants to join."""

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from members.demo import names
from members.domain.bank.keeping import import_statement
from members.domain.debits.preparing import prepare_batch
from members.models import (
    Department,
    FeeCall,
    Membership,
    MembershipApplication,
    MembershipCampaign,
    ShareTransfer,
    User,
)

SEED = 411
LINES = 24
PROJECTS = [
    ("Les Semences du Littoral", "35000", "Rennes", "35", "favourable"),
    ("La Recyclerie des Abers", "29200", "Brest", "29", ""),
    ("Le Chantier des Marais", "17000", "La Rochelle", "17", "reserved"),
]


def load_money(today: date) -> None:
    """What follows the campaigns; the same each time."""
    staff = User.objects.filter(email="national@example.org").first()
    rng = random.Random(SEED)  # noqa: S311 (fictitious data must come out the same each time)
    _transfers()
    campaign = MembershipCampaign.objects.opened().order_by("-year").first()
    _statement(campaign, today, rng, staff)
    prepare_batch(campaign, collection_on=_working_day(today + timedelta(days=20)), by=staff)
    _applications(rng, staff, today)


def _transfers() -> None:
    """The regional shares of the campaigns that are closed, handed over in the summer."""
    closed = FeeCall.objects.filter(
        campaign__state=MembershipCampaign.State.CLOSED, membership__state=Membership.State.VALID, regional_part__gt=0
    )
    sums = (
        closed.order_by().values_list("campaign", "campaign__year", "membership__region").annotate(Sum("regional_part"))
    )
    ShareTransfer.objects.bulk_create(
        ShareTransfer(
            campaign_id=campaign, region_id=region, amount=amount, paid_on=date(year, 7, 15),
            recorded_at=timezone.make_aware(datetime.combine(date(year, 7, 15), time(11))), reference=f"Parts {year}",
        )
        for campaign, year, region, amount in sums
    )  # fmt: skip


def _statement(campaign: MembershipCampaign, today: date, rng: random.Random, staff) -> None:
    """Transfers of those who have declared: most name their call, some only themselves, one nobody."""
    calls = FeeCall.objects.filter(
        campaign=campaign, method=FeeCall.Method.TRANSFER, membership__state=Membership.State.DECLARED, payments=None
    ).select_related("membership__organisation")
    rows = ["Date opération;Libellé;Tiers;Référence;Montant"]
    for rank, call in enumerate(calls.order_by("reference")[:LINES]):
        name, day = call.membership.organisation.name, today - timedelta(days=rng.randint(1, 12))
        said = f"VIR {name.upper()} {call.reference}" if rank % 4 else f"VIREMENT COTISATION {campaign.year}"
        amount = call.amount if rank % 6 != 1 else (call.amount / 2).quantize(Decimal("0.01"))
        rows.append(f"{day:%d/%m/%Y};{said};{name};B{rank:05d};{str(amount).replace('.', ',')}")
    rows.append(f"{today:%d/%m/%Y};VIREMENT SANS MOTIF;SARL INCONNUE;B99999;75,00")
    import_statement("\n".join(rows).encode(), f"releve-{today:%Y-%m}.csv", by=staff)


def _working_day(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _applications(rng: random.Random, staff, today: date) -> None:
    for rank, (name, postcode, city, department, opinion) in enumerate(PROJECTS):
        given = rng.choice(names.GIVEN)
        application = MembershipApplication.objects.create(
            name=name,
            siret=f"99900000{rank}0001{rank}",
            address="1 rue de l'Exemple",
            postcode=postcode,
            city=city,
            department=Department.objects.get(code=department),
            activities="Maraîchage biologique, Espaces verts",
            insertion_fte=Decimal(8 + 5 * rank),
            permanent_fte=Decimal(3),
            contact_name=f"{given} {rng.choice(names.FAMILY)}",
            email=f"candidature{rank}@example.org",
            message="Nous ouvrons un chantier d'insertion et cherchons un réseau pour former nos encadrants.",
            state=MembershipApplication.State.RECEIVED,
            opinion=opinion,
            opinion_note="Le modèle économique est à consolider." if opinion == "reserved" else "",
            opinion_by=staff if opinion else None,
            opinion_at=timezone.now() if opinion else None,
        )
        sent = timezone.make_aware(datetime.combine(today - timedelta(days=5 + 3 * rank), time(9)))
        MembershipApplication.objects.filter(pk=application.pk).update(created_at=sent)
