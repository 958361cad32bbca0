"""The figures page: values, map, distributions, and the records behind each figure."""

from dataclasses import dataclass
from functools import partial
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.text import slugify

from members.domain.territory import region_names
from reporting.charts import bar_chart, line_chart, region_map
from reporting.exports import table_response
from reporting.forms import ScopeForm
from reporting.indicators import (
    FEWEST,
    Indicator,
    Row,
    Scope,
    UnknownIndicator,
    all_indicators,
    as_told,
    columns_of,
    get,
    may_tell,
)

# The series beside a figure: two years before its own, and the one after.
YEARS_AROUND = range(-2, 2)
RESERVED = "chiffre réservé"
EXPORT_COLUMNS = ["Clé", "Intitulé", "Détail", "Valeur", "Unité", "Part (%)", "Fiches", "À la date du", "Définition"]


@dataclass(frozen=True)
class Figure:
    """An indicator measured for a page."""

    indicator: Indicator
    value: object
    records: int
    url: str
    told: bool


def _asked(request) -> tuple[ScopeForm, Scope | None]:
    form = ScopeForm(request.GET)
    return form, form.scope() if form.is_valid() else None


def _misasked(request, form: ScopeForm):
    """The question again, with what is wrong in it."""
    return render(request, "reporting/figures.html", {"form": form, "scope": None}, status=400)


def _address(indicator: Indicator, request) -> str:
    query = request.GET.urlencode()
    return indicator.get_absolute_url() + (f"?{query}" if query else "")


@login_not_required
def figures(request):
    """Every indicator for a year and a region: one query each, plus one for each picture."""
    form, scope = _asked(request)
    if scope is None:
        return _misasked(request, form)
    context = {"form": form, "scope": scope, "place": _place(scope)}
    plain = [indicator for indicator in all_indicators() if indicator.headline is None]
    split = [indicator for indicator in all_indicators() if indicator.headline is not None]
    context["trades"] = [
        (trade, [_figure(indicator, scope, request) for indicator in found])
        for trade, found in groupby(plain, lambda indicator: indicator.trade)
    ]
    distributions = []
    for indicator in split:
        rows = indicator.breakdown(scope, indicator.headline.name)
        figure = {"indicator": indicator, "breakdown": rows, "url": _address(indicator, request)}
        if not may_tell(indicator, scope, rows.base, request.user):
            distributions.append(figure | {"hidden": True})
            continue
        if indicator.headline.name == "region":
            values = {row.key: row.value for row in rows.rows}
            link = partial(_part_address, _address(indicator, request))
            context["map"] = figure | {"svg": region_map(values, f"{indicator.label}, {scope.year}", link)}
        else:
            distributions.append(figure | {"svg": bar_chart(rows, title=f"{indicator.label}, {scope.year}")})
    context["distributions"] = distributions
    return render(request, "reporting/figures.html", context)


def _figure(indicator: Indicator, scope: Scope, request) -> Figure:
    value, records = indicator.measured(scope)
    told = may_tell(indicator, scope, records, request.user)
    return Figure(indicator, value if told else None, records, _address(indicator, request), told)


def _part_address(address: str, region: str) -> str:
    """Where the records of one region are opened."""
    return f"{address}{'&' if '?' in address else '?'}repartition=region&part={region}"


@login_not_required
def figures_export(request, fmt):
    """Every figure and every part of its breakdowns, one row each."""
    form, scope = _asked(request)
    if scope is None:
        return _misasked(request, form)
    rows = []
    for indicator in all_indicators():
        value, records = indicator.measured(scope)
        told = may_tell(indicator, scope, records, request.user)
        end = [scope.day, indicator.definition]
        rows.append(
            [indicator.key, indicator.label, "", value if told else RESERVED, indicator.unit, None, records, *end]
        )
        for breakdown in indicator.breakdowns(scope) if told else []:
            breakdown = as_told(indicator, scope, breakdown, request.user)
            rows += [
                [
                    indicator.key,
                    indicator.label,
                    row.label,
                    RESERVED if row.value is None else row.value,
                    indicator.unit,
                    row.share,
                    row.records,
                    *end,
                ]
                for row in breakdown.rows
            ]
    place = f"-{scope.region}" if scope.region else ""
    return table_response(fmt, f"chiffres-{scope.year}{place}", EXPORT_COLUMNS, rows)


def _records(request, key: str, scope: Scope):
    """The indicator and the records behind it, or behind the part asked for; a wrong address is a 404."""
    try:
        indicator = get(key)
        split, part = request.GET.get("repartition"), request.GET.get("part")
        if "\x00" in (part or ""):
            raise LookupError("PostgreSQL keeps no NUL in a text")
        records = indicator.records(scope, part, split) if part else indicator.records(scope)
    except (UnknownIndicator, LookupError):
        raise Http404("Ce chiffre n'existe pas.") from None
    return indicator, records


def _part(indicator: Indicator, scope: Scope, request) -> Row | None:
    """The part of a breakdown that is asked for, empty if it has no record; None for the whole figure."""
    key = request.GET.get("part")
    if not key:
        return None
    rows = indicator.breakdown(scope, request.GET["repartition"]).rows
    return next((row for row in rows if row.key == key), Row(key, key, 0, None, 0))


def _place(scope: Scope) -> str:
    return region_names()[scope.region] if scope.region else ""


def figure_records(request, key):
    """The records behind a figure, page by page, with the figure, its definition and its series."""
    form, scope = _asked(request)
    if scope is None:
        return _misasked(request, form)
    indicator, records = _records(request, key, scope)
    visible = records.visible_to(request.user)
    columns = columns_of(visible.model)
    visible = visible.order_by(*columns.order)
    values = visible.values_list(*columns.paths.values(), *filter(None, [columns.link]))
    page = Paginator(values, 50).get_page(request.GET.get("page"))
    value, count = indicator.measured(scope)
    told = may_tell(indicator, scope, count, request.user)
    series = _series(indicator, scope, (value, count), request.user) if told else []
    part = _part(indicator, scope, request)
    behind = part.records if part else count
    context = {
        "form": form,
        "scope": scope,
        "place": _place(scope),
        "indicator": indicator,
        "value": value if told else None,
        "told": told,
        "fewest": FEWEST,
        "count": count,
        # How many there are in a part of what is not told would tell it.
        "behind": behind if told or not part else page.paginator.count,
        "part_label": part.label if part else "",
        "columns": list(columns.paths),
        "rows": [
            (zip(columns.paths, columns.in_words(visible.model, row), strict=False), columns.address(row[-1]))
            for row in page
        ],
        "page": page,
        "series": series,
        "chart": line_chart(series, title=f"{indicator.label}, au 31 décembre de chaque année") if series else "",
    }
    return render(request, "reporting/figure_records.html", context)


def _series(indicator: Indicator, scope: Scope, measured: tuple, user) -> list[tuple]:
    """The figure at the end of the years around, None where it has no data or is not for this person.

    What is `measured` at the scope's own day is not read again where it is the end of the year.
    """
    known = {} if scope.as_of else {scope.year: measured}
    years = [year for offset in YEARS_AROUND if (year := scope.year + offset) not in known]
    found = [*indicator.series(years, scope.region), *((year, *of_year) for year, of_year in known.items())]
    return [
        (year, value if may_tell(indicator, Scope(year, scope.region), records, user) else None)
        for year, value, records in sorted(found, key=lambda row: row[0])
    ]


def records_export(request, key, fmt):
    """The same records as a file."""
    form, scope = _asked(request)
    if scope is None:
        return _misasked(request, form)
    indicator, records = _records(request, key, scope)
    visible = records.visible_to(request.user)
    columns = columns_of(visible.model)
    rows = visible.order_by(*columns.order).values_list(*columns.paths.values()).iterator(chunk_size=2000)
    told = (columns.in_words(visible.model, row) for row in rows)
    return table_response(fmt, f"{slugify(indicator.label)}-{scope.year}", columns.paths, told)
