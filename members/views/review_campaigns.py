"""The years of bilateral reviews, and the page across regions."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from members.domain.reviews import campaigns
from members.domain.reviews.overview import overview_of
from members.domain.reviews.refusals import ReviewRefused
from members.models import ReviewCampaign
from members.review_exports import ANSWER_COLUMNS, answer_rows
from members.review_forms import CampaignForm, QuestionsForm
from reporting.exports import table_response
from reporting.french import number, unit


@permission_required("members.run_reviews", raise_exception=True)
def review_campaign_new(request):
    form = CampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = campaigns.create_campaign(by=request.user, **form.cleaned_data)
        except ReviewRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Le questionnaire est prêt : relisez ses questions, puis ouvrez les bilans.")
            return redirect(made)
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "members/reviews/campaign_new.html", {"form": form}, status=status)


@permission_required("members.run_reviews", raise_exception=True)
def review_campaign(request, year):
    """The days and questions of a year."""
    campaign = get_object_or_404(ReviewCampaign.objects.visible_to(request.user), year=year)
    form = QuestionsForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            campaigns.change_campaign(campaign, by=request.user, **form.written())
        except ReviewRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "C'est enregistré.")
            return redirect(campaign)
    context = {"campaign": campaign, "form": form, "questions": campaign.questions.select_related("mission")}
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "members/reviews/campaign.html", context, status=status)


@permission_required("members.run_reviews", raise_exception=True)
def review_campaign_step(request, year):
    """Open the reviews of a year for all regions, or end it."""
    campaign = get_object_or_404(ReviewCampaign.objects.visible_to(request.user), year=year)
    step = request.POST.get("step", "")
    try:
        if step == "open":
            made = campaigns.open_reviews(campaign, by=request.user)
            messages.success(request, f"{number(made)} {unit('bilans', made)} {unit('ouverts', made)}.")
        elif step == "close":
            campaigns.close_campaign(campaign, by=request.user)
            messages.success(request, "La campagne est close.")
    except ReviewRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(campaign)


def _compared(request, year: int) -> ReviewCampaign:
    if not request.user.has_perm("members.read_reviews"):
        raise Http404
    if not request.user.has_perm("members.compare_reviews"):
        raise PermissionDenied
    return get_object_or_404(ReviewCampaign.objects.visible_to(request.user), year=year)


def review_overview(request, year):
    """Assessments by mission and region, the answers about one mission, open decisions, change over years."""
    campaign = _compared(request, year)
    overview = overview_of(campaign, request.user)
    asked = request.GET.get("mission", "")
    chosen = next((rank for rank, one in enumerate(overview.questions) if one.mission.code == asked), 0)
    context = {
        "campaign": campaign,
        "overview": overview,
        "chosen": overview.questions[chosen] if overview.questions else None,
        "side_by_side": [(row.review, row.cells[chosen]) for row in overview.rows if row.cells[chosen]],
    }
    return render(request, "members/reviews/overview.html", context)


def review_overview_export(request, year, fmt):
    campaign = _compared(request, year)
    rows = answer_rows(overview_of(campaign, request.user))
    return table_response(fmt, f"bilans-bilateraux-{year}", ANSWER_COLUMNS, rows)
