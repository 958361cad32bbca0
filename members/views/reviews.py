"""Bilateral reviews: the list, the page of each, and the steps that it takes."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from members.domain.reviews import decisions, documents, life, signing
from members.domain.reviews.answers import writing_side
from members.domain.reviews.completeness import missing_of
from members.domain.reviews.files import attach_file, detach_file
from members.domain.reviews.reading import read_review
from members.domain.reviews.refusals import ReviewRefused, sides_of, steps_of
from members.models import BilateralReview, ReviewCampaign, ReviewDecision, ReviewFile, Side
from members.models.base import Unaccented
from members.review_forms import DecisionForm, NoteForm, ReviewFileForm, ReviewMeetingForm, SettleForm
from reporting.files import pdf_response, sent_file

PER_PAGE = 50


def reviews(request):
    """Those that one may read, the last year first, and the years that national staff lead."""
    if not request.user.has_perm("members.read_reviews"):
        raise Http404
    seen = BilateralReview.objects.visible_to(request.user).select_related("campaign", "association")
    seen = seen.order_by("-campaign__year", Unaccented("association__name"))
    context = {
        "reviews": Paginator(seen, PER_PAGE).get_page(request.GET.get("page")),
        "campaigns": ReviewCampaign.objects.visible_to(request.user),
        "runs": request.user.has_perm("members.run_reviews"),
        "compares": request.user.has_perm("members.compare_reviews"),
    }
    return render(request, "members/reviews/reviews.html", context)


def seen_review(request, pk: int, *, takes_part: bool = False) -> BilateralReview:
    """The review, for whoever sees it and, where it is said, takes part in it."""
    seen = BilateralReview.objects.visible_to(request.user).select_related("campaign", "association")
    review = get_object_or_404(seen, pk=pk)
    if takes_part and not request.user.has_perm("members.take_part_in_review", review):
        raise PermissionDenied
    return review


def review(request, pk):
    return _shown(request, seen_review(request, pk))


def _shown(request, review: BilateralReview, *, refusal: str = "", unsaved: Form | None = None, **forms):
    """The page of a review; `forms` come back with what was typed in them, `unsaved` is told where it has no place."""
    user = request.user
    sides = sides_of(user, review)
    may = steps_of(user, review)
    writes = writing_side(user, review) if sides else None
    read = read_review(review, user)
    for previous in read.previous:
        if sides and previous.decision:
            previous.decision.form = SettleForm.of(previous.decision)
    signed = {one.side for one in read.signatures}
    context = {
        "review": review,
        "read": read,
        "acts": bool(sides),
        "sides": sides,
        "national": Side.NATIONAL in sides,
        "regional": Side.REGIONAL in sides,
        "writes": writes,
        "missing": missing_of(review, writes) if writes else [],
        "may": may,
        "signs": [side for side in sides if "sign" in may and side not in signed],
        "settles": bool(sides) and review.state in BilateralReview.FROZEN,
        "refusal": refusal,
        "unsaved": [(field.label, field.value()) for field in unsaved or () if not field.is_hidden],
        "note_form": NoteForm(),
        "meeting_form": ReviewMeetingForm(
            initial={
                "met_on": review.met_on, "people": review.people, "minutes": review.minutes,
                "mark": life.meeting_mark(review),
            }
        ),
        "decision_form": DecisionForm(previous=[one.decision for one in read.previous if one.decision]),
        "file_form": ReviewFileForm(),
    } | forms  # fmt: skip
    if context["settles"]:
        for decision in read.decisions:
            decision.form = SettleForm.of(decision)
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return render(request, "members/reviews/review.html", context, status=status)


def _meet(review, form, by) -> str:
    life.record_meeting(review, by=by, **form.cleaned_data)
    return "La rencontre est notée. Écrivez les décisions, puis signez."


def _ask(review, form, by) -> str:
    life.ask_for_more(review, note=form.cleaned_data["note"], by=by)
    return "Le bilan est rendu à la région, qui est prévenue."


def _send(review, form, by) -> str:
    life.send_review(review, by=by)
    return "Le bilan est envoyé à l'équipe nationale ; ses chiffres sont figés."


def _answer(review, form, by) -> str:
    life.answer_review(review, by=by)
    return "La réponse est donnée à la région, qui est prévenue."


def _sign_regional(review, form, by) -> str:
    signing.sign_review(review, side=Side.REGIONAL, by=by)
    return "Vous avez signé pour l'association régionale."


def _sign_national(review, form, by) -> str:
    signing.sign_review(review, side=Side.NATIONAL, by=by)
    return "Vous avez signé pour l'association nationale."


def _close(review, form, by) -> str:
    life.close_review(review, by=by)
    return "Le bilan est clos : le conseil d'administration le lit."


# Each step: what takes it and tells it, what is asked for it, and the name of that form in the page.
STEPS = {
    "send": (_send, Form, ""),
    "ask_for_more": (_ask, NoteForm, "note_form"),
    "answer": (_answer, Form, ""),
    "meet": (_meet, ReviewMeetingForm, "meeting_form"),
    "sign_regional": (_sign_regional, Form, ""),
    "sign_national": (_sign_national, Form, ""),
    "close": (_close, Form, ""),
}


def review_step(request, pk):
    """A review goes one step further, at the press of a button; what was typed comes back when it is refused."""
    shown = seen_review(request, pk, takes_part=True)
    step = request.POST.get("step", "")
    if request.method != "POST" or step not in STEPS:
        return redirect(shown)
    take, form_of, name = STEPS[step]
    form = form_of(request.POST)
    if not form.is_valid():
        return _shown(request, shown, refusal="Complétez ce qui est demandé.", **{name: form})
    try:
        messages.success(request, take(shown, form, request.user))
    except ReviewRefused as refusal:
        if not name:
            messages.error(request, str(refusal))
            return redirect(shown)
        return _shown(request, seen_review(request, pk), refusal=str(refusal), unsaved=form)
    return redirect(shown)


def review_decision(request, pk):
    """Write a decision."""
    shown = seen_review(request, pk, takes_part=True)
    if request.method != "POST":
        return redirect(shown)
    form = DecisionForm(request.POST, previous=decisions.previous_of(shown))
    if not form.is_valid():
        return _shown(request, shown, refusal="Complétez la décision.", decision_form=form)
    try:
        decisions.add_decision(shown, by=request.user, **form.cleaned_data)
    except ReviewRefused as refusal:
        return _shown(request, seen_review(request, pk), refusal=str(refusal), unsaved=form)
    messages.success(request, "La décision est écrite.")
    return redirect(f"{shown.get_absolute_url()}#decisions")


def decision(request, pk):
    """Say what became of a decision, or take out one that is not signed yet."""
    seen = ReviewDecision.objects.visible_to(request.user).select_related("review__campaign", "review__association")
    kept = get_object_or_404(seen, pk=pk)
    if not request.user.has_perm("members.take_part_in_review", kept.review):
        raise PermissionDenied
    back = kept.review
    form = SettleForm(request.POST)
    try:
        if request.POST.get("act") == "remove":
            decisions.remove_decision(kept, by=request.user)
            messages.success(request, "La décision est retirée.")
        elif form.is_valid():
            decisions.settle_decision(kept, by=request.user, **form.cleaned_data)
            messages.success(request, "L'état de la décision est noté.")
            # It is most often told from the page of the next review.
            number = request.POST.get("review", "")
            if number.isdecimal():
                back = BilateralReview.objects.visible_to(request.user).filter(pk=number).first() or back
    except ReviewRefused as refusal:
        typed = request.POST.get("reason", "").strip()
        messages.error(request, f"{refusal} Vous aviez écrit : « {typed} »." if typed else str(refusal))
    return redirect(back)


def review_attach(request, pk):
    shown = seen_review(request, pk, takes_part=True)
    if request.method != "POST":
        return redirect(shown)
    form = ReviewFileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["file"]))
        return redirect(shown)
    try:
        joined = attach_file(shown, form.cleaned_data["file"], by=request.user)
        messages.success(request, f"{joined} est joint.")
    except ReviewRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{shown.get_absolute_url()}#pieces")


def _seen_file(request, pk: int) -> ReviewFile:
    seen = ReviewFile.objects.visible_to(request.user).select_related("review__campaign", "review__association")
    return get_object_or_404(seen, pk=pk)


def review_file(request, pk):
    """A document joined, always as a download."""
    file = _seen_file(request, pk)
    return sent_file(request, file.file, name=file.name, media_type="application/octet-stream", etag=file.sha256)


def review_detach(request, pk):
    file = _seen_file(request, pk)
    shown = file.review
    if not request.user.has_perm("members.take_part_in_review", shown):
        raise PermissionDenied
    if request.method == "POST":
        try:
            detach_file(file, by=request.user)
            messages.success(request, f"{file} est retiré.")
        except ReviewRefused as refusal:
            messages.error(request, str(refusal))
    return redirect(f"{shown.get_absolute_url()}#pieces")


def review_paper(request, pk):
    """The review as PDF, with what its page says."""
    shown = seen_review(request, pk)
    return pdf_response(documents.file_name(shown), documents.review_pdf(shown, request.user).content)
