"""The dashboard of use: what is taken from the resource centre, by whom, what is not, and what people look for."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from members.domain.territory import region_names
from reporting.charts import day_chart, region_map
from reporting.exports import table_response
from reporting.french import fr_date
from reporting.indicators import get
from resources.domain.statistics import days_known
from resources.domain.themes import theme_tree
from resources.use_form import UseForm
from resources.use_tables import EXPORTS, OF_NATIONAL_STAFF, OF_THE_NETWORK, Tables

SHOWN = 15


@dataclass(frozen=True)
class Step:
    """A row of the period: a day, a week or a month, and the dashboard of these days."""

    label: str
    downloads: int
    query: str


def _read(request, most: int | None) -> tuple[UseForm, Tables | None]:
    """The question, and what answers it where it is well put."""
    branches, known = theme_tree(), days_known()
    year = known[1].year if known else timezone.localdate().year
    form = UseForm(request.GET, user=request.user, branches=branches, year=year)
    if not form.is_valid():
        return form, None
    return form, Tables(
        form.asked(),
        known=known,
        branches=branches,
        theme=form.chosen_theme,
        of_network=form.everywhere,
        by=request.user,
        most=most,
    )


@permission_required("resources.read_use", raise_exception=True)
def dashboard(request):
    """Some ten queries, whatever the number of downloads."""
    form, tables = _read(request, SHOWN)
    if tables is None:
        return render(request, "resources/dashboard.html", {"form": form}, status=HTTPStatus.BAD_REQUEST)
    context = {
        "form": form,
        "tables": tables,
        "period": _period(form),
        "place": _place(form),
        "since": tables.known[0] if tables.known else None,
        "figures": _figures(form, tables),
        "today": timezone.now(),
    }
    if tables.span:
        first, last = tables.span
        curve = [(start, many) for start, _, many in tables.days("day")]
        context |= {
            "chart": day_chart(curve, f"Téléchargements par jour, du {fr_date(first)} au {fr_date(last)}"),
            "smoothed": len(curve) > 45,
            "per_day": round(tables.use.downloads / len(curve), 1),
            "steps": [_step(request, tables.step, *row) for row in tables.days(tables.step)],
        }
    if form.everywhere:
        values = {part.key: part.downloads for part in tables.regions if part.key}
        context["map"] = region_map(
            values, f"Téléchargements par région, {context['period']}", lambda code: _query(request, region=code)
        )
    return render(request, "resources/dashboard.html", context)


@permission_required("resources.read_use", raise_exception=True)
def export(request, fmt):
    """A table of the dashboard, whole."""
    name = request.GET.get("tableau", "ressources")
    form, tables = _read(request, None)
    if tables is None:
        return render(request, "resources/dashboard.html", {"form": form}, status=HTTPStatus.BAD_REQUEST)
    refused = set() if request.user.is_national else OF_NATIONAL_STAFF
    refused = refused if form.everywhere else refused | OF_THE_NETWORK
    if name not in EXPORTS or name in refused:
        raise Http404("Ce tableau n'existe pas.")
    headers, rows = EXPORTS[name]
    return table_response(fmt, f"usage-{name}-{tables.asked.first}-{tables.asked.last}", headers, rows(tables))


def _query(request, **changes) -> str:
    """The address shown with something changed."""
    asked = request.GET.copy()
    for name, value in changes.items():
        asked.pop(name, None)
        if value is not None:
            asked[name] = value
    return f"?{asked.urlencode()}"


def _step(request, step: str, first: date, last: date, downloads: int) -> Step:
    label = fr_date(first)
    if step == "week":
        label = f"Semaine du {label}" if last > first else label
    elif step == "month":
        label = label.partition("\u00a0")[2] if (first.day, last.month) == (1, first.month) else f"À partir du {label}"
    return Step(label, downloads, _query(request, annee=None, du=first.isoformat(), au=last.isoformat()))


def _period(form: UseForm) -> str:
    data = form.cleaned_data
    return f"en {form.year}" if form.year else f"du {fr_date(data['first'])} au {fr_date(data['last'])}"


def _place(form: UseForm) -> str:
    """The regions that are told of, in words."""
    regions = form.asked().regions
    return ", ".join(region_names()[code] for code in regions) if regions else ""


def _figures(form: UseForm, tables: Tables) -> list[dict]:
    """The three numbers, each with its method and the records behind it."""
    use, year = tables.use, tables.asked.last.year
    views_note = "Pages de ressources ouvertes, une fois par minute au plus pour la même personne."
    readers_note = (
        f"Personnes connectées qui ont pris au moins une ressource depuis le 1er janvier {year}, chacune une fois."
    )
    if use.views is None:
        views_note = "Tenues par ressource et par mois entiers, pour tout le réseau : choisissez une année."
    if use.readers is None:
        readers_note = "Tenus pour l'année entière : ce nombre n'existe pas par thème."
    return [
        {
            "label": "Téléchargements",
            "value": use.downloads if tables.span else None,
            "url": _records(form, "resources.downloads"),
            "note": "Fichiers pris et liens ouverts, sans les robots (liste de COUNTER) ; deux clics dans la minute "
            "comptent une fois.",
        },
        {
            "label": "Consultations",
            "value": "non tenues" if use.views is None else use.views if tables.span else None,
            "url": _records(form, "resources.views"),
            "note": views_note,
        },
        {
            "label": "Lecteurs distincts",
            "value": "non tenus" if use.readers is None else use.readers if tables.span else None,
            "url": _records(form, "resources.active_users"),
            "note": readers_note,
        },
    ]


def _records(form: UseForm, key: str) -> str:
    """The records of the figure, where it is one of the portal's: from 1 January, without theme, of one region at most."""
    data, asked = form.cleaned_data, form.asked()
    from_january = data["first"] == date(data["last"].year, 1, 1)
    if asked.themes is not None or not from_january or len(asked.regions or ()) > 1:
        return ""
    query = {"annee": data["last"].year}
    if not form.year:
        query["au"] = data["last"].isoformat()
    if asked.regions:
        query["region"] = asked.regions[0]
    if asked.role:
        query |= {"repartition": "role", "part": asked.role}
    return f"{get(key).get_absolute_url()}?{urlencode(query)}"
