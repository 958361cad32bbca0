"""What is done with an accreditation: each step by its form, on its page; each piece accepted or refused."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect

from certification.domain.accreditations import pieces
from certification.domain.accreditations.steps import steps_of
from certification.forms.accreditations import PieceAnswerForm
from certification.models import AccreditationPiece
from certification.views.accreditation_moves import MOVES, step_form
from certification.views.accreditations import accreditation_page
from certification.views.seen import seen_accreditation
from members.domain.moves import NotAllowed, Refused


def accreditation_step(request, pk):
    """Take a step; refused, the page comes back with what was typed and why."""
    shown = seen_accreditation(request, pk, acts=True)
    step = request.POST.get("step", "")
    if request.method != "POST" or step not in MOVES:
        return redirect(shown)
    move, form = MOVES[step], step_form(shown, step, request.POST)
    if form.is_valid():
        try:
            done = move.take(shown, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise PermissionDenied from None
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, move.told)
            if step == "discard":
                return redirect("certification:accreditations")
            return redirect("certification:accreditation_fill", done.pk) if step == "renew" else redirect(shown)
    shown.refresh_from_db()
    if step not in steps_of(request.user, shown):
        # The page no longer shows that form: the reason is told above it.
        messages.error(request, " ".join(form.non_field_errors()) or "Cette étape n'est plus possible.")
        return redirect(shown)
    return accreditation_page(request, shown, {step: form}, status=HTTPStatus.CONFLICT)


def piece_answer(request, pk):
    """Accept a piece, or refuse it with what is to be sent in its place."""
    piece = get_object_or_404(AccreditationPiece.objects.visible_to(request.user), pk=pk)
    piece.accreditation = seen_accreditation(request, piece.accreditation_id, acts=True)
    back = f"{piece.accreditation.get_absolute_url()}#piece-{piece.kind_id}"
    form = PieceAnswerForm(request.POST)
    if request.method != "POST":
        return redirect(back)
    try:
        if not form.is_valid():
            raise Refused(" ".join(error for errors in form.errors.values() for error in errors))
        if request.POST.get("answer") == "refuse":
            pieces.refuse_piece(piece, comment=form.cleaned_data["comment"], by=request.user)
            messages.success(request, f"La pièce « {piece} » est refusée : demandez un complément pour la redemander.")
        else:
            pieces.accept_piece(piece, expires_on=form.cleaned_data["expires_on"], by=request.user)
            messages.success(request, f"La pièce « {piece} » est acceptée.")
    except NotAllowed:
        raise PermissionDenied from None
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)
