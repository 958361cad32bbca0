"""What lines may be besides the payment of a call: the return of a payment, a refund, a batch of debits."""

from collections.abc import Iterable

from django.db.models import Q, Sum

from members.models import BankLine, DebitBatch, DebitOrder, FeeCall, Payment

from .matching import SHOWN, references

LATEST = 200


class Known:
    """Returns, refunds and batches for some lines, in a few queries whatever their number."""

    def __init__(self, lines: Iterable[BankLine], user):
        waiting = [line for line in lines if line.state == BankLine.State.NEW]
        debits = [line for line in waiting if line.amount < 0]
        self.named = {line.pk: {said for found in references(_text(line)) for said in found} for line in debits}
        self.payments = self._payments(debits, user) if debits else []
        self.sent_back = self._refunds(debits, user) if debits else []
        self.totals = self._totals(user) if len(debits) < len(waiting) else []

    def returned(self, line: BankLine) -> list[Payment]:
        """The payments that a debit of the account may return: those that it names, else latest debits of that amount."""
        same = [one for one in self.payments if one.amount == -line.amount and one.received_on <= line.booked_on]
        named = [one for one in same if one.call.reference in self.named.get(line.pk, ())]
        if named or not line.return_code:
            return named[:SHOWN]
        return [one for one in same if one.method == FeeCall.Method.DEBIT][:SHOWN]

    def refunds(self, line: BankLine) -> list[Payment]:
        """The refunds of that amount that no line has shown yet."""
        return [one for one in self.sent_back if one.amount == line.amount][:SHOWN]

    def batches(self, line: BankLine) -> list[DebitBatch]:
        """The batches handed to the bank whose amount has come."""
        return [batch for batch, total in self.totals if total == line.amount and batch.collection_on <= line.booked_on]

    def _payments(self, debits: list[BankLine], user) -> list[Payment]:
        said = {reference for line in debits for reference in self.named[line.pk]}
        amounts = {-line.amount for line in debits if line.return_code}
        asked = Q(call__reference__in=said) | Q(method=FeeCall.Method.DEBIT, amount__in=amounts)
        seen = Payment.objects.visible_to(user).filter(asked, kind=Payment.Kind.PAYMENT, reversal=None)
        return list(seen.select_related("call__membership__organisation").order_by("-received_on", "-pk")[:LATEST])

    def _refunds(self, debits: list[BankLine], user) -> list[Payment]:
        amounts = {line.amount for line in debits}
        seen = Payment.objects.visible_to(user).filter(kind=Payment.Kind.REFUND, amount__in=amounts, match=None)
        return list(seen.select_related("call__membership__organisation").order_by("-received_on", "-pk")[:LATEST])

    def _totals(self, user) -> list[tuple[DebitBatch, object]]:
        """Batches with what they bring: what is ordered of those sent, what no line has shown of those settled."""
        awaited = Q(orders__state=DebitOrder.State.ORDERED) | Q(
            orders__payment__isnull=False, orders__payment__match=None
        )
        handed = [DebitBatch.State.SENT, DebitBatch.State.SETTLED]
        batches = DebitBatch.objects.visible_to(user).filter(state__in=handed).defer("content")
        summed = batches.annotate(total=Sum("orders__amount", filter=awaited)).order_by("-collection_on", "-pk")
        return [(batch, batch.total) for batch in summed[:50]]


def _text(line: BankLine) -> str:
    return f"{line.end_to_end} {line.label}"
