"""The directory of the network: a list that answers as one types, and a map."""

from collections import Counter
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from members.domain.territory import department_names, region_names
from members.exports import DIRECTORY_COLUMNS, directory_rows
from members.filters import DirectoryFilter
from members.models import Membership
from members.views.kept import kept
from reporting.charts import region_map
from reporting.exports import table_response

PER_PAGE = 25


def _filtered(request):
    """The filter bound to the address, and the memberships that it keeps (none where the address is wrong)."""
    found = DirectoryFilter(request.GET, user=request.user)
    return found, (found.ordered if found.form.is_valid() else Membership.objects.none())


class WrongFilter(Exception):
    """The address asks for what no filter understands; carries the page that says so."""

    def __init__(self, html: str):
        super().__init__("wrong filter")
        self.html = html


def directory(request):
    """Search, filters, counts and list; htmx gets the results only."""
    return _answer(request, "directory", _list_context)


def directory_map(request):
    """The same memberships on a map, with their number by region."""
    return _answer(request, "directory_map", _map_context)


def _answer(request, name: str, context_of) -> HttpResponse:
    """The page `name`, or its results alone for htmx: what everybody sees alike is kept a minute."""
    part = f"members/{name}_results.html" if request.htmx else f"members/{name}_content.html"

    def make() -> str:
        found, memberships = _filtered(request)
        context = context_of(request, found, memberships) | {"filter": found, "chips": _chips(request, found)}
        html = render_to_string(part, context, request)
        if not found.form.is_valid():
            raise WrongFilter(html)
        return html

    try:
        html, status = kept(request.user, f"{part}?{request.GET.urlencode()}", make), HTTPStatus.OK
    except WrongFilter as wrong:
        html, status = wrong.html, HTTPStatus.BAD_REQUEST
    if request.htmx:
        response = HttpResponse(html, status=status)
    else:
        response = render(request, f"members/{name}.html", {"content": html}, status=status)
    # A browser that goes back must not take the results alone for the page.
    patch_vary_headers(response, ["HX-Request"])
    return response


def _list_context(request, found, memberships) -> dict:
    facets = _facets(memberships)
    rows = memberships.values_list(*Line.PATHS)
    page = CountedPaginator(rows, PER_PAGE, count=facets.total).get_page(request.GET.get("page"))
    context = {"page": page, "lines": [Line.of(*row) for row in page], "facets": facets}
    if not facets.total and found.form.is_valid():
        context["near"] = found.near()
    return context


def _map_context(request, found, memberships) -> dict:
    facets = _facets(memberships)
    counts = {region.code: region.count for region in facets.regions}
    asked = request.GET.copy()

    def list_of(region: str) -> str:
        asked["region"] = region
        return f"{reverse('members:directory')}?{asked.urlencode()}"

    return {"facets": facets, "map": region_map(counts, title="Structures par région", link=list_of)}


@dataclass(frozen=True)
class Line:
    """An organisation in the list; territories are put in words here, which spares two joins."""

    PATHS: ClassVar = [
        "organisation_id", "organisation__name", "organisation__city", "organisation__department", "region", "kind",
    ]  # fmt: skip
    number: int
    name: str
    city: str
    department: str
    region: str
    kind: str
    tone: str

    @classmethod
    def of(cls, number: int, name: str, city: str, department: str, region: str, kind: str) -> "Line":
        quality = Membership.Kind(kind)
        tone = "ok" if quality == Membership.Kind.MEMBER else "info"
        return cls(number, name, city, department_names()[department], region_names()[region], quality.label, tone)


class CountedPaginator(Paginator):
    """A paginator that is told how many rows there are, and does not count them again."""

    def __init__(self, rows, per_page: int, *, count: int):
        super().__init__(rows, per_page)
        self.count = count


@dataclass(frozen=True)
class Part:
    """A value that the results may be narrowed to, and how many of them have it."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class Facets:
    """Counts beside the filters."""

    kinds: list[Part]
    regions: list[Part]

    @property
    def total(self) -> int:
        return sum(kind.count for kind in self.kinds)


def _facets(memberships) -> Facets:
    """How many results of each kind and region, in one query."""
    kinds, regions = Counter(), Counter()
    for kind, region, count in memberships.order_by().values_list("kind", "region").annotate(n=Count("pk")):
        kinds[kind] += count
        regions[region] += count
    return Facets(
        [Part(code, label, kinds[code]) for code, label in Membership.Kind.choices if kinds[code]],
        [Part(code, label, regions[code]) for code, label in region_names().items() if regions[code]],
    )


def _chips(request, found) -> list[dict]:
    """Active filters, each with the address without it."""
    chips = []
    for name, field in found.form.fields.items():
        value = found.form.cleaned_data.get(name) if found.form.is_valid() else None
        if not value or name in {"annee", "tri"}:
            continue
        rest = request.GET.copy()
        rest.pop(name, None)
        rest.pop("page", None)
        shown = dict(field.choices).get(value, value) if hasattr(field, "choices") else value
        chips.append({"label": f"{field.label} : {shown}", "remove_url": f"?{rest.urlencode()}"})
    return chips


def directory_export(request, fmt):
    """Exactly the rows shown, with all pages, as CSV or XLSX."""
    found, memberships = _filtered(request)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    return table_response(fmt, f"annuaire-{found.year}", DIRECTORY_COLUMNS, directory_rows(memberships))
