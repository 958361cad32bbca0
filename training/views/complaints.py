"""Complaints: made by anybody, followed by the team."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from members.domain.limits import within_limit
from members.domain.moves import Refused
from reporting.exports import table_response
from training.domain.quality import complaints as life
from training.forms.quality import AnswerForm, ComplaintForm, PublicComplaintForm
from training.models import Complaint

team_only = permission_required("training.run_training", raise_exception=True)
COLUMNS = ["Numéro", "Reçue le", "De la part de", "Session", "État", "À accuser avant le", "Accusée le", "À répondre avant le", "Répondue le", "Cause", "Close le"]  # fmt: skip


@login_not_required
def complain(request):
    """Say a difficulty or make a complaint, with or without an account."""
    initial = {}
    if request.user.is_authenticated:
        initial = {"author_name": str(request.user), "author_email": request.user.email}
    form = PublicComplaintForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if not within_limit("training-complaint", get_adapter().get_client_ip(request)):
            form.add_error(None, "Trop d'envois depuis cette adresse : réessayez dans une heure, ou écrivez-nous.")
        else:
            # A program that fills everything is thanked, and nothing is kept.
            if not form.cleaned_data["website"]:
                form.instance.received_on = timezone.localdate()
                life.receive(form.instance)
            return redirect("training:complained")
    return render(request, "training/quality/complain.html", {"form": form})


@login_not_required
def complained(request):
    """It was received."""
    return render(request, "training/quality/complained.html")


@team_only
def complaints(request):
    """The register, what is late first."""
    today = timezone.localdate()
    found = Complaint.objects.visible_to(request.user).select_related("session__version")
    rows = [(one, life.acknowledge_by(one), life.answer_by(one), life.lateness(one, today)) for one in found]
    rows.sort(key=lambda row: (not row[3], row[0].state == Complaint.State.CLOSED))
    return render(request, "training/quality/complaints.html", {"rows": rows})


@team_only
def complaints_export(request, fmt):
    rows = [
        [
            one.number, one.received_on, one.get_source_display(), str(one.session or ""), one.get_state_display(),
            life.acknowledge_by(one), one.acknowledged_on, life.answer_by(one), one.answered_on, one.root_cause,
            one.closed_on,
        ]
        for one in Complaint.objects.visible_to(request.user).select_related("session__version")
    ]  # fmt: skip
    return table_response(fmt, "reclamations", COLUMNS, rows)


@team_only
def complaint_new(request):
    """Enter a complaint that came by another way."""
    form = ComplaintForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            life.receive(form.instance)
        except Refused as refusal:
            form.add_error("received_on", str(refusal))
        else:
            messages.success(request, f"{form.instance} est enregistrée.")
            return redirect("training:complaint", form.instance.pk)
    return render(request, "training/quality/complaint_new.html", {"form": form})


def _seen(request, pk: int) -> Complaint:
    return get_object_or_404(
        Complaint.objects.visible_to(request.user).select_related("session__version", "owner"), pk=pk
    )


@team_only
def complaint(request, pk):
    """A complaint, its delays, what was answered."""
    shown = _seen(request, pk)
    context = {
        "complaint": shown,
        "acknowledge_by": life.acknowledge_by(shown),
        "answer_by": life.answer_by(shown),
        "late": life.lateness(shown, timezone.localdate()),
        "form": AnswerForm(initial={"root_cause": shown.root_cause}),
        "actions": shown.actions.order_by("opened_on"),
    }
    return render(request, "training/quality/complaint.html", context)


@require_POST
@team_only
def complaint_step(request, pk):
    """Acknowledge, investigate, answer, close."""
    shown, step = _seen(request, pk), request.POST.get("step")
    try:
        if step == "answer":
            form = AnswerForm(request.POST)
            if not form.is_valid():
                raise Refused("Écrivez la réponse.")
            life.answer(shown, by=request.user, **form.cleaned_data)
        elif step in ("acknowledge", "investigate", "close"):
            getattr(life, step)(shown, by=request.user)
        else:
            raise Refused("Ce geste n'existe pas.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, "C'est noté." if step in ("investigate", "close") else "C'est noté ; l'auteur est prévenu."
        )
    return redirect("training:complaint", pk)
