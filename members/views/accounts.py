"""The accountant's page: entries to export, and the regional shares to hand over."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from members.domain.accounting.entries import entries
from members.domain.accounting.fec import COLUMNS, fec_name, fec_rows, fec_text
from members.domain.accounting.shares import AlreadyTransferred, TransferRefused, record_transfer, shares_by_region
from members.models import MembershipCampaign, ShareTransfer
from members.money_forms import PeriodForm, TransferForm
from members.views.payments import keeps_money
from reporting.exports import table_response
from reporting.french import euros

SHARE_COLUMNS = ["Région", "Appelé", "Reçu", "Reversé", "Reste à reverser"]
reads_shares = permission_required("members.read_shares", raise_exception=True)
reads_accounts = permission_required("members.read_accounts", raise_exception=True)


@reads_shares
def accounts(request):
    """Shares by region of a campaign, the transfers made, and the export of entries for who reads accounts."""
    return _page(request, None)


def _page(request, form):
    campaign = _campaign(request)
    if campaign and form is None and request.user.has_perm("members.keep_money"):
        form = TransferForm(initial={"paid_on": timezone.localdate()})
    shares = shares_by_region(campaign, request.user) if campaign else []
    transfers = ShareTransfer.objects.visible_to(request.user).filter(campaign=campaign)
    context = {
        "campaign": campaign,
        "campaigns": MembershipCampaign.objects.visible_to(request.user),
        "shares": shares,
        "total": [sum(getattr(one, name) for one in shares) for name in ("called", "received", "handed_over", "rest")],
        "transfers": transfers.select_related("region", "recorded_by")[:50],
        "form": form,
        "period": PeriodForm(initial=_year_to_date()) if request.user.has_perm("members.read_accounts") else None,
        "asked": urlencode({"annee": campaign.year}) if campaign else "",
    }
    return render(request, "members/money/accounts.html", context)


def _campaign(request) -> MembershipCampaign | None:
    """The campaign asked for by its year, else the latest one seen."""
    seen = MembershipCampaign.objects.visible_to(request.user)
    year = request.GET.get("annee", "")
    return get_object_or_404(seen, year=year) if year.isdecimal() else seen.first()


def _year_to_date() -> dict:
    today = timezone.localdate()
    return {"starts": date(today.year, 1, 1), "ends": today}


@require_POST
@keeps_money
def transfer(request):
    """Record shares handed over to a region."""
    campaign = _campaign(request)
    form = TransferForm(request.POST)
    if campaign and form.is_valid():
        try:
            made = record_transfer(campaign, by=request.user, **form.cleaned_data)
        except AlreadyTransferred as twin:
            form.data = form.data.copy()
            form.data["another"] = "on"
            form.add_error(None, f"{twin} Si c'est bien un autre reversement, enregistrez-le à nouveau.")
        except TransferRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{made.region} : {euros(made.amount)} notés.")
            return redirect(f"{reverse('members:accounts')}?{urlencode({'annee': campaign.year})}")
    return _page(request, form)


@reads_accounts
def entries_export(request, fmt):
    """The entries of some days, as the FEC's text or the same columns as a table."""
    form = PeriodForm(request.GET if "starts" in request.GET else _year_to_date())
    if not form.is_valid():
        for words in (fault for faults in form.errors.values() for fault in faults):
            messages.error(request, words)
        return redirect("members:accounts")
    starts, ends = form.cleaned_data["starts"], form.cleaned_data["ends"]
    found = entries(starts.year, starts, ends)
    if fmt != "txt":
        return table_response(fmt, fec_name(ends), COLUMNS, fec_rows(found))
    response = StreamingHttpResponse(fec_text(found), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{fec_name(ends)}.txt"'
    return response


@reads_shares
def shares_export(request, fmt):
    campaign = _campaign(request)
    shares = shares_by_region(campaign, request.user) if campaign else []
    rows = [[one.name, one.called, one.received, one.handed_over, one.rest] for one in shares]
    return table_response(fmt, f"parts-regionales-{campaign.year if campaign else 'aucune'}", SHARE_COLUMNS, rows)
