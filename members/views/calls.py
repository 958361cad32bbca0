"""The calls of a campaign: the list, one call and its life, its papers."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST

from members.domain import membership_life, outbox
from members.domain.campaigns import letters, papers
from members.domain.campaigns.renewal import RenewalRefused, reopen
from members.domain.dues import with_paid
from members.fee_filters import FeeCallFilter
from members.fee_forms import EndForm, ReasonForm
from members.models import FeeCall, Invoice, Mail, Membership, MembershipCampaign, Payment
from reporting.exports import table_response
from reporting.files import pdf_response
from reporting.jobs import start_job

may_run = permission_required("members.run_campaigns", raise_exception=True)
may_read = permission_required("members.read_campaigns", raise_exception=True)
PER_PAGE = 50
COLUMNS = {
    "Structure": "membership__organisation__name",
    "SIRET": "membership__organisation__siret",
    "Région": "membership__region__name",
    "Qualité": "membership__kind",
    "État": "membership__state",
    "Référence": "reference",
    "Assiette": "basis_value",
    "Montant": "amount",
    "Part nationale": "national_part",
    "Part régionale": "regional_part",
    "Reçu": "received",
    "Reste": "remains",
    "Mode de paiement": "method",
    "Dispense": "exemption",
}


def _campaign(request, year) -> MembershipCampaign:
    return get_object_or_404(MembershipCampaign.objects.visible_to(request.user), year=year)


def _filtered(request, campaign: MembershipCampaign) -> FeeCallFilter:
    return FeeCallFilter(request.GET, queryset=FeeCall.objects.visible_to(request.user).filter(campaign=campaign))


def _calls(found: FeeCallFilter):
    """The calls kept, with their money, by organisation."""
    calls = found.qs if found.form.is_valid() else FeeCall.objects.none()
    return with_paid(calls).order_by("membership__organisation__sort_name", "pk")


@may_read
def fee_calls(request, year):
    """The list with its filters; htmx gets the results alone."""
    campaign = _campaign(request, year)
    found = _filtered(request, campaign)
    calls = _calls(found).select_related("membership__organisation", "membership__region")
    context = {
        "campaign": campaign,
        "filter": found,
        "page": Paginator(calls, PER_PAGE).get_page(request.GET.get("page")),
        "may_run": request.user.has_perm("members.run_campaigns"),
    }
    response = render(request, f"members/calls/{'results' if request.htmx else 'list'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@may_read
def fee_calls_export(request, year, fmt):
    """Exactly the calls shown, with all pages."""
    campaign = _campaign(request, year)
    found = _filtered(request, campaign)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    words = {
        "membership__kind": dict(Membership.Kind.choices),
        "membership__state": dict(Membership.State.choices),
        "method": dict(FeeCall.Method.choices),
    }
    rows = (
        [words[path].get(cell, "") if path in words else cell for path, cell in zip(COLUMNS.values(), row, strict=True)]
        for row in _calls(found).values_list(*COLUMNS.values()).iterator(chunk_size=2000)
    )
    return table_response(fmt, f"cotisations-{year}", COLUMNS, rows)


@may_run
@require_POST
def fee_calls_papers(request, year):
    """The calls of the list, or the certificates of those that are valid, as one PDF made by the workers."""
    campaign = _campaign(request, year)
    found = _filtered(request, campaign)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    calls = _calls(found)
    if "attestations" in request.POST:
        valid = calls.filter(membership__state=Membership.State.VALID)
        params = {
            "memberships": list(valid.values_list("membership", flat=True)),
            "name": f"attestations-{year}.pdf",
        }
        job = start_job("certificates_pdf", title=f"Attestations d'adhésion {year}", by=request.user, params=params)
    else:
        params = {"calls": list(calls.values_list("pk", flat=True)), "name": f"appels-{year}.pdf"}
        job = start_job("fee_calls_pdf", title=f"Appels de cotisation {year}", by=request.user, params=params)
    return redirect(job)


@may_run
@require_POST
def fee_calls_mail(request, year):
    """Write to those who have had no call yet: late additions, addresses mended."""
    campaign = _campaign(request, year)
    if campaign.state != MembershipCampaign.State.OPEN:
        messages.error(request, "On n'écrit que pendant une campagne ouverte.")
    else:
        posted = letters.post_calls(campaign)
        messages.success(request, f"Messages en route : {posted}. Qui a déjà reçu l'appel n'en reçoit pas d'autre.")
    return redirect("members:fee_calls", year=year)


def _seen_calls(request) -> QuerySet[FeeCall]:
    seen = FeeCall.objects.visible_to(request.user)
    return seen.select_related("campaign", "membership__organisation", "membership__region")


@may_read
def fee_call(request, pk):
    """A call: how it was worked out, what was paid, what was written, and what one may do."""
    call = get_object_or_404(with_paid(_seen_calls(request)), pk=pk)
    context = {
        "call": call,
        "membership": call.membership,
        "organisation": call.membership.organisation,
        "paid": call.received,
        "remains": call.remains,
        "payments": Payment.objects.visible_to(request.user).filter(call=call).select_related("recorded_by"),
        "invoices": Invoice.objects.visible_to(request.user).filter(call=call),
        "mails": letters.mails_about(call).visible_to(request.user),
        "may_run": request.user.has_perm("members.run_campaigns"),
        "exempting": ReasonForm(auto_id="dispense_%s"),
        "ending": EndForm(auto_id="fin_%s"),
    }
    return render(request, "members/calls/call.html", context)


def fee_call_paper(request, pk):
    """The call as PDF, for whoever sees it."""
    call = get_object_or_404(papers.with_what_is_printed(FeeCall.objects.visible_to(request.user)), pk=pk)
    return pdf_response(papers.file_name(call), papers.call_pdf([call]))


def _exempt(request, call):
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise membership_life.LifeRefused("Une dispense a un motif.")
    membership_life.exempt(call, reason=form.cleaned_data["reason"])
    return "Structure dispensée de cotisation."


def _resign(request, call):
    form = EndForm(request.POST)
    form.is_valid()
    on = form.cleaned_data.get("on") or timezone.localdate()
    membership_life.resign(call.membership, on=on, reason=form.cleaned_data.get("reason", ""))
    return "Démission notée."


def _strike_off(request, call):
    form = EndForm(request.POST)
    if not form.is_valid():
        raise membership_life.LifeRefused("Une radiation a une date et un motif, que la structure peut contester.")
    membership_life.strike_off(call.membership, **form.cleaned_data)
    return "Radiation notée."


def _reopen(request, call):
    reopen(call)
    return "La structure peut corriger ce qu'elle a déclaré."


ACTS = {"dispenser": _exempt, "demission": _resign, "radier": _strike_off, "rouvrir": _reopen}


@may_run
@require_POST
def fee_call_act(request, pk, act):
    """One of the acts of a membership's life; what is refused is told with its reason."""
    call = get_object_or_404(_seen_calls(request), pk=pk)
    try:
        messages.success(request, ACTS[act](request, call))
    except (membership_life.LifeRefused, RenewalRefused) as refusal:
        messages.error(request, str(refusal))
    return redirect(call)


@may_run
@require_POST
def mail_again(request, pk):
    """Send again a mail that was refused or came back."""
    mail = get_object_or_404(Mail.objects.visible_to(request.user), pk=pk)
    if outbox.try_again(mail):
        messages.success(request, f"Message de nouveau en route vers {mail.to}.")
    else:
        messages.error(request, "Ce message n'a pas été refusé : il n'y a rien à renvoyer.")
    call = FeeCall.objects.visible_to(request.user).filter(pk=letters.call_number(mail)).first()
    return redirect(call or "members:campaigns")
