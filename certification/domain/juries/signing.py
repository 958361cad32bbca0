"""Each member present signs the minutes; when the last one has, what the jury decided is done."""

import hashlib
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from certification.domain.juries.contents import is_untouched
from certification.domain.juries.outcome import apply_outcome
from certification.domain.juries.sequence import SIGN
from certification.domain.team import require_team
from certification.models import Jury, Minutes, MinutesSignature, Seat
from members.domain.agreements.signing import check_pdf
from members.domain.agreements.versions import AgreementRefused
from members.domain.moves import NotAllowed, Refused, held, moved
from members.models import User


@dataclass(frozen=True)
class Evidence:
    """From where a member signs."""

    address: str | None = None
    device: str = ""


def awaited(minutes: Minutes) -> list[Seat]:
    """The seats whose signature these minutes still wait for."""
    signed = {one.seat_id for one in minutes.signatures.all()}
    seats = Seat.objects.select_related("official__user").in_bulk(minutes.signers)
    return [seats[number] for number in minutes.signers if number not in signed]


@transaction.atomic
def sign_minutes(minutes: Minutes, *, by: User, sha256: str, evidence: Evidence) -> MinutesSignature:
    """Sign as a member who was present, logged in with their own account; `sha256` is what they were shown.

    Raises NotAllowed for anybody else, and Refused where they have signed, or where what they read is not
    what is kept.
    """
    kept = _held(minutes)
    seat = Seat.objects.filter(pk__in=kept.signers, official__user=by).first()
    if seat is None:
        raise NotAllowed("Seuls les membres présents à ce jury signent son procès-verbal.")
    if sha256 != kept.sha256:
        raise Refused("Le procès-verbal n'est pas celui que vous avez lu : rechargez la page.")
    return _signed(kept, seat, ip_address=evidence.address, device=evidence.device[:300])


@transaction.atomic
def record_paper_signature(minutes: Minutes, seat: Seat, *, file: UploadedFile, by: User) -> MinutesSignature:
    """Keep the copy signed by hand of a member who has no account; the team alone notes it. Raises Refused."""
    require_team(by)
    kept = _held(minutes)
    seat = Seat.objects.filter(pk=seat.pk, pk__in=kept.signers).select_related("official").first()
    if seat is None:
        raise Refused("Cette personne n'était pas présente à ce jury : elle ne signe pas.")
    if seat.official.user_id:
        raise Refused(f"{seat.official} a un compte : elle ou il signe en se connectant.")
    try:
        content = check_pdf(file)
    except AgreementRefused as refusal:
        raise Refused(str(refusal)) from refusal
    file.seek(0)
    return _signed(kept, seat, scan=file, scan_sha256=hashlib.sha256(content).hexdigest(), recorded_by=by)


def _held(minutes: Minutes) -> Minutes:
    """The minutes as kept, their jury locked; only the last ones of a jury are signed."""
    jury = held(minutes.jury, SIGN)
    kept = Minutes.objects.get(pk=minutes.pk)
    kept.jury = jury
    if jury.minutes.filter(order__gt=kept.order).exists():
        raise Refused("Ce procès-verbal a été corrigé : signez celui qui le remplace.")
    if not is_untouched(kept):
        raise Refused(
            "Le contenu de ce procès-verbal ne correspond plus à son empreinte : ne signez pas, prévenez l'équipe."
        )
    return kept


def _signed(minutes: Minutes, seat: Seat, **proof) -> MinutesSignature:
    if minutes.signatures.filter(seat=seat).exists():
        raise Refused(f"{seat.official} a déjà signé ce procès-verbal.")
    signature = MinutesSignature.objects.create(minutes=minutes, seat=seat, sha256=minutes.sha256, **proof)
    if not awaited(minutes):
        apply_outcome(minutes)
        moved(minutes.jury, SIGN)
    return signature


def is_signed(minutes: Minutes) -> bool:
    """Whether every member who was present has signed these minutes."""
    return set(minutes.signers) <= {one.seat_id for one in minutes.signatures.all()}


def standing_minutes(jury: Jury) -> Minutes | None:
    """The minutes that stand: the last ones that all have signed."""
    found = jury.minutes.prefetch_related("signatures").order_by("-order")
    return next((one for one in found if is_signed(one)), None)
