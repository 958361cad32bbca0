"""Minutes as they are read and signed: on the page, on paper, and those that a correction replaced."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from certification.domain.juries.contents import is_untouched
from certification.domain.juries.minutes_paper import file_name, minutes_pdf, told_to
from certification.domain.juries.sequence import SIGN
from certification.domain.juries.signing import Evidence, awaited, record_paper_signature, sign_minutes
from certification.forms.jury_day import PaperSignatureForm
from certification.models import Minutes, MinutesSignature
from members.domain.moves import Refused
from reporting.files import pdf_response, stored_file


def seen_minutes(request, pk: int) -> Minutes:
    seen = Minutes.objects.visible_to(request.user).select_related("jury__certification", "written_by")
    return get_object_or_404(seen.prefetch_related("signatures__seat__official", "signatures__recorded_by"), pk=pk)


def minutes(request, pk):
    """What was decided, who has signed, and the hash of what is signed."""
    return _shown(request, seen_minutes(request, pk))


def _shown(request, shown: Minutes, paper_form: PaperSignatureForm | None = None):
    waiting = awaited(shown)
    last = not shown.jury.minutes.filter(order__gt=shown.order).exists()
    signing = last and shown.jury.state in SIGN.states
    on_paper = [one for one in waiting if one.official.user_id is None]
    team = request.user.has_perm("certification.run_certification")
    if paper_form is None and team and signing and on_paper:
        paper_form = PaperSignatureForm(seats=on_paper)
    context = {
        "minutes": shown,
        "jury": shown.jury,
        "content": told_to(shown, request.user),
        "awaited": waiting,
        "signs": signing and any(one.official.user_id == request.user.pk for one in waiting),
        "paper_form": paper_form,
        "untouched": is_untouched(shown),
        "replaced_by": shown.jury.minutes.filter(order__gt=shown.order).first(),
        "team": team,
    }
    return render(request, "certification/juries/minutes.html", context)


def sign(request, pk):
    """Sign, as the member whose account this is, what the page showed."""
    shown = seen_minutes(request, pk)
    if request.method != "POST":
        return redirect("certification:minutes", pk)
    evidence = Evidence(get_adapter(request).get_client_ip(request), request.headers.get("User-Agent", ""))
    try:
        sign_minutes(shown, by=request.user, sha256=request.POST.get("sha256", ""), evidence=evidence)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Vous avez signé le procès-verbal.")
    return redirect("certification:minutes", pk)


def sign_on_paper(request, pk):
    """Keep the copy signed by hand of a member who has no account."""
    shown = seen_minutes(request, pk)
    if not request.user.has_perm("certification.run_certification"):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("certification:minutes", pk)
    form = PaperSignatureForm(request.POST, request.FILES, seats=awaited(shown))
    if form.is_valid():
        try:
            record_paper_signature(shown, form.cleaned_data["seat"], file=form.cleaned_data["file"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "La signature est notée.")
            return redirect("certification:minutes", pk)
    return _shown(request, shown, form)


def signed_copy(request, pk):
    """The copy that a member signed by hand."""
    signature = get_object_or_404(MinutesSignature.objects.visible_to(request.user), pk=pk)
    if not signature.scan:
        raise Http404("Cette signature a été faite en ligne.")
    return stored_file(signature.scan, f"signature-{signature.pk}.pdf", as_attachment=True)


def minutes_paper(request, pk):
    """The minutes as PDF, with what the page tells this reader."""
    shown = seen_minutes(request, pk)
    return pdf_response(file_name(shown), minutes_pdf(shown, request.user).content)
