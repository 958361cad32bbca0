"""What an organisation owes, what it has paid and what remains: one place decides."""

from decimal import Decimal

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from members.models import FeeCall, Invoice, Payment

ZERO = Decimal(0)
_MONEY = DecimalField(max_digits=12, decimal_places=2)


def lock(call: FeeCall) -> FeeCall:
    """The call as it is now, held until the transaction ends."""
    return lock_all([call.pk])[0]


def lock_all(numbers: list[int]) -> list[FeeCall]:
    """Calls held until the transaction ends, always taken in the same order so that two people never block each other."""
    return list(
        FeeCall.objects.select_for_update(of=("self",))
        .select_related("membership__organisation", "campaign")
        .filter(pk__in=numbers)
        .order_by("pk")
    )


def owed(call: FeeCall) -> Decimal:
    """What the organisation has to pay in all.

    Nothing once it is exempted. Who has left owes what stands invoiced, since a fee that was due stays so, until a
    credit note gives it back.
    """
    if call.exemption:
        return ZERO
    if call.membership.has_ended:
        return call.amount if standing_invoice(call) else ZERO
    return call.amount


def standing_invoice(call: FeeCall) -> Invoice | None:
    """The invoice that no credit note cancels."""
    return call.invoices.filter(kind=Invoice.Kind.INVOICE, credit_note=None).first()


def with_paid(calls):
    """Annotate calls with what is owed (`due`), what was received (`received`) and what remains (`remains`).

    `remains` is negative where more was paid than is owed.
    """
    paid = Payment.objects.filter(call=OuterRef("pk")).order_by().values("call").annotate(sum=Sum("amount"))
    standing = Invoice.objects.filter(call=OuterRef("pk"), kind=Invoice.Kind.INVOICE, credit_note=None)
    return calls.annotate(
        received=Coalesce(Subquery(paid.values("sum"), output_field=_MONEY), Value(ZERO), output_field=_MONEY),
        due=Case(
            When(~Q(exemption=""), then=Value(ZERO)),
            When(FeeCall.LEFT & ~Exists(standing), then=Value(ZERO)),
            default=F("amount"),
            output_field=_MONEY,
        ),
        remains=F("due") - F("received"),
    )


def awaited(calls):
    """Of these calls, those of which money is still awaited, with what remains of each; who has lapsed owes it no more."""
    return with_paid(calls.due()).filter(remains__gt=0)
