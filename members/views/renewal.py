"""Renewal by the member: its memberships, then one page a step, each saved."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from members.domain.campaigns import renewal as domain
from members.domain.certificates import CertificateRefused, certificate_of, certificate_pdf, file_name
from members.domain.dues import owed
from members.domain.mandates import MandateRefused, sign_mandate
from members.domain.people.refusals import ChangedMeanwhile, Refused
from members.models import Contact, FeeCall, Invoice, Mandate, Membership, Payment
from members.people_forms import DetailsForm
from members.renewal_forms import FiguresForm, PaymentForm, figures_initial
from reporting.files import pdf_response


@dataclass(frozen=True)
class Step:
    """A step of the renewal: its page, its name, and whether it is done."""

    name: str
    label: str
    done: bool


def my_memberships(request):
    """What the organisations of a person are called for, and their papers."""
    calls = (
        FeeCall.objects.visible_to(request.user)
        .filter(membership__organisation__in=request.user.organisation_ids)
        .select_related("campaign", "membership__organisation")
        .order_by("-campaign__year", "membership__organisation__sort_name")
    )
    return render(request, "members/renewal/mine.html", {"calls": calls[:50]})


def _call(request, pk) -> FeeCall:
    """A call of one's own organisation; who does not manage it reads its summary only."""
    calls = FeeCall.objects.visible_to(request.user).filter(membership__organisation__in=request.user.organisation_ids)
    if request.user.is_national:
        calls = FeeCall.objects.visible_to(request.user)
    return get_object_or_404(
        calls.select_related("campaign__scale", "membership__organisation__department", "membership__region"), pk=pk
    )


def _managed(request, pk) -> FeeCall:
    call = _call(request, pk)
    if not request.user.has_perm("members.manage_organisation", call.membership.organisation):
        raise PermissionDenied("Seules les personnes qui gèrent la structure renouvellent son adhésion.")
    return call


def _steps(call: FeeCall) -> list[Step]:
    member = call.membership.kind == Membership.Kind.MEMBER
    figures = Step("figures", f"Données {domain.declared_year(call)}", bool(call.draft.get("figures_saved")))
    return [
        Step("organisation", "La structure", bool(call.checked_at)),
        *([figures] if member else []),
        Step("payment", "Cotisation et paiement", bool(call.draft.get("method"))),
        Step("confirm", "Confirmer", bool(call.declared_at)),
    ]


def _page(request, call: FeeCall, step: str, context: dict, status: int = 200):
    steps = _steps(call)
    names = [one.name for one in steps]
    place = names.index(step)
    shared = {
        "call": call,
        "organisation": call.membership.organisation,
        "steps": steps,
        "step": steps[place],
        "number": place + 1,
        "before": names[place - 1] if place else None,
    }
    return render(request, f"members/renewal/{step}.html", shared | context, status=status)


def _next(call: FeeCall, step: str):
    names = [one.name for one in _steps(call)]
    return redirect(f"members:renewal_{names[names.index(step) + 1]}", pk=call.pk)


def renewal(request, pk):
    """Where the link of the mail leads: the first step to do, or the summary once all is confirmed."""
    call = _call(request, pk)
    may = request.user.has_perm("members.manage_organisation", call.membership.organisation)
    if may and call.is_to_fill:
        step = next(one.name for one in _steps(call) if not one.done)
        return redirect(f"members:renewal_{step}", pk=pk)
    return _summary(request, call, may)


def _summary(request, call: FeeCall, may: bool):
    paid = call.paid
    context = {
        "call": call,
        "organisation": call.membership.organisation,
        "membership": call.membership,
        "may": may,
        "closed": call.campaign.state != call.campaign.State.OPEN,
        "paid": paid,
        "remains": owed(call) - paid,
        "invoices": Invoice.objects.visible_to(request.user).filter(call=call),
        "payments": Payment.objects.visible_to(request.user).filter(call=call),
        "mandate": _mandate(request, call),
        "valid": call.membership.state == Membership.State.VALID,
        "managers": Contact.objects.visible_to(request.user).filter(
            organisation=call.membership.organisation, manages=True
        ),
    }
    return render(request, "members/renewal/summary.html", context)


def _mandate(request, call: FeeCall) -> Mandate | None:
    return Mandate.objects.visible_to(request.user).active().filter(organisation=call.membership.organisation).first()


def _refused(request, call: FeeCall, refusal: Exception):
    messages.error(request, str(refusal))
    return redirect("members:renewal", pk=call.pk)


def renewal_organisation(request, pk):
    """Step 1: the organisation's data are read, and what may be is corrected."""
    call = _managed(request, pk)
    form = DetailsForm(request.POST or None, instance=call.membership.organisation)
    if request.method != "POST":
        return _page(request, call, "organisation", {"form": form})
    if not form.is_valid():
        return _page(request, call, "organisation", {"form": form}, status=400)
    try:
        domain.correct_organisation(call, by=request.user, seen=form.cleaned_data["seen"], typed=form.typed())
    except domain.RenewalRefused as refusal:
        return _refused(request, call, refusal)
    except ChangedMeanwhile as refusal:
        context = {"form": form, "refusal": refusal, "differences": form.shown_again(refusal.current)}
        return _page(request, call, "organisation", context, status=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, call, "organisation", {"form": form}, status=400)
    return _next(call, "organisation")


def renewal_figures(request, pk):
    """Step 2: the figures of the year, compared with the last ones known."""
    call = _managed(request, pk)
    if call.membership.kind != Membership.Kind.MEMBER:
        raise Http404
    before, year = domain.figures_before(call)
    context = {"before": before, "year": year, "declared": domain.declared_year(call)}
    if request.method != "POST":
        figures = domain.figures_of(call)
        jumps = domain.jumps_of(figures, before, year) if call.draft.get("figures_saved") else []
        initial = figures_initial(figures) | {
            "version": call.draft_version, "jumps_confirmed": call.draft.get("jumps_confirmed"),
        }  # fmt: skip
        return _page(
            request, call, "figures", context | {"form": FiguresForm(initial=initial, jumps=jumps), "jumps": jumps}
        )
    form = FiguresForm(request.POST)
    if not form.is_valid():
        return _page(request, call, "figures", context | {"form": form}, status=400)
    jumps = domain.jumps_of(form.figures, before, year)
    confirmed = bool(jumps) and "jumps_confirmed" in request.POST
    answers = form.figures.kept() | {"figures_saved": True, "jumps_confirmed": confirmed}
    try:
        call = domain.save_step(call, answers, version=form.cleaned_data["version"])
    except domain.ChangedMeanwhile as changed:
        return _page(request, call, "figures", context | _beside(request, changed, jumps), status=409)
    except domain.RenewalRefused as refusal:
        return _refused(request, call, refusal)
    if jumps and not confirmed:
        # Saved all the same: nothing typed is lost.
        form = FiguresForm(initial=form.cleaned_data | {"version": call.draft_version}, jumps=jumps)
        return _page(request, call, "figures", context | {"form": form, "jumps": jumps, "asked": True})
    return _next(call, "figures")


def _beside(request, changed: domain.ChangedMeanwhile, jumps: list[str]) -> dict:
    """What this person typed, with the version to save over, and what the other one saved."""
    data = request.POST.copy()
    data["version"] = FeeCall.objects.values_list("draft_version", flat=True).get(
        pk=request.resolver_match.kwargs["pk"]
    )
    return {"form": FiguresForm(data, jumps=jumps), "theirs": domain.Figures.of(changed.draft), "refused": str(changed),
            "jumps": jumps}  # fmt: skip


def renewal_payment(request, pk):
    """Step 3: the fee and how it is worked out; how it will be paid."""
    call = _managed(request, pk)
    mandate = _mandate(request, call)
    fee = domain.fee_of(call, domain.figures_of(call))
    form = PaymentForm(
        request.POST or None,
        mandate=mandate,
        initial={
            "method": call.draft.get("method") or FeeCall.Method.TRANSFER,
            "version": call.draft_version,
            "holder": call.membership.organisation.name[:70],
        },
    )
    context = {"form": form, "fee": fee, "mandate": mandate}
    if request.method != "POST":
        return _page(request, call, "payment", context)
    if not form.is_valid():
        return _page(request, call, "payment", context, status=400)
    data = form.cleaned_data
    try:
        if data["method"] == FeeCall.Method.DEBIT and data["iban"]:
            sign_mandate(
                call.membership.organisation, holder=data["holder"], iban=data["iban"], by=request.user,
                address=request.META.get("REMOTE_ADDR"),
            )  # fmt: skip
        call = domain.save_step(call, {"method": data["method"]}, version=data["version"])
    except MandateRefused as refusal:
        form.add_error("iban", str(refusal))
        return _page(request, call, "payment", context, status=400)
    except domain.ChangedMeanwhile:
        messages.error(request, "Une autre personne a enregistré entre-temps : vérifiez ce qui est affiché.")
        return redirect("members:renewal_payment", pk=pk)
    except domain.RenewalRefused as refusal:
        return _refused(request, call, refusal)
    return _next(call, "payment")


def renewal_confirm(request, pk):
    """Step 4: all on one page, and the confirmation."""
    call = _managed(request, pk)
    if request.method == "POST":
        try:
            domain.confirm(call, by=request.user)
        except domain.RenewalRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("members:renewal_confirm", pk=pk)
        messages.success(request, "L'adhésion est enregistrée. Un message le confirme.")
        return redirect("members:renewal", pk=pk)
    if call.declared_at:
        return redirect("members:renewal", pk=pk)
    figures = domain.figures_of(call)
    context = {
        "figures": figures,
        "declared": domain.declared_year(call),
        "fee": domain.fee_of(call, figures),
        "method": dict(FeeCall.Method.choices).get(call.draft.get("method"), ""),
        "mandate": _mandate(request, call),
        "missing": domain.missing_in(call),
    }
    return _page(request, call, "confirm", context)


def certificate(request, pk):
    """The certificate of a call's membership, for its organisation's people and for whoever follows campaigns."""
    call = get_object_or_404(FeeCall.objects.visible_to(request.user).select_related("membership__organisation"), pk=pk)
    try:
        found = certificate_of(call.membership)
    except CertificateRefused as refusal:
        messages.error(request, str(refusal))
        own = call.membership.organisation_id in request.user.organisation_ids
        return redirect(reverse("members:renewal" if own else "members:fee_call", args=[pk]))
    return pdf_response(file_name(found), certificate_pdf(found))
