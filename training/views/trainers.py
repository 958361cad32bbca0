"""Trainers and their files."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from members.domain.moves import NotAllowed, Refused
from reporting.exports import table_response
from reporting.files import stored_file
from training.domain.quality.trainers import add_piece, check_piece, expired, lacking
from training.forms.quality import PieceForm, TrainerForm
from training.models import Slot, Trainer, TrainerPiece

team_only = permission_required("training.run_training", raise_exception=True)
readers_only = permission_required("training.read_training", raise_exception=True)
COLUMNS = ["Formateur", "Sous-traitant", "Régions", "Pièces", "À régler", "Actif"]


def _listed(user):
    found = Trainer.objects.visible_to(user).select_related("subcontractor")
    return found.prefetch_related("pieces", "regions").order_by("-active", "full_name")


@readers_only
def trainers(request):
    """Every trainer, with what lacks in their file."""
    today = timezone.localdate()
    rows = [(one, lacking(one, today)) for one in _listed(request.user)]
    return render(request, "training/quality/trainers.html", {"rows": rows})


@readers_only
def trainers_export(request, fmt):
    today = timezone.localdate()
    rows = [
        [
            one.full_name, str(one.subcontractor or ""), ", ".join(str(region) for region in one.regions.all()),
            len(one.pieces.all()), " ; ".join(lacking(one, today)), "oui" if one.active else "non",
        ]
        for one in _listed(request.user)
    ]  # fmt: skip
    return table_response(fmt, "formateurs", COLUMNS, rows)


def trainer(request, pk):
    """A trainer: who they are, what they lead, the pieces of their file."""
    shown = get_object_or_404(_listed(request.user).prefetch_related("courses"), pk=pk)
    today = timezone.localdate()
    pieces = TrainerPiece.objects.visible_to(request.user).filter(trainer=shown).select_related("checked_by")
    led = Slot.objects.filter(trainers=shown).order_by().values("session").distinct().count()
    context = {
        "trainer": shown,
        "pieces": [(one, expired(one, today)) for one in pieces],
        "lacking": lacking(shown, today),
        "led": led,
        "keeps": request.user.has_perm("training.keep_trainer", shown),
        "form": PieceForm(),
    }
    return render(request, "training/quality/trainer.html", context)


@team_only
def trainer_new(request):
    return _edit(request, Trainer())


@team_only
def trainer_edit(request, pk):
    return _edit(request, get_object_or_404(Trainer.objects.visible_to(request.user), pk=pk))


def _edit(request, shown: Trainer):
    form = TrainerForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"{shown} est enregistré(e).")
        return redirect(shown)
    return render(request, "training/quality/trainer_edit.html", {"form": form, "trainer": shown})


@require_POST
def piece_add(request, pk):
    """Add a piece to a file: the team's to any, the trainer's to their own."""
    shown = get_object_or_404(Trainer.objects.visible_to(request.user), pk=pk)
    form = PieceForm(request.POST, request.FILES, instance=TrainerPiece(trainer=shown))
    if not form.is_valid():
        messages.error(request, " ".join(problem for problems in form.errors.values() for problem in problems))
        return redirect(shown)
    try:
        add_piece(form.instance, request.FILES.get("file"), by=request.user)
        messages.success(request, f"« {form.instance} » est dans le dossier.")
    except NotAllowed as refusal:
        raise Http404 from refusal
    except (Refused, ValidationError) as refusal:
        messages.error(request, str(refusal) if isinstance(refusal, Refused) else " ".join(refusal.messages))
    return redirect(shown)


@require_POST
@team_only
def piece_check(request, pk):
    piece = get_object_or_404(TrainerPiece.objects.visible_to(request.user).select_related("trainer"), pk=pk)
    try:
        check_piece(piece, by=request.user)
        messages.success(request, f"« {piece} » est vérifiée.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(piece.trainer)


def piece_file(request, pk):
    piece = get_object_or_404(TrainerPiece.objects.visible_to(request.user), pk=pk)
    if not piece.file:
        raise Http404("Cette pièce n'a pas de fichier.")
    return stored_file(piece.file, piece.file.name.rsplit("/", 1)[-1], as_attachment=True)
