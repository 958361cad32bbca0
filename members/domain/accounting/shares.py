"""The regional shares: called, received, handed over, and what remains to hand over.

What a payment brings to the region is computed on all that a call has received, so that after any number of payments
it adds up to the cent, never exceeds the regional part, and is that part once the call is paid.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Case, DecimalField, F, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest, Least, NullIf, Round
from django.utils import timezone

from members.domain.dues import with_paid
from members.models import FeeCall, MembershipCampaign, Region, ShareTransfer
from members.models.base import Unaccented
from reporting.french import euros

ZERO = Decimal(0)
_MONEY = DecimalField(max_digits=14, decimal_places=2)


class TransferRefused(Exception):
    """A transfer that cannot be recorded; its message is a French sentence."""


class AlreadyTransferred(TransferRefused):
    """The same transfer is there: the person who types says whether it is another one."""


@dataclass(frozen=True)
class RegionShare:
    """The shares of a region in a campaign, in euros."""

    code: str
    name: str
    called: Decimal
    received: Decimal
    handed_over: Decimal

    @property
    def rest(self) -> Decimal:
        """What is to hand over now; negative where payments came back after it was."""
        return self.received - self.handed_over


def with_regional_received(calls):
    """Annotate calls with what the region is due of what was received (`regional_received`)."""
    counted = Least(Greatest(F("received"), Value(ZERO)), F("due"), output_field=_MONEY)
    part = Round(F("regional_part") * counted / NullIf(F("amount"), Value(ZERO)), precision=2, output_field=_MONEY)
    return with_paid(calls).annotate(regional_received=Coalesce(part, Value(ZERO), output_field=_MONEY))


def shares_by_region(campaign: MembershipCampaign, user) -> list[RegionShare]:
    """The shares of the regions of which `user` may see the calls and the transfers; those without any are left out."""
    calls = with_regional_received(FeeCall.objects.visible_to(user).filter(campaign=campaign))
    if not (user.is_national or user.is_board):
        calls = calls.filter(membership__region__in=user.region_codes)
    rows = calls.order_by().values("membership__region").annotate(
        called=Sum(Case(When(due=0, then=Value(ZERO)), default=F("regional_part"), output_field=_MONEY)),
        got=Sum("regional_received"),
    )  # fmt: skip
    of_calls = {row["membership__region"]: (row["called"], row["got"]) for row in rows}
    transfers = ShareTransfer.objects.visible_to(user).filter(campaign=campaign).order_by().values_list("region")
    handed = dict(transfers.annotate(sum=Sum("amount")))
    names = dict(
        Region.objects.filter(pk__in={*of_calls, *handed}).order_by(Unaccented("name")).values_list("pk", "name")
    )
    shares = [
        RegionShare(code, names[code], *of_calls.get(code, (ZERO, ZERO)), handed.get(code, ZERO)) for code in names
    ]
    return [share for share in shares if share.called or share.received or share.handed_over]


@transaction.atomic
def record_transfer(
    campaign: MembershipCampaign, region: Region, *, amount: Decimal, paid_on: date, reference: str, by, another=False
) -> ShareTransfer:
    """Record what was handed over to a region: at most what it is due, and at most what it had where it gives back."""
    # Whoever records a transfer of the campaign waits here, so that two people do not hand the same money over.
    MembershipCampaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    share = _share_of(campaign, region)
    if not amount:
        raise TransferRefused("Le montant n'est pas nul.")
    if paid_on > timezone.localdate():
        raise TransferRefused("La date est dans l'avenir.")
    if amount > share.rest:
        raise TransferRefused(f"Il n'y a que {euros(max(share.rest, ZERO))} à reverser à cette région.")
    if amount < -share.handed_over:
        raise TransferRefused(f"Cette région n'a reçu que {euros(share.handed_over)}.")
    twin = ShareTransfer.objects.filter(
        campaign=campaign, region=region, amount=amount, paid_on=paid_on, reference=reference
    )
    if twin.exists() and not another:
        raise AlreadyTransferred("Un reversement identique est déjà noté.")
    return ShareTransfer.objects.create(
        campaign=campaign, region=region, amount=amount, paid_on=paid_on, reference=reference, recorded_by=by
    )


def _share_of(campaign: MembershipCampaign, region: Region) -> RegionShare:
    calls = with_regional_received(FeeCall.objects.filter(campaign=campaign, membership__region=region))
    got = calls.order_by().aggregate(sum=Sum("regional_received"))["sum"] or ZERO
    handed = ShareTransfer.objects.filter(campaign=campaign, region=region).aggregate(sum=Sum("amount"))["sum"] or ZERO
    return RegionShare(region.pk, region.name, ZERO, got, handed)
