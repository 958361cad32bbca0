"""Search in the resource centre: a list that answers as one types, with counts beside its filters."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.views.decorators.http import require_POST

from members.domain.territory import region_names
from members.views.kept import kept
from reporting.exports import table_response
from resources.domain import searches
from resources.domain.search import Asked, Found, Results, marked, near_titles
from resources.domain.search import search as find
from resources.domain.themes import flattened, lineage, theme_tree
from resources.exports import LIST_COLUMNS, MOST_ROWS, list_rows
from resources.filters import LINK, PERIODS, SearchForm
from resources.models import Audience, Format, Resource, step_of

FORMATS = dict([*Format.choices, LINK])


@login_not_required
def search(request):
    """The page, or its results alone for htmx; what people of the same step see alike is kept a minute."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        context = {"form": form, "content": "", "wrong": form.errors}
        return render(request, "resources/search.html", context, status=HTTPStatus.BAD_REQUEST)
    asked, step = form.asked(), step_of(request.user)
    total, content = kept(
        request.user,
        f"{request.path}?{request.GET.urlencode()}",
        lambda: _results_of(request, asked, step),
        eyes=f"step{int(step)}",
    )
    context = {"form": form, "content": content, "asked": asked, "total": total}
    if request.htmx:
        response = render(request, "resources/search_answer.html", context)
    else:
        if asked.text and asked.page == 1:
            searches.record(asked.text, by=request.user, found=total)
        response = render(request, "resources/search.html", context)
    # A browser that goes back must not take the results alone for the page.
    patch_vary_headers(response, ["HX-Request"])
    return response


def _results_of(request, asked: Asked, step: Audience) -> tuple[int, SafeString]:
    """How many are found, and the list with its facets, as people of this step see them."""
    results = find(asked, step=step)
    branches = theme_tree()
    names = {branch.theme.pk: branch.theme for branch in flattened(branches)}
    context = {
        "asked": asked,
        "results": results,
        "lines": [Line.of(found, results.marks, names, step) for found in results.found],
        "facets": _facets(request, results, asked, branches),
        "chips": _chips(request, asked, names),
        "pages": {"number": asked.page, "total": results.pages},
    }
    if asked.text and not results.total:
        context["near"] = near_titles(asked.text, step=step)
    return results.total, render_to_string("resources/search_results.html", context, request)


@dataclass(frozen=True)
class Line:
    """A resource in the list, in words."""

    found: Found
    title: SafeString
    kind: str
    formats: list[str]
    theme: object
    audience: str
    pictured: bool
    extract: SafeString
    page: int

    @classmethod
    def of(cls, found: Found, marks: list[str], themes: dict, step: Audience) -> "Line":
        deepest = next((themes[number] for number in reversed(found.themes) if number in themes), None)
        opened = found.file_level <= step
        summary = marked(Truncator(found.summary).words(40), marks)
        # The passage of a file where the words stand, unless the notice says them already.
        passage = None if "<mark>" in summary else found.passage
        return cls(
            found=found,
            title=marked(found.title, marks),
            kind=Resource.Kind(found.kind).label,
            formats=[FORMATS[code] for code in found.formats],
            theme=deepest,
            audience="" if opened else Audience(found.file_level).label,
            pictured=bool(opened and found.thumbnail),
            extract=passage.html if passage else summary,
            page=passage.page if passage else 1,
        )


@dataclass(frozen=True)
class Choice:
    """A value that a facet offers, how many resources have it, and the address that takes it, or leaves it if chosen."""

    label: str
    count: int
    chosen: bool
    query: str
    depth: int = 0


def _query(request, name: str, value: str | None) -> str:
    """The address shown with one filter changed, from its first page."""
    asked = request.GET.copy()
    asked.pop("page", None)
    asked.pop(name, None)
    if value:
        asked[name] = value
    return f"?{asked.urlencode()}"


def _facets(request, results: Results, asked: Asked, branches) -> list[dict]:
    """Each filter with the values found, the most frequent first; themes as the tree has them."""
    labels = {"nature": Resource.Kind.choices, "format": FORMATS.items(), "region": region_names().items()}
    labels["public"] = [(str(int(step)), step.label) for step in Audience]
    titles = {"nature": "Nature", "format": "Format", "region": "Territoire", "public": "Fichiers ouverts à"}
    found = [{"title": "Thème", "choices": _themes(request, results, asked, branches)}]
    for name, title in titles.items():
        counts = results.facets.get(SearchForm.FACETS[name], {})
        now = getattr(asked, SearchForm.FACETS[name])
        choices = [
            Choice(label, counts[code], code == now, _query(request, name, None if code == now else code))
            for code, label in labels[name]
            if code in counts
        ]
        found.append({"title": title, "choices": sorted(choices, key=lambda choice: -choice.count)})
    return [facet for facet in found if facet["choices"]]


def _themes(request, results: Results, asked: Asked, branches) -> list[Choice]:
    """The widest themes; within the one chosen, the narrower ones."""
    counts = results.facets.get("theme", {})
    opened = {branch.theme.pk for branch in lineage(branches, int(asked.theme or 0))}
    shown = []

    def show(level) -> None:
        for branch in level:
            number = str(branch.theme.pk)
            if number in counts:
                chosen = number == asked.theme
                query = _query(request, "theme", None if chosen else number)
                shown.append(Choice(branch.theme.name, counts[number], chosen, query, branch.depth))
                if branch.theme.pk in opened:
                    show(branch.children)

    show(branches)
    return shown


def _chips(request, asked: Asked, themes: dict) -> list[dict]:
    """Active filters, each with the address without it."""
    theme = themes.get(int(asked.theme or 0))
    words = {
        "nature": dict(Resource.Kind.choices).get(asked.kind),
        "theme": theme.name if theme else asked.theme and "thème inconnu",
        "region": region_names().get(asked.region),
        "format": FORMATS.get(asked.format),
        "public": asked.audience and f"ouverte à : {Audience(int(asked.audience)).label}",
        "depuis": dict(PERIODS).get(asked.since),
    }
    return [
        {"label": capfirst(label), "remove_url": _query(request, name, None)} for name, label in words.items() if label
    ]


@login_not_required
@require_POST
def note_search(request):
    """Words on which a person who types has stayed a moment: a search that counts."""
    form = SearchForm(request.POST)
    if form.is_valid():
        asked = form.asked()
        if asked.text:
            found = find(asked, step=step_of(request.user), limit=1)
            searches.record(asked.text, by=request.user, found=found.total)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@login_not_required
def export(request, fmt):
    """The list shown, with all its pages."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    asked = form.asked()
    results = find(Asked(**(vars(asked) | {"page": 1})), step=step_of(request.user), limit=MOST_ROWS)
    return table_response(fmt, "ressources", LIST_COLUMNS, list_rows(results.found))
