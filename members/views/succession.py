"""Successions of organisations, prepared with what would follow, then confirmed; changes of SIRET."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render

from members.domain.siret import SiretRefused
from members.domain.siret import change_siret as give_siret
from members.domain.succession import SuccessionRefused, preview, succeed, undo_succession, why_not_undone
from members.forms import SiretForm, SuccessionForm
from members.models import Organisation, Succession


@permission_required("members.record_succession", raise_exception=True)
def prepare(request, pk):
    """Say who takes over, read what would follow, confirm."""
    predecessor = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    known = Succession.objects.filter(predecessor=predecessor).first()
    if known:
        messages.info(request, f"{predecessor} a déjà été reprise.")
        return redirect(predecessor)
    form = SuccessionForm(request.POST or None)
    context = {"organisation": predecessor, "form": form}
    if request.method == "POST" and form.is_valid():
        successor = form.cleaned_data["successor"]
        asked = {"kind": form.cleaned_data["kind"], "effective_on": form.cleaned_data["effective_on"]}
        try:
            if "confirm" in request.POST:
                succeed(predecessor, successor, by=request.user, **asked)
                messages.success(request, f"{predecessor} est reprise par {successor}.")
                return redirect(successor)
            context |= {"lines": preview(predecessor, successor, **asked), "successor": successor}
        except SuccessionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "members/succession.html", context)


@permission_required("members.record_succession", raise_exception=True)
def undo(request, pk):
    """Take back a succession of less than thirty days."""
    succession = get_object_or_404(
        Succession.objects.visible_to(request.user).select_related("predecessor", "successor"), pk=pk
    )
    reason = why_not_undone(succession)
    if request.method == "POST" and not reason:
        try:
            undo_succession(succession, by=request.user)
        except SuccessionRefused as refusal:
            reason = str(refusal)
        else:
            messages.success(request, "La succession est annulée : tout est revenu comme avant.")
            return redirect(succession.predecessor)
    return render(request, "members/succession_undo.html", {"succession": succession, "reason": reason})


@permission_required("members.record_succession", raise_exception=True)
def change_siret(request, pk):
    """The seat takes another SIRET of the same SIREN."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    form = SiretForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            give_siret(organisation, siret=data["siret"], on=data["on"], confirmed=data["confirmed"])
        except SiretRefused as refusal:
            form.add_error("siret", str(refusal))
        else:
            messages.success(request, f"Le SIRET du siège est changé ; {organisation.siret} reste connu.")
            return redirect(organisation)
    return render(request, "members/siret.html", {"organisation": organisation, "form": form})
