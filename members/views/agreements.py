"""The core agreement: its versions, its missions, and who has signed."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from members.agreement_forms import DayForm, Missions, RefusalForm, SignForm, VersionForm
from members.domain.agreements import signing, versions
from members.domain.agreements.versions import AgreementRefused, ChangedMeanwhile
from members.models import AgreementSignature, CoreAgreement, CoreMission, associations_of
from members.models.base import Unaccented
from reporting.files import pdf_response, sent_file
from reporting.french import unit
from reporting.indicators import all_indicators


def agreements(request):
    """Every version that one may read."""
    if not request.user.has_perm("members.read_agreements"):
        raise Http404
    context = {"agreements": CoreAgreement.objects.visible_to(request.user)}
    return render(request, "members/agreements/agreements.html", context)


@require_POST
@permission_required("members.keep_agreements", raise_exception=True)
def agreement_new(request):
    """Prepare the next version, with the text and missions of the last."""
    try:
        made = versions.prepare_version(by=request.user)
    except AgreementRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("members:agreements")
    return redirect("members:agreement_edit", made.pk)


def _seen(request, pk: int, may: str = "") -> CoreAgreement:
    agreement = get_object_or_404(CoreAgreement.objects.visible_to(request.user), pk=pk)
    if may and not request.user.has_perm(f"members.{may}"):
        raise PermissionDenied
    return agreement


def agreement(request, pk):
    """A version: its text, its missions, the signatures that one may see."""
    shown = _seen(request, pk)
    labels = {one.key: one.label for one in all_indicators()}
    missions = list(shown.missions.all())
    for mission in missions:
        mission.figures = [labels.get(key, key) for key in mission.indicators]
    signatures = AgreementSignature.objects.visible_to(request.user).filter(agreement=shown)
    context = {
        "agreement": shown,
        "missions": missions,
        "signatures": signatures.select_related("association").order_by(Unaccented("association__name")),
        "keeps": request.user.has_perm("members.keep_agreements"),
        "own": set(associations_of(request.user).values_list("pk", flat=True)),
        "day_form": DayForm(),
    }
    return render(request, "members/agreements/agreement.html", context)


def agreement_edit(request, pk):
    """The text and the missions of a draft."""
    draft = _seen(request, pk, "keep_agreements")
    form = VersionForm(request.POST or None, instance=draft)
    missions = Missions(request.POST or None, queryset=CoreMission.objects.filter(agreement=draft), prefix="missions")
    refusal = ""
    if request.method == "POST" and form.is_valid() and missions.is_valid():
        try:
            versions.change_version(
                draft, by=request.user, read_at=form.cleaned_data["read_at"], title=form.cleaned_data["title"],
                text=form.cleaned_data["text"], missions=missions.missions(),
            )  # fmt: skip
        except AgreementRefused as refused:
            refusal = str(refused)
            if isinstance(refused, ChangedMeanwhile):
                # Saved again, once both are seen, it is written.
                form.data = form.data.copy()
                form.data["read_at"] = refused.current.updated_at.isoformat()
        else:
            messages.success(request, "Le projet est enregistré.")
            return redirect(draft)
    context = {
        "agreement": CoreAgreement.objects.get(pk=pk),
        "form": form,
        "missions": missions,
        "refusal": refusal,
    }
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "members/agreements/edit.html", context, status=status)


def _adopt(agreement, form, by) -> str:
    versions.adopt_version(agreement, on=form.cleaned_data["on"], by=by)
    return "La convention est adoptée : les associations régionales peuvent la signer."


def _enforce(agreement, form, by) -> str:
    versions.put_in_force(agreement, on=form.cleaned_data["on"], by=by)
    return "La convention entre en vigueur ; la version d'avant est remplacée."


def agreement_step(request, pk):
    """A version is adopted, put in force or given up."""
    shown = _seen(request, pk, "keep_agreements")
    step = request.POST.get("step", "")
    try:
        if step == "discard":
            versions.discard_version(shown, by=request.user)
            messages.success(request, "Le projet est supprimé.")
            return redirect("members:agreements")
        if step == "ask":
            asked = versions.ask_missing_signatures(shown, by=request.user)
            messages.success(request, f"{asked} {unit('associations', asked)} de plus à signer.")
            return redirect(shown)
        take, form = {"adopt": _adopt, "enforce": _enforce}.get(step), DayForm(request.POST)
        if take and form.is_valid():
            messages.success(request, take(shown, form, request.user))
        elif take:
            messages.error(request, "Donnez une date.")
    except AgreementRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(shown)


def _seen_signature(request, pk: int) -> AgreementSignature:
    seen = AgreementSignature.objects.visible_to(request.user).select_related("agreement", "association")
    return get_object_or_404(seen, pk=pk)


def signature(request, pk):
    """Where one association stands: sign, refuse, countersign."""
    shown = _seen_signature(request, pk)
    user = request.user
    act = request.POST.get("act", "")
    sign_form = SignForm(request.POST or None, request.FILES or None) if act != "refuse" else SignForm()
    refusal_form = RefusalForm(request.POST) if act == "refuse" else RefusalForm()
    refusal = ""
    if request.method == "POST":
        if not signing.may_take(user, "regional", shown):
            raise PermissionDenied
        form = refusal_form if act == "refuse" else sign_form
        if form.is_valid():
            data = form.cleaned_data
            take = {
                "regional": signing.sign_regional,
                "national": signing.sign_national,
                "refuse": signing.refuse_to_sign,
            }.get(act)
            try:
                if take:
                    take(shown, by=user, **data)
                    messages.success(request, "C'est noté.")
                return redirect("members:agreement_signature", pk)
            except AgreementRefused as refused:
                refusal = str(refused)
    context = {
        "signature": shown,
        "agreement": shown.agreement,
        "may": signing.steps_of(user, shown),
        "sign_form": sign_form,
        "refusal_form": refusal_form,
        "refusal": refusal,
    }
    status = HTTPStatus.BAD_REQUEST if request.method == "POST" else HTTPStatus.OK
    return render(request, "members/agreements/signature.html", context, status=status)


def signature_paper(request, pk):
    """The agreement to be signed, with the name of the association."""
    shown = _seen_signature(request, pk)
    return pdf_response(signing.file_name(shown), signing.paper_to_sign(shown))


def signature_file(request, pk):
    """The signed copy."""
    shown = _seen_signature(request, pk)
    if not shown.file:
        raise Http404
    return sent_file(
        request, shown.file, name=signing.file_name(shown), media_type="application/pdf", etag=shown.sha256, inline=True
    )
