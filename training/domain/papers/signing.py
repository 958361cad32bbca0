"""Sign a quote, an agreement or a contract: on line with what proves it, or on paper."""

import hashlib
import json
from datetime import date, datetime, time

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused
from members.domain.uploads import PAGES, is_what_it_says, suffix_of
from members.models import User
from training.domain.orders.steps import mark_agreed
from training.domain.papers.issuing import OF_ORDER
from training.domain.team import require_team
from training.models import Order, TrainingDocument

Kind = TrainingDocument.Kind


def fingerprint(document: TrainingDocument) -> str:
    """The SHA-256 of what a paper says, whatever the order in which it is kept."""
    said = json.dumps(document.content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{document.number}\n{said}".encode()).hexdigest()


@transaction.atomic
def sign_online(
    document: TrainingDocument, *, name: str, function: str, seen: str, ip: str | None, device: str, by: User | None
) -> TrainingDocument:
    """Sign what was shown, whose fingerprint is `seen`; `by` is None for who came by the order's link. Raises Refused.

    The agreement of a structure, or the contract of a person, makes the order agreed; a signed quote is an acceptance.
    """
    if by is not None and not by.has_perm("training.manage_order", document.order):
        raise NotAllowed
    if not name.strip():
        raise Refused("Écrivez votre nom : il vaut signature.")
    found = _held(document)
    if seen != fingerprint(found):
        raise Refused("Le document a changé depuis que vous l'avez ouvert : relisez-le avant de signer.")
    found.signed_at = timezone.now()
    found.signer_name, found.signer_function = name.strip()[:150], function.strip()[:120]
    found.signer_ip, found.signer_device = ip, device[:300]
    found.signed_sha256 = seen
    found.save()
    _agree(found, None, timezone.localdate())
    return found


@transaction.atomic
def record_signed_copy(
    document: TrainingDocument, *, copy: UploadedFile, name: str, on: date, by: User
) -> TrainingDocument:
    """Keep the copy signed on paper. Raises Refused."""
    require_team(by)
    if on > timezone.localdate():
        raise Refused("Ce jour de signature n'est pas encore venu.")
    if suffix_of(copy) not in PAGES or not is_what_it_says(copy):
        raise Refused("L'exemplaire signé est un PDF ou une image.")
    found = _held(document)
    if on < found.issued_on:
        raise Refused("Un document ne se signe pas avant d'avoir été fait.")
    found.signed_at = datetime.combine(on, time(12), timezone.get_current_timezone())
    found.signer_name, found.signed_copy = name.strip()[:150], copy
    found.signed_sha256 = fingerprint(found)
    found.save()
    _agree(found, by, on)
    return found


def _held(document: TrainingDocument) -> TrainingDocument:
    """The order first, as whoever changes its places does; then the paper, if it can still be signed."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=document.order_id)
    found = TrainingDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    found.order = order
    if found.kind not in OF_ORDER:
        raise Refused("Ce document ne se signe pas ici.")
    if found.replaced_by_id:
        raise Refused("Ce document est remplacé : signez celui qui le remplace.")
    if found.signed_at:
        raise Refused(f"Ce document est déjà signé, le {timezone.localtime(found.signed_at):%d/%m/%Y à %H h %M}.")
    if order.state == Order.State.CANCELLED:
        raise Refused("Cette commande est annulée.")
    return found


def _agree(document: TrainingDocument, by: User | None, on: date) -> None:
    if document.kind in (Kind.AGREEMENT, Kind.CONTRACT) and document.order.state in (
        Order.State.REQUESTED, Order.State.QUOTED,
    ):  # fmt: skip
        mark_agreed(document.order, by, on)
