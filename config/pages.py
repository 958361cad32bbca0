"""Pages that belong to no trade: the home desk of each role, and the table of rights."""

from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.cache import cache
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from config import rights as table
from config.desk import todo_of
from reporting.charts import region_map
from reporting.indicators import Indicator, Scope, get
from reporting.models import AnnualReport, Job

HOME_FIGURES = ["members.adherents", "members.aci", "members.insertion_employees", "members.sympathisers"]
KEPT_SECONDS = 60


def _network_today() -> SafeString:
    """Figures, map and published reports of the last full year, kept a minute: everybody opens this page."""
    year = timezone.localdate().year - 1
    html = cache.get(f"home:{year}")
    if html is None:
        scope = Scope(year)
        regions = get("members.by_region").breakdown(scope, "region").rows
        context = {
            "year": year,
            "figures": [_figure(get(key), scope) for key in HOME_FIGURES],
            "map": region_map(
                {row.key: row.value for row in regions},
                title=f"Adhérents par région en {year}",
                link=lambda region: f"{get('members.adherents').get_absolute_url()}?annee={year}&region={region}",
            ),
            "reports": AnnualReport.objects.filter(published=True).select_related("region")[:3],
        }
        html = render_to_string("home/network.html", context)
        cache.set(f"home:{year}", html, KEPT_SECONDS)
    return html


def _figure(indicator: Indicator, scope: Scope) -> dict:
    value, records = indicator.measured(scope)
    address = f"{indicator.get_absolute_url()}?annee={scope.year}"
    return {"label": indicator.label, "value": value, "records": records, "url": address}


@login_not_required
def home(request):
    """A desk: first what waits for the person, then figures, then what is new."""
    user = request.user
    context = {"network": _network_today()}
    if user.is_authenticated:
        context |= {
            "todo": todo_of(user),
            "jobs": Job.objects.filter(asked_by=user).only("title", "state", "created_at")[:5],
            "own": user.standing.organisations.items(),
        }
    return render(request, "home/home.html", context)


@permission_required("members.read_rights", raise_exception=True)
def rights(request):
    """The rights that the tests verify, for staff to read."""
    return render(
        request,
        "home/rights.html",
        {"roles": table.ROLES, "urls": table.URLS, "data": table.DATA, "records": table.RECORDS},
    )
