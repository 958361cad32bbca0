"""The paper of a fee call, one or hundreds at once."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from stdnum import iban

from members.domain.outbox import attachment_maker
from members.models import FeeCall, Issuer
from reporting.documents import render_pdf
from reporting.qr import qr_svg


def call_pdf(calls: list[FeeCall]) -> bytes:
    """Calls as one PDF/UA, a page each."""
    issuer = Issuer.current()
    account = iban.format(issuer.iban) if issuer.iban else ""
    context = {"issuer": issuer, "account": account, "pages": [_page(call) for call in calls], "title": _title(calls)}
    return render_pdf("members/papers/fee_call.html", context).content


def with_what_is_printed(calls: QuerySet) -> QuerySet:
    """Calls with what their paper says, read at once."""
    return calls.select_related("campaign", "membership__organisation", "membership__region")


def _page(call: FeeCall) -> dict:
    address = settings.SITE_URL + reverse("members:renewal", args=[call.pk])
    return {"call": call, "organisation": call.membership.organisation, "address": address,
            "qr": qr_svg(address, title="Code qui mène au renouvellement en ligne")}  # fmt: skip


def _title(calls: list[FeeCall]) -> str:
    if len(calls) == 1:
        return f"Appel de cotisation {calls[0].campaign.year} – {calls[0].membership.organisation}"
    return f"Appels de cotisation {calls[0].campaign.year}"


@attachment_maker("fee_call")
def attached(call_id: int) -> tuple[str, bytes]:
    """The paper of a call, for a mail."""
    call = with_what_is_printed(FeeCall.objects).get(pk=call_id)
    return file_name(call), call_pdf([call])


def file_name(call: FeeCall) -> str:
    return f"appel-cotisation-{call.campaign.year}-{call.membership.organisation.siren}.pdf"
