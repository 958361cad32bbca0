"""Bodies that train for the network, and the contracts with them."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from members.domain.moves import Refused
from reporting.exports import table_response
from reporting.files import stored_file
from training.domain.papers.subcontracting import (
    cancel_contract,
    prepare_contract,
    send_contract,
    sign_contract,
    warnings_of,
)
from training.forms.papers import ReasonForm, SignContractForm, SubcontractForm, SubcontractorForm
from training.models import Session, Subcontract, Subcontractor, TrainingDocument

team_only = permission_required("training.run_training", raise_exception=True)
readers_only = permission_required("training.read_training", raise_exception=True)
COLUMNS = ["Sous-traitant", "SIRET", "Déclaration d'activité", "Qualiopi jusqu'au", "Charte signée le", "Exonéré de TVA depuis le", "Contrats", "Actif"]  # fmt: skip


def _listed(user):
    signed = Count("contracts", filter=Q(contracts__state=Subcontract.State.SIGNED))
    return Subcontractor.objects.visible_to(user).annotate(signed=signed).order_by("-active", "name")


@readers_only
def subcontractors(request):
    """The bodies, with what their file lacks today."""
    today = timezone.localdate()
    rows = [(one, warnings_of(one, today)) for one in _listed(request.user)]
    return render(request, "training/subcontracting/list.html", {"rows": rows})


@readers_only
def subcontractors_export(request, fmt):
    rows = [
        [one.name, one.siret, one.activity_number, one.qualiopi_until, one.charter_signed_on, one.vat_exempt_since, one.signed, "oui" if one.active else "non"]
        for one in _listed(request.user)
    ]  # fmt: skip
    return table_response(fmt, "sous-traitants", COLUMNS, rows)


@team_only
def subcontractor_new(request):
    """Add a body."""
    return _edit(request, Subcontractor())


@team_only
def subcontractor_edit(request, pk):
    return _edit(request, get_object_or_404(Subcontractor.objects.visible_to(request.user), pk=pk))


def _edit(request, body: Subcontractor):
    form = SubcontractorForm(request.POST or None, instance=body)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"{body} est enregistré.")
        return redirect(body)
    return render(request, "training/subcontracting/edit_body.html", {"form": form, "body": body})


@readers_only
def subcontractor(request, pk):
    """A body: its file, its trainers, its contracts."""
    body = get_object_or_404(Subcontractor.objects.visible_to(request.user), pk=pk)
    contracts = Subcontract.objects.visible_to(request.user).filter(subcontractor=body)
    context = {
        "body": body,
        "warnings": warnings_of(body, timezone.localdate()),
        "contracts": contracts.prefetch_related("sessions__version").order_by("-pk"),
        "trainers": body.trainers.order_by("full_name"),
    }
    return render(request, "training/subcontracting/body.html", context)


@team_only
def subcontract_new(request, pk):
    """Prepare a contract with a body."""
    body = get_object_or_404(Subcontractor.objects.visible_to(request.user), pk=pk)
    return _prepare(request, Subcontract(subcontractor=body))


@team_only
def subcontract_edit(request, pk):
    """Change a contract that was not sent."""
    return _prepare(request, _contract(request, pk))


def _prepare(request, contract: Subcontract):
    free = Q(subcontract=None, state__in=Session.AHEAD)
    if contract.pk:
        free |= Q(subcontract=contract)
    choosable = Session.objects.visible_to(request.user).filter(free).select_related("version").order_by("starts_on")
    form = SubcontractForm(request.POST or None, instance=contract, choosable=choosable)
    if request.method == "POST" and form.is_valid():
        try:
            prepare_contract(form.instance, list(form.cleaned_data["sessions"]), by=request.user)
        except (Refused, ValidationError) as refusal:
            form.add_error(None, str(refusal) if isinstance(refusal, Refused) else refusal)
        else:
            messages.success(request, "Le contrat est prêt à être relu, puis envoyé.")
            return redirect("training:subcontract", contract.pk)
    context = {"form": form, "contract": contract, "body": contract.subcontractor}
    return render(request, "training/subcontracting/edit.html", context)


def _contract(request, pk: int) -> Subcontract:
    return get_object_or_404(Subcontract.objects.visible_to(request.user).select_related("subcontractor"), pk=pk)


@readers_only
def subcontract(request, pk):
    """A contract: its sessions, its paper, where it stands."""
    contract = _contract(request, pk)
    document = TrainingDocument.objects.visible_to(request.user).standing().filter(subcontract=contract).first()
    context = {
        "contract": contract,
        "document": document,
        "sessions": contract.sessions.select_related("version", "region").order_by("starts_on"),
        "warnings": warnings_of(contract.subcontractor, timezone.localdate()),
        "sign_form": SignContractForm(),
        "reason_form": ReasonForm(),
        "runs": request.user.has_perm("training.run_training"),
    }
    return render(request, "training/subcontracting/contract.html", context)


@require_POST
@team_only
def subcontract_step(request, pk):
    """Send it, note that it came back signed, give it up."""
    contract, step = _contract(request, pk), request.POST.get("step")
    try:
        if step == "send":
            told = f"{send_contract(contract, by=request.user)} est prêt à envoyer."
        elif step == "sign":
            form = SignContractForm(request.POST, request.FILES)
            if not form.is_valid():
                raise Refused("Déposez l'exemplaire signé, en PDF, avec le jour de la signature.")
            sign_contract(
                contract, on=form.cleaned_data["signed_on"], copy=form.cleaned_data["signed_copy"], by=request.user
            )
            told = "Le contrat est signé."
        elif step == "cancel":
            cancel_contract(contract, reason=request.POST.get("reason", ""), by=request.user)
            told = "Le contrat est abandonné ; ses sessions peuvent être confiées à un autre."
        else:
            raise Refused("Ce geste n'existe pas.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect("training:subcontract", pk)


@team_only
def subcontract_copy(request, pk):
    """The copy that the body signed."""
    contract = _contract(request, pk)
    if not contract.signed_copy:
        raise Http404("Aucun exemplaire signé n'est gardé.")
    return stored_file(contract.signed_copy, f"{contract.number}-signe.pdf", as_attachment=True)
