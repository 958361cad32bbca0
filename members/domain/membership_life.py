"""The life of a membership: called, declared, paid, valid; lapsed, resigned or struck off."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from members.models import FeeCall, Membership, MembershipCampaign

from .dues import lock
from .invoices import cancel_invoice

State = Membership.State


class LifeRefused(Exception):
    """A change of state that cannot be; its message is a French sentence."""


def settle(call: FeeCall) -> Membership:
    """Set the state of a membership from what is declared and paid; the call's row is held by the caller.

    A late payment makes a lapsed membership valid again; one that was ended, or declined, stays so.
    """
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=call.membership_id)
    if membership.has_ended:
        call.membership = membership
        return membership
    paid = bool(call.exemption) or call.paid >= call.amount
    if paid:
        state = State.VALID if call.declared_at else State.PAID
    elif membership.state == State.LAPSED:
        state = State.LAPSED
    else:
        state = State.DECLARED if call.declared_at else State.CALLED
    if state != membership.state:
        membership.state = state
        membership.save(update_fields=["state"])
    call.membership = membership
    return membership


@transaction.atomic
def exempt(call: FeeCall, *, reason: str) -> Membership:
    """Free an organisation of its fee this year, for a reason that is kept."""
    call = lock(call)
    if not reason.strip():
        raise LifeRefused("Une dispense a un motif.")
    if call.exemption:
        raise LifeRefused("Cette structure est déjà dispensée cette année.")
    if call.paid > Decimal(0):
        raise LifeRefused("Un paiement est noté : remboursez-le ou annulez-le avant de dispenser la structure.")
    _refuse_ended(call.membership)
    call.exemption = reason.strip()
    call.save(update_fields=["exemption"])
    cancel_invoice(call)
    return settle(call)


@transaction.atomic
def resign(membership: Membership, *, on, reason: str) -> Membership:
    """A member leaves. What was valid counts until that day; what was only called counts for nothing."""
    return _end(membership, State.RESIGNED, on, reason.strip() or "Démission")


@transaction.atomic
def strike_off(membership: Membership, *, on, reason: str) -> Membership:
    """A member is struck off, for a reason told to them beforehand so that they may be heard."""
    if not reason.strip():
        raise LifeRefused("Une radiation a un motif, que la structure peut contester.")
    return _end(membership, State.STRUCK_OFF, on, reason.strip())


def _end(membership: Membership, state: str, on, reason: str) -> Membership:
    call = FeeCall.objects.select_for_update(of=("self",)).filter(membership=membership).first()
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    _refuse_ended(membership)
    validity = membership.validity
    if not validity.lower <= on < validity.upper:
        raise LifeRefused(f"La date doit être dans l'adhésion de {membership.year}.")
    counted = membership.state == State.VALID
    if state == State.RESIGNED and not counted:
        # A call that is declined was never a membership: it does not count for any day.
        state = State.LAPSED
    if call and not counted:
        cancel_invoice(call)
    if counted and on > validity.lower:
        membership.validity = type(validity)(validity.lower, on + timedelta(days=1))
    membership.state, membership.ended_on, membership.end_reason = state, on, reason
    membership.save(update_fields=["state", "validity", "ended_on", "end_reason"])
    return membership


def _refuse_ended(membership: Membership) -> None:
    if membership.has_ended:
        raise LifeRefused(f"Cette adhésion est déjà terminée ({membership.get_state_display()}).")


def lapse_overdue(today=None) -> int:
    """Let the memberships lapse whose campaign's deadline and grace have passed without payment; how many."""
    today = today or timezone.localdate()
    lapsed = 0
    for campaign in MembershipCampaign.objects.opened().filter(deadline__lt=today):
        if campaign.deadline + timedelta(days=campaign.grace_days) < today:
            # The state is asked of the row itself, and again once the row is free: who pays meanwhile does not lapse.
            called = FeeCall.objects.filter(campaign=campaign).values("membership")
            awaited = Membership.objects.filter(pk__in=called, state__in=Membership.AWAITED)
            lapsed += awaited.update(state=State.LAPSED)
    return lapsed
