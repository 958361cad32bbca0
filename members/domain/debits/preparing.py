"""Batches of debits: who is debited, who is not and why; nobody waits in two batches."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from members.domain.dues import lock_all, with_paid
from members.domain.sepa import is_in_sepa
from members.models import DebitBatch, DebitOrder, FeeCall, Issuer, Mandate, MembershipCampaign
from reporting.french import fr_date


class DebitRefused(Exception):
    """A step that cannot be taken; its message is a French sentence."""


@dataclass(frozen=True)
class Problem:
    """Why a call is not debited, in French."""

    call: FeeCall
    reason: str


@dataclass(frozen=True)
class Ready:
    """A call that can be debited, with its mandate."""

    call: FeeCall
    mandate: Mandate


def review(campaign: MembershipCampaign) -> tuple[list[Ready], list[Problem]]:
    """The declared calls of a campaign that are to be debited, sorted into those that can be and those that cannot."""
    asked = with_paid(
        FeeCall.objects.filter(campaign=campaign, method=FeeCall.Method.DEBIT, declared_at__isnull=False)
    ).select_related("membership__organisation")
    calls = list(asked.order_by("membership__organisation__sort_name", "pk"))
    organisations = {call.membership.organisation_id for call in calls}
    mandates = {one.organisation_id: one for one in Mandate.objects.active().filter(organisation__in=organisations)}
    waiting = DebitOrder.objects.filter(call__in=calls, state=DebitOrder.State.ORDERED).select_related("batch")
    batches = {order.call_id: order.batch for order in waiting}
    ready, problems = [], []
    for call in calls:
        mandate = mandates.get(call.membership.organisation_id)
        if reason := _problem(call, mandate, batches.get(call.pk)):
            problems.append(Problem(call, reason))
        else:
            ready.append(Ready(call, mandate))
    return ready, [one for one in problems if one.call.remains > 0]


def _problem(call: FeeCall, mandate: Mandate | None, batch: DebitBatch | None) -> str:
    if call.remains <= 0:
        return "rien à prélever"
    if batch:
        return f"déjà dans la remise du {fr_date(batch.collection_on)}"
    if mandate is None:
        return "aucun mandat en cours"
    if not is_in_sepa(mandate.iban):
        return "compte hors de la zone SEPA"
    return ""


@transaction.atomic
def prepare_batch(campaign: MembershipCampaign, *, collection_on: date, by) -> DebitBatch:
    """A batch of all that can be debited in a campaign; raises DebitRefused where there is nothing, or too soon."""
    _check_day(collection_on)
    # The calls are held, then looked at: of two people who prepare at once, the second finds them taken.
    asked = FeeCall.objects.filter(campaign=campaign, method=FeeCall.Method.DEBIT, declared_at__isnull=False)
    lock_all(list(asked.values_list("pk", flat=True)))
    ready, _ = review(campaign)
    if not ready:
        raise DebitRefused("Aucun appel n'est à prélever dans cette campagne.")
    batch = DebitBatch.objects.create(collection_on=collection_on, created_by=by)
    used = used_mandates([one.mandate.pk for one in ready])
    DebitOrder.objects.bulk_create(
        [
            DebitOrder(
                batch=batch,
                call=one.call,
                mandate=one.mandate,
                sequence=sequence_of(one.mandate.pk, used),
                amount=one.call.remains,
                end_to_end=one.call.reference,
            )
            for one in ready
        ],
        batch_size=1000,
    )
    return batch


def used_mandates(numbers: list[int]) -> set[int]:
    """The mandates by which a debit was already handed to the bank and not rejected."""
    sent = DebitOrder.objects.filter(
        mandate__in=numbers,
        batch__state__in=[DebitBatch.State.SENT, DebitBatch.State.SETTLED],
        state__in=[DebitOrder.State.ORDERED, DebitOrder.State.SETTLED],
    )
    return set(sent.values_list("mandate", flat=True))


def sequence_of(mandate: int, used: set[int]) -> str:
    """The first debit of a mandate says so to the bank; those after are recurrent."""
    return DebitOrder.Sequence.RECURRENT if mandate in used else DebitOrder.Sequence.FIRST


def _check_day(collection_on: date) -> None:
    notice = Issuer.current().debit_notice_days
    if collection_on < timezone.localdate() + timedelta(days=notice):
        raise DebitRefused(
            f"Un prélèvement est annoncé {notice} jours à l'avance : choisissez une date plus lointaine."
        )
    if collection_on.weekday() >= 5:
        raise DebitRefused("Les banques ne prélèvent pas le samedi ni le dimanche : choisissez un autre jour.")


@transaction.atomic
def remove_order(order: DebitOrder, *, reason: str) -> None:
    """Take a call out of a batch that has not been handed to the bank."""
    batch = hold(order.batch)
    if batch.state != DebitBatch.State.PREPARED:
        raise DebitRefused("Cette remise est déjà partie : un prélèvement n'en sort que rejeté.")
    DebitOrder.objects.filter(pk=order.pk, state=DebitOrder.State.ORDERED).update(
        state=DebitOrder.State.REMOVED, reject_reason=reason[:200]
    )


@transaction.atomic
def cancel_batch(batch: DebitBatch) -> None:
    """Give up a batch that has not been handed to the bank: its calls may be debited by another."""
    batch = hold(batch)
    if batch.state != DebitBatch.State.PREPARED:
        raise DebitRefused("Cette remise est déjà partie à la banque ou abandonnée.")
    batch.orders.filter(state=DebitOrder.State.ORDERED).update(
        state=DebitOrder.State.REMOVED, reject_reason="Remise abandonnée"
    )
    batch.state = DebitBatch.State.CANCELLED
    batch.save(update_fields=["state"])


def hold(batch: DebitBatch) -> DebitBatch:
    """The batch as it is now, held until the transaction ends."""
    return DebitBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
