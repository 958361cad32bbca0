"""The directory of the network: a list that answers as one types, with a map and counts beside it."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from members.domain.territory import department_names, region_names
from members.exports import directory_columns, directory_rows
from members.filters import DirectoryFilter
from members.models import Label, Membership
from members.views.kept import kept
from reporting.charts import region_map
from reporting.exports import table_response

PER_PAGE = 25
# A facet with more values than this shows the most frequent ones.
MOST_VALUES = 12


class WrongFilter(Exception):
    """The address asks for what no filter understands; carries the page that says so."""

    def __init__(self, html: str):
        super().__init__("wrong filter")
        self.html = html


@login_not_required
def directory(request):
    """Search, counts, map and list; htmx gets the results only. What everybody sees alike is kept a minute."""
    part = "members/directory_results.html" if request.htmx else "members/directory_content.html"

    def make() -> str:
        found = DirectoryFilter(request.GET, user=request.user)
        right = found.form.is_valid()
        html = render_to_string(part, _context(request, found) if right else {"filter": found, "asked": []}, request)
        if not right:
            raise WrongFilter(html)
        return html

    try:
        html, status = kept(request.user, f"{part}?{request.GET.urlencode()}", make), HTTPStatus.OK
    except WrongFilter as wrong:
        html, status = wrong.html, HTTPStatus.BAD_REQUEST
    if request.htmx:
        response = HttpResponse(html, status=status)
    else:
        response = render(request, "members/directory.html", {"content": html}, status=status)
    # A browser that goes back must not take the results alone for the page.
    patch_vary_headers(response, ["HX-Request"])
    return response


@login_not_required
def directory_map(request):
    """The map has joined the list; its former address leads there."""
    asked = request.GET.urlencode()
    return redirect(reverse("members:directory") + (f"?{asked}" if asked else ""))


@login_not_required
def directory_export(request, fmt):
    """Exactly the rows and the columns shown, with all pages, as CSV or XLSX."""
    found = DirectoryFilter(request.GET, user=request.user)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    columns = directory_columns(public=found.public, whole=found.all_columns)
    rows = (row[1:] for row in directory_rows(found.ordered, columns))
    return table_response(fmt, f"annuaire-{found.year}", [column.header for column in columns], rows)


def _context(request, found: DirectoryFilter) -> dict:
    """What the results say, of filters that are right."""
    total, counts = found.counted()
    columns = directory_columns(public=found.public, whole=found.all_columns)
    page = CountedPaginator(found.ordered, PER_PAGE, count=total).get_page(request.GET.get("page"))
    facets = _facets(request, found, counts)
    return {
        "filter": found,
        "facets": facets,
        "total": total,
        "columns": columns,
        "page": page,
        "lines": [Line.of(columns, *row) for row in directory_rows(page.object_list, columns)],
        "near": [] if total else found.near(),
        "chips": _chips(request, found),
        "asked": [(name, value) for name in (*found.FACETS, "colonnes") for value in request.GET.getlist(name)],
        "public": found.public,
        "map": region_map(
            counts["region"],
            title="Structures par région",
            link=lambda region: reverse("members:directory") + _query(request, "region", [region]),
        ),
    }


@dataclass(frozen=True)
class Line:
    """An organisation in the list: its name leads to it, the cells are those of the other columns."""

    number: int
    name: str
    cells: list[tuple[str, str]]

    @classmethod
    def of(cls, columns, number: int, name: str, *cells: str) -> "Line":
        return cls(number, name, [(column.header, cell) for column, cell in zip(columns[1:], cells, strict=True)])


class CountedPaginator(Paginator):
    """A paginator that is told how many rows there are, and does not count them again."""

    def __init__(self, rows, per_page: int, *, count: int):
        super().__init__(rows, per_page)
        self.count = count


@dataclass(frozen=True)
class Choice:
    """A value of a facet, how many have it, and the address that takes it, or leaves it where it is chosen."""

    code: str
    label: str
    count: int
    chosen: bool
    query: str


@dataclass(frozen=True)
class Facet:
    """A filter with its values: the most frequent first, or in their own order."""

    name: str
    title: str
    choices: list[Choice]
    several: bool = False


def _facets(request, found: DirectoryFilter, counts: dict) -> list[Facet]:
    """Each filter with the values found; departments once few of them are."""
    labels = dict(Label.objects.values_list("pk", "name")) if counts.get("label") else {}
    words = {
        "qualite": {code: f"{label}s" for code, label in Membership.Kind.choices},
        "region": region_names(),
        "departement": department_names(),
        "activite": {activity: activity for activity in counts.get("activite", {})},
        "label": {str(number): name for number, name in labels.items()},
        "taille": {str(rank): label for rank, (_, label) in enumerate(found.SIZES)},
    }
    facets = []
    for name, counted in counts.items():
        several = name in {"activite", "label"}
        chosen = request.GET.getlist(name)
        codes = {str(rank): size for rank, (size, _) in enumerate(found.SIZES)} if name == "taille" else {}
        choices = []
        for value, label in words[name].items():
            code = codes.get(value, value)
            if counted[value] or code in chosen:
                is_chosen = code in chosen
                others = [other for other in chosen if other != code] if several else []
                query = _query(request, name, others if is_chosen else [*others, code])
                choices.append(Choice(code, label, counted[value], is_chosen, query))
        if name in {"activite", "label"}:
            choices.sort(key=lambda choice: (not choice.chosen, -choice.count, choice.label))
        if name == "departement" and len(choices) > MOST_VALUES and not chosen and "region" not in found.conditions:
            continue
        if name == "activite":
            choices = choices[:MOST_VALUES]
        if choices:
            facets.append(Facet(name, str(found.filters[name].label), choices, several))
    return facets


def _query(request, name: str, values: list[str]) -> str:
    """The address shown with one filter changed, from its first page."""
    asked = request.GET.copy()
    asked.pop("page", None)
    asked.setlist(name, values)
    if not values:
        asked.pop(name)
    if name == "region":
        # The departments of another region would find nothing.
        asked.pop("departement", None)
    return f"?{asked.urlencode()}"


def _chips(request, found: DirectoryFilter) -> list[dict]:
    """Active filters, each with the address without it."""
    chips = []
    for name, field in found.form.fields.items():
        value = found.form.cleaned_data.get(name)
        if not value or name in {"annee", "tri", "colonnes"}:
            continue
        if name in {"activite", "label"}:
            asked = request.GET.getlist(name)
            for code, label in ((str(getattr(one, "pk", one)), str(one)) for one in value):
                rest = [other for other in asked if other != code]
                chips.append({"label": f"{field.label} : {label}", "remove_url": _query(request, name, rest)})
            continue
        shown = dict(field.choices).get(value, value) if hasattr(field, "choices") else value
        label = "Recherche" if name == "q" else field.label
        chips.append({"label": f"{label} : {shown}", "remove_url": _query(request, name, [])})
    return chips
