"""A candidate's file: entered, corrected, evaluated, taken one step further."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from certification.domain.enrolments import path
from certification.domain.enrolments.completeness import gaps_of
from certification.domain.enrolments.entering import ChangedMeanwhile, change_enrolment, enter_candidate
from certification.domain.enrolments.entry_rights import entered_by
from certification.domain.enrolments.evaluating import progress_of, record_evaluation, remove_evaluation
from certification.domain.enrolments.prior_blocks import forget_block, recognise_block
from certification.domain.enrolments.steps import EVALUATED, OPEN_TO_CHANGES, STEPS
from certification.domain.enrolments.twins import LikelyTwin
from certification.forms.candidates import (
    AccreditationForm,
    EquivalenceForm,
    EvaluationForm,
    IdentityForm,
    PathForm,
    WithdrawalForm,
    written,
)
from certification.models import AcquiredBlock, BlockEvaluation, Candidate, Enrolment, Place
from members.domain.history import versions_of
from members.domain.moves import Refused

# The step that comes next in each state, and the words of its button.
NEXT = {
    Enrolment.State.DRAFT: ("register", "Inscrire"),
    Enrolment.State.REGISTERED: ("start", "Commencer le parcours"),
    Enrolment.State.IN_PATH: ("ready", "Prêt pour un jury"),
    Enrolment.State.EXCUSED: ("excuse", "Présenter à un autre jury"),
    Enrolment.State.PARTIAL: ("resume", "Reprendre le parcours"),
    Enrolment.State.FAILED: ("resume", "Reprendre le parcours"),
}


def seen_enrolment(request, pk: int, *, write: bool = False) -> Enrolment:
    """The file, for whoever reads it with its names; those who may not write it are refused."""
    seen = Enrolment.objects.named_to(request.user)
    found = get_object_or_404(
        seen.select_related("candidate", "organisation", "certification", "referential", "accreditation"), pk=pk
    )
    if write and not request.user.has_perm("certification.present_candidates", found.organisation):
        raise PermissionDenied
    return found


def enrolment_new(request):
    """A candidate's file is made; who seems to have one already is told before a second one."""
    accreditations = entered_by(request.user, timezone.localdate())
    if not (request.user.managed_ids or request.user.has_perm("certification.run_certification")):
        raise PermissionDenied
    data = request.POST or None
    chosen = AccreditationForm(data, accreditations=accreditations)
    identity = IdentityForm(data)
    course = PathForm(
        data, initial={"registered_on": timezone.localdate(), "contract": "CDDI", "initiative": "employer"}
    )
    twins = None
    if data and all([chosen.is_valid(), identity.is_valid(), course.is_valid()]):
        accreditation = chosen.cleaned_data["accreditation"]
        twin = request.POST.get("twin", "")
        try:
            made = enter_candidate(
                written(identity, course), organisation=accreditation.organisation,
                certification=accreditation.certification, by=request.user, known=_twin(request, twin),
                sure=bool(twin),
            )  # fmt: skip
        except LikelyTwin as likely:
            twins = likely
        except Refused as refused:
            course.add_error(None, str(refused))
        except ValidationError as refused:
            identity.add_error(None, refused.messages)
        else:
            messages.success(
                request, "La fiche est enregistrée. Complétez-la s'il le faut, puis inscrivez la personne."
            )
            return redirect(made)
    context = {
        "accreditations": accreditations, "chosen": chosen, "civil": identity, "course": course, "twins": twins,
    }  # fmt: skip
    status = HTTPStatus.BAD_REQUEST if data else HTTPStatus.OK
    return render(request, "certification/candidates/new.html", context, status=status)


def _twin(request, twin: str) -> Candidate | None:
    """The candidate that one says to be the same person, if one does."""
    if not twin.isdecimal():
        return None
    return get_object_or_404(Candidate.objects.visible_to(request.user), pk=twin)


def enrolment(request, pk):
    """The whole file: civil status, path, blocks, evaluations, juries, what lacks and what comes next."""
    shown = seen_enrolment(request, pk)
    may_write = request.user.has_perm("certification.present_candidates", shown.organisation)
    step, words = NEXT.get(shown.state, ("", ""))
    progress = progress_of(shown)
    may_evaluate = may_write and shown.state in EVALUATED
    context = {
        "enrolment": shown,
        "candidate": shown.candidate,
        "may_write": may_write,
        "presents": _runs(request) or shown.organisation_id in request.user.history_ids,
        "may_change": may_write and (shown.state in OPEN_TO_CHANGES or _runs(request)),
        "may_evaluate": may_evaluate,
        "step": step if may_write else "",
        "words": words,
        "gaps": gaps_of(shown, step) if may_write else [],
        "may_withdraw": may_write and shown.state in STEPS["withdraw"].states,
        "withdrawal": WithdrawalForm(),
        "progress": progress,
        "acquired": list(shown.acquired.select_related("block")),
        "equivalence": EquivalenceForm(enrolment=shown) if may_write and shown.state in OPEN_TO_CHANGES else None,
        "places": Place.objects.visible_to(request.user).filter(enrolment=shown).select_related("jury__certification"),
        "others": Enrolment.objects.presented_by(request.user)
        .filter(candidate=shown.candidate_id)
        .exclude(pk=pk)
        .select_related("certification", "organisation"),
        "versions": versions_of(shown)[:30] if may_write else [],
    }
    return render(request, "certification/candidates/enrolment.html", context)


def _runs(request) -> bool:
    return request.user.has_perm("certification.run_certification")


def _evaluation_form(block, shown: Enrolment, data=None) -> EvaluationForm:
    initial = {"evaluated_on": timezone.localdate(), "evaluator": shown.trainer_name}
    return EvaluationForm(data, block=block, initial=initial)


def enrolment_edit(request, pk):
    """Correct a file; what somebody else wrote meanwhile is not covered without a word."""
    shown = seen_enrolment(request, pk, write=True)
    if shown.state not in OPEN_TO_CHANGES and not _runs(request):
        messages.error(request, "La personne est convoquée : demandez une correction à l'équipe certification.")
        return redirect(shown)
    data = request.POST or None
    identity = IdentityForm(data, initial=IdentityForm.initial_of(shown.candidate))
    course = PathForm(data, initial=PathForm.initial_of(shown), enrolment=shown)
    read_at = request.POST.get("read_at", shown.updated_at.isoformat())
    refusal = ""
    if data and all([identity.is_valid(), course.is_valid()]):
        try:
            change_enrolment(shown, written(identity, course), read_at=read_at, by=request.user)
        except ChangedMeanwhile as changed:
            # Saved again, once both are seen, it is written.
            refusal, read_at = str(changed), changed.current.updated_at.isoformat()
        except Refused as refused:
            refusal = str(refused)
        except ValidationError as refused:
            refusal = " ".join(refused.messages)
        else:
            messages.success(request, "La fiche est enregistrée.")
            return redirect(shown)
    context = {"enrolment": shown, "civil": identity, "course": course, "read_at": read_at, "refusal": refusal}
    status = HTTPStatus.BAD_REQUEST if data else HTTPStatus.OK
    return render(request, "certification/candidates/edit.html", context, status=status)


# Each step by the name of its button: what takes it, and what is said once it is taken.
MOVES = {
    "register": (lambda one, by: path.take_step(one, "register", by=by), "La personne est inscrite."),
    "start": (lambda one, by: path.take_step(one, "start", by=by), "Le parcours commence."),
    "ready": (lambda one, by: path.take_step(one, "ready", by=by), "La personne est prête pour un jury."),
    "excuse": (lambda one, by: path.present_again(one, by=by), "La personne attend un autre jury."),
    "resume": (lambda one, by: path.resume_path(one, by=by), "Le parcours reprend ; les blocs acquis sont gardés."),
}


def enrolment_step(request, pk):
    """A candidate goes one step further, at the press of a button; asked by GET, it leads back to the file."""
    shown = seen_enrolment(request, pk, write=True)
    step = request.POST.get("step", "")
    if step == "withdraw":
        form = WithdrawalForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Écrivez le motif de l'arrêt, en 300 caractères au plus.")
            return redirect(shown)
        reason = form.cleaned_data["reason"]
        return _done(
            request, shown, lambda: path.withdraw(shown, reason=reason, by=request.user), "Le parcours est arrêté."
        )
    if step in MOVES:
        take, told = MOVES[step]
        return _done(request, shown, lambda: take(shown, request.user), told)
    return redirect(shown)


def equivalence(request, pk):
    """Note a block held by equivalence."""
    shown = seen_enrolment(request, pk, write=True)
    if request.method != "POST":
        return redirect(shown)
    form = EquivalenceForm(request.POST, enrolment=shown)
    if not form.is_valid():
        messages.error(request, _told(form))
        return redirect(shown)
    return _done(
        request, shown, lambda: recognise_block(shown, by=request.user, **form.cleaned_data), "Le bloc est noté acquis."
    )


def equivalence_remove(request, pk):
    acquired = get_object_or_404(AcquiredBlock.objects.visible_to(request.user), pk=pk)
    shown = seen_enrolment(request, acquired.enrolment_id, write=True)
    if request.method != "POST":
        return redirect(shown)
    return _done(request, shown, lambda: forget_block(acquired, by=request.user), "Le bloc n'est plus noté acquis.")


def evaluation(request, pk, block):
    """Write the evaluation of a block; a form that comes back keeps what was typed."""
    shown = seen_enrolment(request, pk, write=True)
    blocks = shown.blocks.prefetch_related(Prefetch("competencies"))
    of = get_object_or_404(blocks, pk=block)
    form = _evaluation_form(of, shown, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_evaluation(shown, of, by=request.user, **form.recorded())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "L'évaluation est enregistrée.")
            return redirect(f"{shown.get_absolute_url()}#blocs")
    context = {"enrolment": shown, "skill_block": of, "form": form}
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "certification/candidates/evaluation.html", context, status=status)


def evaluation_remove(request, pk):
    written_one = get_object_or_404(BlockEvaluation.objects.visible_to(request.user), pk=pk)
    shown = seen_enrolment(request, written_one.enrolment_id, write=True)
    if request.method != "POST":
        return redirect(shown)
    return _done(request, shown, lambda: remove_evaluation(written_one, by=request.user), "L'évaluation est retirée.")


def _done(request, shown: Enrolment, act, told: str):
    """Back to the file, with what was done or why it was not."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, told)
    return redirect(shown)


def _told(form) -> str:
    return " ".join(error for errors in form.errors.values() for error in errors)
