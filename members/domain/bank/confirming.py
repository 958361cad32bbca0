"""A person's decision on a line: it pays for these calls, it undoes that payment, or it is none of our business.

Whoever decides holds the line first, then the calls in the order of their numbers: two decisions on a line at once are
one, and two people never wait for each other.
"""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from members.domain.debits.preparing import DebitRefused
from members.domain.debits.settling import settle_batch
from members.domain.dues import lock_all, owed
from members.domain.payments import PaymentRefused, Received, record_payment, reverse_payment
from members.models import BankLine, BankStatement, DebitBatch, DebitOrder, FeeCall, LineMatch, Payment
from reporting.french import euros

from .matching import Candidates
from .reasons import told

State = BankLine.State


class LineRefused(Exception):
    """A decision that cannot be; its message is a French sentence."""


@transaction.atomic
def match_line(line: BankLine, parts: list[tuple[int, Decimal]], *, by) -> list[Payment]:
    """Record a credit as payments of calls: `parts` of it, by the calls' numbers, which make its whole amount."""
    line = _hold(line)
    if line.amount <= 0:
        raise LineRefused("Une somme sortie du compte ne paie pas une cotisation.")
    if not parts or any(amount <= 0 for _, amount in parts):
        raise LineRefused("Choisissez au moins un appel, avec un montant positif.")
    if sum(amount for _, amount in parts) != line.amount:
        raise LineRefused(f"Les montants doivent faire {euros(line.amount)} en tout.")
    if len({pk for pk, _ in parts}) != len(parts):
        raise LineRefused("Le même appel est choisi deux fois.")
    calls = {call.pk: call for call in lock_all([pk for pk, _ in parts])}
    payments = []
    for pk, amount in parts:
        received = Received(amount, _method(line), line.booked_on, (line.end_to_end or line.label)[:140])
        try:
            payments.append(record_payment(calls[pk], received, by=by, another=True))
        except PaymentRefused as refusal:
            raise LineRefused(str(refusal)) from refusal
    _decide(line, payments, by)
    return payments


@transaction.atomic
def match_rejection(line: BankLine, payment: Payment, *, by) -> Payment:
    """Record a debit of the account as the return of a payment: a rejected debit, an unpaid cheque."""
    line = _hold(line)
    if line.amount != -payment.amount:
        raise LineRefused("Le montant rejeté n'est pas celui du paiement.")
    # The debit is held before the call, as does whoever rejects it on the page of its batch.
    order = DebitOrder.objects.select_for_update(of=("self",)).filter(payment=payment).first()
    try:
        undone = reverse_payment(payment, reason=told(line.return_code), by=by)
    except PaymentRefused as refusal:
        raise LineRefused(str(refusal)) from refusal
    if order:
        order.state, order.reject_reason = DebitOrder.State.REJECTED, told(line.return_code)
        order.save(update_fields=["state", "reject_reason"])
    _decide(line, [undone], by)
    return undone


@transaction.atomic
def match_refund(line: BankLine, payment: Payment, *, by) -> None:
    """See in a debit of the account a refund that was recorded."""
    line = _hold(line)
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    if payment.kind != Payment.Kind.REFUND or payment.amount != line.amount:
        raise LineRefused("Ce remboursement n'a pas le montant de la ligne.")
    if LineMatch.objects.filter(payment=payment).exists():
        raise LineRefused("Ce remboursement est déjà rapproché d'une autre ligne.")
    _decide(line, [payment], by)


@transaction.atomic
def match_batch(line: BankLine, batch: DebitBatch, *, by) -> None:
    """See in a credit a batch of debits, which it settles where that is not done."""
    line = _hold(line)
    try:
        settle_batch(batch, on=line.booked_on, by=by)
    except DebitRefused as refusal:
        raise LineRefused(str(refusal)) from refusal
    payments = list(Payment.objects.filter(debit__batch=batch, match=None))
    if sum(payment.amount for payment in payments) != line.amount:
        raise LineRefused("Le montant de la remise n'est pas celui de la ligne.")
    _decide(line, payments, by)


@transaction.atomic
def set_line_aside(line: BankLine, *, reason: str, by) -> None:
    """Say that a line has nothing to do with fees."""
    line = _hold(line)
    if not reason.strip():
        raise LineRefused("Dites pourquoi cette ligne est écartée.")
    line.state, line.reason = State.SET_ASIDE, reason.strip()[:200]
    line.decided_by, line.decided_at = by, timezone.now()
    line.save(update_fields=["state", "reason", "decided_by", "decided_at"])


@transaction.atomic
def reopen_line(line: BankLine, *, by) -> None:
    """Undo the decision taken on a line: its payments are reversed, and it waits again."""
    line = BankLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if line.state == State.NEW:
        raise LineRefused("Cette ligne attend déjà une décision.")
    matches = list(LineMatch.objects.filter(line=line).select_related("payment__debit").order_by("payment__call"))
    lock_all([match.payment.call_id for match in matches])
    for match in matches:
        if match.payment.kind == Payment.Kind.REVERSAL:
            raise LineRefused("Un rejet ne se défait pas : si la somme est revenue, notez le paiement à nouveau.")
        if hasattr(match.payment, "debit"):
            raise LineRefused("Une remise encaissée ne se défait pas : notez ses rejets un par un.")
        is_payment = match.payment.kind == Payment.Kind.PAYMENT
        if is_payment and not Payment.objects.filter(reverses=match.payment).exists():
            reverse_payment(match.payment, reason="Rapprochement défait", by=by)
        match.delete()
    line.state, line.reason, line.decided_by, line.decided_at = State.NEW, "", by, timezone.now()
    line.save(update_fields=["state", "reason", "decided_by", "decided_at"])


def sure_lines(statement: BankStatement, candidates: Candidates | None = None) -> list[tuple[BankLine, list]]:
    """The lines of a statement that wait and of which the portal is sure, with their parts."""
    candidates = candidates or Candidates()
    sure = [(line, candidates.sure(line)) for line in statement.lines.waiting()]
    return [(line, [(one.pk, amount) for one, amount in found.parts]) for line, found in sure if found]


def match_sure_lines(statement: BankStatement, *, by, tell=lambda done, total: None) -> tuple[int, list[str]]:
    """Record all that is sure, each line on its own: how many, and what was refused.

    What somebody else has decided meanwhile is left alone, and so is a line whose call was paid by the one before.
    """
    done, refused, lines = 0, [], sure_lines(statement)
    for rank, (line, parts) in enumerate(lines):
        tell(rank, len(lines))
        try:
            with transaction.atomic():
                _hold(line)
                _still_due(parts)
                match_line(line, parts, by=by)
            done += 1
        except LineRefused as refusal:
            refused.append(f"{line.label[:60]} : {refusal}")
    return done, refused


def _still_due(parts: list[tuple[int, Decimal]]) -> None:
    for call in lock_all([pk for pk, _ in parts]):
        if owed(call) - call.paid != dict(parts)[call.pk]:
            raise LineRefused(f"le montant n'est plus celui que doit {call.membership.organisation}.")


def _hold(line: BankLine) -> BankLine:
    """The line as it is now, held until the end; refused if somebody has decided."""
    line = BankLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if line.state != State.NEW:
        raise LineRefused("Cette ligne a déjà été traitée.")
    return line


def _decide(line: BankLine, payments: list[Payment], by) -> None:
    LineMatch.objects.bulk_create(LineMatch(line=line, payment=payment) for payment in payments)
    line.state, line.decided_by, line.decided_at = State.MATCHED, by, timezone.now()
    line.save(update_fields=["state", "decided_by", "decided_at"])


def _method(line: BankLine) -> str:
    """How the money came, as the label tells it; a transfer where it does not."""
    label = line.label.upper()
    if "CHEQUE" in label or "CHÈQUE" in label or " CHQ" in f" {label}":
        return FeeCall.Method.CHEQUE
    return FeeCall.Method.DEBIT if "PRLV" in label or "PRELEV" in label else FeeCall.Method.TRANSFER
