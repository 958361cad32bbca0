"""Finding the call that somebody pays: by its reference, the organisation's name, town or number, or an invoice's number."""

from django.db.models import Q

from members.models import FeeCall, Invoice
from members.models.organisation import holds_words

from .dues import with_paid

FOUND = 20


def calls_to_pay(user):
    """Calls that `user` may see, with what they need to be shown and paid, latest campaign first."""
    return (
        with_paid(FeeCall.objects.visible_to(user))
        .select_related("membership__organisation", "membership__region", "campaign")
        .order_by("-campaign__year", "membership__organisation__sort_name", "pk")
    )


def search_calls(user, text: str, limit: int = FOUND) -> list[FeeCall]:
    """The calls that hold what is typed: a reference (with or without spaces), an invoice, a SIREN, or words of a name."""
    text = text.strip()
    if not text:
        return []
    compact = "".join(text.split()).upper()
    by_invoice = Invoice.objects.filter(number=compact).values("call")
    asked = Q(reference=compact) | Q(pk__in=by_invoice)
    exact = list(calls_to_pay(user).filter(asked)[:limit])
    return exact or list(calls_to_pay(user).filter(holds_words(text, "membership__organisation__"))[:limit])


def calls_to_look_at(user, kind: str):
    """Calls paid in excess (`trop`: to give back, or paid twice) or in part (`partiel`)."""
    calls = calls_to_pay(user)
    return calls.filter(remains__lt=0) if kind == "trop" else calls.filter(remains__gt=0, received__gt=0)
