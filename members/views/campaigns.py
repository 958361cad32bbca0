"""Campaigns: prepared, opened, followed."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from members.domain.campaigns import dashboard, opening
from members.domain.campaigns.closing import close_campaign
from members.fee_forms import CampaignForm, ReminderFormSet
from members.models import FeeCall, MembershipCampaign
from reporting.charts import Curve, curve_chart, region_map
from reporting.charts.days import SHORT_MONTHS

may_run = permission_required("members.run_campaigns", raise_exception=True)
may_read = permission_required("members.read_campaigns", raise_exception=True)


@may_read
def campaigns(request):
    """Every campaign that one may see, the latest first."""
    shown = MembershipCampaign.objects.visible_to(request.user).select_related("scale")
    return render(request, "members/campaigns/list.html", {"campaigns": shown})


@may_run
def campaign_new(request):
    year = timezone.localdate().year + (timezone.localdate().month >= 9)
    return _edit(request, MembershipCampaign(), {"year": year})


@may_run
def campaign_edit(request, year):
    return _edit(request, get_object_or_404(MembershipCampaign.objects.visible_to(request.user), year=year), {})


def _edit(request, campaign, initial):
    form = CampaignForm(request.POST or None, instance=campaign, initial=initial)
    reminders = ReminderFormSet(request.POST or None, instance=campaign, prefix="relances")
    if request.method == "POST" and form.is_valid() and reminders.is_valid():
        with transaction.atomic():
            saved = form.save()
            reminders.instance = saved
            reminders.save()
        messages.success(request, f"{saved} : enregistrée.")
        return redirect(saved)
    return render(request, "members/campaigns/edit.html", {"form": form, "reminders": reminders, "campaign": campaign})


@may_read
def campaign(request, year):
    """The dashboard of a campaign; a region sees its own calls."""
    shown = get_object_or_404(MembershipCampaign.objects.visible_to(request.user).select_related("scale"), year=year)
    calls = FeeCall.objects.visible_to(request.user).filter(campaign=shown)
    regions = dashboard.by_region(calls)
    address = reverse("members:fee_calls", args=[year])
    context = {
        "campaign": shown,
        "amounts": dashboard.amounts_of(calls),
        "states": dashboard.by_state(calls),
        "regions": regions,
        "map": region_map(
            {line.code: line.settled for line in regions}, title="Adhésions réglées par région",
            link=lambda code: f"{address}?region={code}",
        ),
        "chart": _chart(request.user, shown),
        "whom": dashboard.to_call(calls),
        "reminders": shown.reminders.all(),
        "calls_url": address,
        "mails": dashboard.mails_of(calls) if request.user.is_national else [],
        "may_run": request.user.has_perm("members.run_campaigns"),
    }  # fmt: skip
    return render(request, "members/campaigns/dashboard.html", context)


def _chart(user, campaign: MembershipCampaign):
    """This year's curve beside that of the year before, from their openings."""
    regions = None if user.is_national or user.is_board else user.region_codes
    before = MembershipCampaign.objects.filter(year=campaign.year - 1).first()
    curves, last = [], 1
    for one in filter(None, (campaign, before)):
        points = dashboard.progress_of(one, regions).points
        curves.append(Curve(str(one.year), points))
        last = max(last, points[-1][0])
    first = campaign.opens_on
    ticks = [(0, f"{first.day} {SHORT_MONTHS[first.month - 1]}")]
    for months in range(1, 12):
        month = (first.month - 1 + months) % 12
        day = first.replace(year=first.year + (first.month - 1 + months) // 12, month=month + 1, day=1)
        if (day - first).days <= last:
            ticks.append(((day - first).days, SHORT_MONTHS[month]))
    return curve_chart(curves, "Adhésions réglées depuis l'ouverture", last=last, ticks=ticks)


@may_run
@require_POST
def campaign_open(request, year):
    """Make the calls and send their mails, as a job."""
    shown = get_object_or_404(MembershipCampaign.objects.visible_to(request.user).select_related("scale"), year=year)
    try:
        return redirect(opening.ask_opening(shown, by=request.user))
    except opening.CampaignRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(shown)


@may_run
@require_POST
def campaign_close(request, year):
    shown = get_object_or_404(MembershipCampaign.objects.visible_to(request.user), year=year)
    try:
        lapsed = close_campaign(shown)
    except opening.CampaignRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{shown} : close. Adhésions devenues caduques : {lapsed}.")
    return redirect(shown)
