"""A request for an accreditation, prepared by its structure: section by section, piece by piece."""

import json
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from certification.domain.accreditations import asking
from certification.domain.accreditations.completeness import AskedPiece, asked_pieces
from certification.domain.accreditations.pieces import LARGEST, receive_piece
from certification.domain.accreditations.sections import SECTIONS, Section, SectionChanged, save_section, version_of
from certification.domain.accreditations.steps import steps_of
from certification.forms.accreditations import PieceForm, RequestForm, section_form
from certification.models import Accreditation, Certification, PieceKind
from certification.views.seen import seen_accreditation
from members.domain.moves import Refused
from members.models import Organisation

# The mark of `static/portal/upload.js`, which shows a refusal beside the file.
SCRIPT = "upload"


def accreditation_new(request):
    """Which structure asks, for which certification; the certification may be named in the address."""
    user = request.user
    organisations = Organisation.objects.visible_to(user).filter(closed_on=None).order_by("sort_name")
    if not user.has_perm("certification.run_certification"):
        if not user.managed_ids:
            raise PermissionDenied
        organisations = organisations.filter(pk__in=user.managed_ids)
    certifications = Certification.objects.open_on(timezone.localdate()).order_by("title")
    named = certifications.filter(code=request.GET.get("certification", "")).first()
    form = RequestForm(
        request.POST or None, organisations=organisations, certifications=certifications,
        initial={"certification": named} if named else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = asking.open_request(by=user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("certification:accreditation_fill", made.pk)
    context = {"form": form, "any_open": certifications.exists()}
    status = HTTPStatus.CONFLICT if form.is_bound else HTTPStatus.OK
    return render(request, "certification/accreditations/new.html", context, status=status)


def accreditation_fill(request, pk):
    """The whole request in one form; what somebody else wrote meanwhile is shown beside what is typed."""
    shown = seen_accreditation(request, pk, acts=True)
    if "write" not in steps_of(request.user, shown):
        return _closed(request, shown)
    data = request.POST if request.method == "POST" else None
    blocks = [
        {"section": one, "form": section_form(shown, one, data), "theirs": None} for one in SECTIONS.values()
    ]  # fmt: skip
    if data is not None:
        refusals = [_save(shown, block, request.user) for block in blocks]
        if not any(refusals):
            messages.success(request, "La demande est enregistrée.")
            return redirect(shown if "finish" in data else request.path)
        for words in sorted({refusal for refusal in refusals if refusal}):
            messages.error(request, words)
    context = {"accreditation": shown, "blocks": blocks}
    status = HTTPStatus.OK if data is None else HTTPStatus.CONFLICT
    return render(request, "certification/accreditations/fill.html", context, status=status)


def accreditation_pieces(request, pk):
    """The pieces asked for, each with its own sending."""
    shown = seen_accreditation(request, pk, acts=True)
    if "write" not in steps_of(request.user, shown):
        return _closed(request, shown)
    context = {
        "accreditation": shown,
        "pieces": [(asked, PieceForm(auto_id=f"fichier{asked.kind.pk}_%s")) for asked in asked_pieces(shown)],
        "largest": LARGEST,
    }
    return render(request, "certification/accreditations/pieces.html", context)


def _closed(request, shown: Accreditation):
    messages.error(request, f"Cette demande est « {shown.get_state_display()} » : elle ne s'écrit plus.")
    return redirect(shown)


def _save(shown: Accreditation, block: dict, by) -> str:
    """Write what was typed in a block; what refuses it, if anything does."""
    form, section = block["form"], block["section"]
    if not form.is_valid():
        return "Corrigez ce qui est signalé."
    if not form.has_news:
        return ""
    try:
        save_section(shown, section, form.written(), version=form.cleaned_data["version"], by=by)
    except SectionChanged as changed:
        form.seen_again(changed.current)
        block["theirs"] = _theirs(changed.current, section)
        return str(changed)
    except Refused as refusal:
        return str(refusal)
    return ""


def _theirs(accreditation: Accreditation, section: Section) -> dict:
    """What somebody else has written, for a page and for its script."""
    values = {name: getattr(accreditation, name) for name in section.fields}
    said = {name: ("oui" if one else "non") if isinstance(one, bool) else one for name, one in values.items()}
    return {
        "version": version_of(accreditation, section),
        "values": {name: "" if one is None else one for name, one in values.items()},
        "words": [
            (str(Accreditation._meta.get_field(name).verbose_name), "" if one is None else str(one))
            for name, one in said.items()
        ],
    }


@require_POST
def accreditation_section(request, pk, section):
    """One section, as the page sends it while one types: its new version, or why it is not written."""
    shown, section = seen_accreditation(request, pk, acts=True), SECTIONS.get(section)
    if section is None:
        raise Http404
    try:
        sent = json.loads(request.body)
        typed = {f"{section.name}-{name}": value for name, value in sent["values"].items()}
        form = section_form(shown, section, typed | {f"{section.name}-version": sent["version"]})
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"message": "Cet envoi est illisible."}, status=HTTPStatus.CONFLICT)
    if not form.is_valid():
        told = " ".join(error for errors in form.errors.values() for error in errors)
        return JsonResponse({"message": told}, status=HTTPStatus.CONFLICT)
    try:
        saved = save_section(
            shown, section, form.written(), version=form.cleaned_data["version"], by=request.user
        )  # fmt: skip
    except SectionChanged as changed:
        told = {"message": str(changed), "theirs": _theirs(changed.current, section)}
        return JsonResponse(told, status=HTTPStatus.CONFLICT)
    except Refused as refusal:
        return JsonResponse({"message": str(refusal)}, status=HTTPStatus.CONFLICT)
    return JsonResponse({"version": version_of(saved, section)})


@require_POST
def accreditation_piece(request, pk, kind):
    """Receive a piece; the script gets what changes in the page, a browser without script the page."""
    shown = seen_accreditation(request, pk, acts=True)
    asked = get_object_or_404(PieceKind.objects.filter(certification=shown.certification_id), pk=kind)
    by_script = request.headers.get("X-Requested-With") == SCRIPT
    form = PieceForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refused(" ".join(form.errors.get("file", [])))
        piece = receive_piece(shown, asked, form.cleaned_data["file"], by=request.user)
    except Refused as refusal:
        if by_script:
            return HttpResponse(str(refusal), status=HTTPStatus.CONFLICT, content_type="text/plain; charset=utf-8")
        messages.error(request, f"{asked} : {refusal}")
    else:
        if by_script:
            context = {"accreditation": shown, "asked": AskedPiece(asked, piece)}
            return render(request, "certification/accreditations/piece_received.html", context)
        messages.success(request, f"La pièce « {asked} » est reçue.")
    return redirect(f"{reverse('certification:accreditation_pieces', args=[pk])}#piece-{asked.pk}")
