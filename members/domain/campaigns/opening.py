"""Opening a campaign: a membership to renew and a call for every organisation of the year before."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

from members.domain.fees import Fee, Scale, compute, problems_of, read_scale
from members.models import FeeCall, FeeScale, Membership, MembershipCampaign, Organisation, YearlyReturn
from members.models.membership import calendar_year
from reporting.jobs import Job, in_silence, start_job

State = MembershipCampaign.State
# A call is worked out from the last return of these years, the nearest first.
LOOKED_BACK = 3


class CampaignRefused(Exception):
    """What a campaign does not allow; its message is a French sentence."""


@dataclass(frozen=True)
class Size:
    """The size from which a fee is worked out, and the year for which it was declared."""

    value: Decimal
    year: int


def ask_opening(campaign: MembershipCampaign, *, by) -> Job:
    """Open a campaign as a job; asked twice, at once or not, it starts one.

    Raises CampaignRefused where it is open already, or its scale cannot be applied.
    """
    problems = problems_of(read_scale(campaign.scale))
    if campaign.scale.status != FeeScale.Status.ADOPTED:
        problems.insert(0, "Le barème de la campagne n'est pas adopté.")
    if problems:
        raise CampaignRefused(" ".join(problems))
    with transaction.atomic():
        claimed = MembershipCampaign.objects.filter(pk=campaign.pk, state=State.PREPARED).update(state=State.OPENING)
        if not claimed:
            raise CampaignRefused("Cette campagne est déjà ouverte, ou en cours d'ouverture.")
        return start_job(
            "open_campaign", title=f"Ouverture de la {_title(campaign)}", by=by, params={"campaign": campaign.pk}
        )


def give_back(campaign_id: int) -> None:
    """The opening was given up: it may be asked for again."""
    MembershipCampaign.objects.filter(pk=campaign_id, state=State.OPENING).update(state=State.PREPARED)


@transaction.atomic
def make_calls(campaign_id: int, progress=in_silence) -> int:
    """Make the memberships and calls that are missing, and open the campaign; the number made. All or nothing.

    Run again, it makes none twice: the campaign's row is held, and who is called already is left alone.
    """
    campaign = MembershipCampaign.objects.select_for_update(of=("self",)).select_related("scale").get(pk=campaign_id)
    progress(10, "Structures de l'année précédente")
    scale = read_scale(campaign.scale)
    called = list(_to_call(campaign))
    sizes = sizes_of([row.organisation_id for row in called], campaign.year, campaign.scale.basis)
    progress(30, "Calcul des cotisations")
    memberships = [
        Membership(
            organisation=before.organisation,
            year=campaign.year,
            kind=before.kind,
            region_id=before.organisation.department.region_id,
            validity=calendar_year(campaign.year),
            state=Membership.State.CALLED,
            renews=True,
        )
        for before in called
    ]
    Membership.objects.bulk_create(memberships, batch_size=1000)
    progress(60, "Appels")
    FeeCall.objects.bulk_create(
        [new_call(campaign, one, scale, sizes.get(one.organisation_id)) for one in memberships], batch_size=1000
    )
    if campaign.state != State.OPEN:
        campaign.state, campaign.opened_at = State.OPEN, timezone.now()
        campaign.save(update_fields=["state", "opened_at"])
    return len(memberships)


def _to_call(campaign: MembershipCampaign):
    """The memberships of the year before that counted, of organisations still there and without one this year."""
    there = Membership.objects.filter(year=campaign.year).values("organisation")
    return (
        Membership.objects.filter(
            year=campaign.year - 1, state=Membership.State.VALID, organisation__closed_on__isnull=True
        )
        .exclude(organisation__in=there)
        .select_related("organisation__department")
        .order_by("organisation")
    )


def new_call(
    campaign: MembershipCampaign,
    membership: Membership,
    scale: Scale,
    size: Size | None,
    *,
    newcomer: bool = False,
    quarter: int = 1,
) -> FeeCall:
    """A call, not saved, with the fee worked out from the last size known."""
    fee = compute(
        scale,
        kind=membership.kind,
        size=size.value if size else None,
        region=membership.region_id,
        newcomer=newcomer,
        quarter=quarter,
    )
    call = FeeCall(
        campaign=campaign,
        membership=membership,
        reference=reference_of(campaign.year, membership.organisation),
        newcomer=newcomer,
    )
    set_fee(call, fee, size.value if size else None)
    return call


def set_fee(call: FeeCall, fee: Fee, size: Decimal | None) -> None:
    """Write a fee on a call, with the steps that led to it."""
    call.basis_value = size
    call.amount, call.national_part, call.regional_part = fee.amount, fee.national, fee.regional
    call.computation = [{"label": step.label, "amount": str(step.amount)} for step in fee.steps]


def sizes_of(organisations: list[int], year: int, basis: str) -> dict[int, Size]:
    """For each organisation, its size in the return nearest to the year before `year`; one query."""
    rows = (
        YearlyReturn.objects.filter(organisation__in=organisations, year__lt=year, year__gte=year - LOOKED_BACK)
        .exclude(**{basis: None})
        .order_by("organisation", "-year")
        .distinct("organisation")
        .values_list("organisation", basis, "year")
    )
    return {organisation: Size(value, of) for organisation, value, of in rows}


def reference_of(year: int, organisation: Organisation) -> str:
    """The creditor reference that a transfer carries (ISO 11649): « RF », its key, the year and the SIREN."""
    body = f"{year}C{organisation.siren}"
    return iso11649.validate(f"RF{mod_97_10.calc_check_digits(f'{body}RF')}{body}")


def _title(campaign: MembershipCampaign) -> str:
    return f"campagne d'adhésion {campaign.year}"
