"""How good the records are: how complete, by region, and what awaits somebody."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from members.domain.quality.completeness import by_region, most_missing
from members.models import BouncedAddress, ChangeRequest, Organisation


@permission_required("members.merge_organisations", raise_exception=True)
def quality(request):
    """The mean of each region, what is missing most, and the ways to mend it; of those that belong today."""
    today = timezone.localdate()
    belonging = Organisation.objects.visible_to(request.user).belonging_on(today)
    regions = by_region(belonging)
    count = sum(region["count"] for region in regions)
    mean = sum(region["mean"] * region["count"] for region in regions) / count if count else None
    context = {
        "regions": regions,
        "mean": mean,
        "count": count,
        "missing": most_missing(belonging),
        "corrections": ChangeRequest.objects.visible_to(request.user).waiting().count(),
        "bounced": BouncedAddress.objects.visible_to(request.user).count(),
        "list_url": reverse("admin:members_organisation_changelist"),
    }
    return render(request, "members/quality.html", context)
