"""Pages that belong to no trade: the home desk of each role, and the table of rights."""

from django.contrib.auth.decorators import login_not_required, permission_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from config import rights as table
from config.desk import todo_of
from config.regions import desk_of, opens
from members.domain.territory import region_names
from members.views.kept import kept
from reporting.charts import region_map
from reporting.indicators import Indicator, Scope, get, is_confidential
from reporting.models import AnnualReport, Job
from resources.models import SearchEntry, step_of

HOME_FIGURES = ["members.adherents", "members.aci", "members.insertion_employees", "members.sympathisers"]


def _network_of(year: int) -> SafeString:
    """What everybody may read of a full year: figures, map and published reports."""
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
        "reports": AnnualReport.objects.visible_to(AnonymousUser()).select_related("region")[:3],
    }
    return render_to_string("home/network.html", context)


def _resources_of(user) -> SafeString:
    """The way into the resource centre, and what is new there for people of this step."""
    newest = SearchEntry.objects.visible_to(user).filter(superseded=False).order_by("-published_at", "-resource")
    context = {"newest": newest.only("resource_id", "title", "kind", "published_at")[:5]}
    return render_to_string("home/resources.html", context)


def _figure(indicator: Indicator, scope: Scope) -> dict:
    value, records = indicator.measured(scope)
    address = f"{indicator.get_absolute_url()}?annee={scope.year}"
    hidden = is_confidential(indicator, records)
    return {"label": indicator.label, "value": value, "records": records, "url": address, "hidden": hidden}


@login_not_required
def home(request):
    """A desk: first what waits for the person, then figures, then what is new."""
    user = request.user
    year = timezone.localdate().year - 1
    context = {
        "network": kept(user, f"home:{year}", lambda: _network_of(year), eyes="everybody"),
        "resources": kept(user, "home:resources", lambda: _resources_of(user), eyes=f"step{int(step_of(user))}"),
    }
    if user.is_authenticated:
        context |= {
            "todo": todo_of(user),
            "jobs": Job.objects.visible_to(user).filter(asked_by=user).only("title", "state", "created_at")[:5],
            "own": user.standing.organisations.items(),
        }
    return render(request, "home/home.html", context)


@permission_required("members.open_region_desks", raise_exception=True)
def region_desk(request, code=None):
    """The desk of a region; without its code, that of one's own, or the list for who opens any."""
    user, names = request.user, region_names()
    mine = sorted((names[one], one) for one in user.region_codes)
    everywhere = sorted((name, one) for one, name in names.items()) if user.is_national or user.is_board else mine
    if code is None:
        if mine:
            return redirect("region_desk", mine[0][1])
        return render(request, "regions/choice.html", {"regions": everywhere})
    if code not in names:
        raise Http404("Aucune région ne porte ce code.")
    if not opens(user, code):
        raise PermissionDenied
    context = {"code": code, "name": names[code], "regions": everywhere, **desk_of(user, code)}
    return render(request, "regions/desk.html", context)


@permission_required("members.read_rights", raise_exception=True)
def rights(request):
    """The rights that the tests verify, for staff to read."""
    return render(
        request,
        "home/rights.html",
        {"roles": table.ROLES, "urls": table.URLS, "data": table.DATA, "records": table.RECORDS},
    )
