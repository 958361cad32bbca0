"""Quotes of figures in the authors' texts: `{{ figure:members.adherents }}`, `{{ figure:members.aci@2022 }}`,
`{{ stated:permanents }}`."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlencode

import nh3
from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from members.validators import EARLIEST, LATEST
from reporting.french import number, percent
from reporting.indicators import TOO_FEW, Indicator, Scope, UnknownIndicator, get, is_confidential
from reporting.models import AnnualReport, StatedFigure

QUOTE = re.compile(r"{{\s*(?P<kind>\w+)\s*:\s*(?P<key>[^\s@}]+)(?:@(?P<year>\d{4}))?\s*}}")
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Measured:
    """An indicator read once for a report; the value is None where too few have declared it for a report to tell."""

    indicator: Indicator
    scope: Scope
    value: int | Decimal | None
    records: int

    @property
    def url(self) -> str:
        """Where the portal opens the records behind the figure."""
        asked = {"annee": self.scope.year} | ({"region": self.scope.region} if self.scope.region else {})
        return f"{settings.SITE_URL}{self.indicator.get_absolute_url()}?{urlencode(asked)}"

    @property
    def shown(self) -> str:
        if self.value is None:
            return TOO_FEW
        return percent(self.value) if self.indicator.is_share else number(self.value)


@dataclass(frozen=True)
class Problem:
    """What prevents a report from being made: a section and a French sentence."""

    section: str
    message: str

    def __str__(self):
        return f"{self.section} : {self.message}"


@dataclass
class Figures:
    """The figures of one report, each read once, so that two pages cannot disagree."""

    report: AnnualReport
    measured: dict[tuple[str, int], Measured] = field(default_factory=dict)
    stated: dict[str, StatedFigure] = field(default_factory=dict)

    def read(self, key: str, year: int | None = None) -> Measured:
        """An indicator of the report's year and region; raises LookupError with a French message."""
        wanted = (key, self.report.year if year is None else year)
        if wanted not in self.measured:
            indicator = get(key)
            if not EARLIEST <= wanted[1] <= LATEST:
                raise LookupError(f"L'année {wanted[1]:04d} n'en est pas une que le portail connaît.")
            scope = Scope(wanted[1], self.report.region_id)
            value, records = indicator.measured(scope)
            if value is None:
                raise LookupError(f"Le chiffre « {indicator.label} » ({key}) n'a aucune donnée pour {wanted[1]}.")
            told = None if is_confidential(indicator, records) else value
            self.measured[wanted] = Measured(indicator, scope, told, records)
        return self.measured[wanted]

    def read_stated(self, key: str) -> StatedFigure:
        """A figure stated by authors for the report's year; raises LookupError with a French message."""
        if key not in self.stated:
            found = StatedFigure.objects.filter(key=key, year=self.report.year).first()
            if found is None:
                raise LookupError(f"Aucun chiffre déclaré ne porte la clé « {key} » pour {self.report.year}.")
            self.stated[key] = found
        return self.stated[key]

    def quote(self, match: re.Match) -> str:
        """The Markdown that stands for one quote: a counted figure leads to its records."""
        if match["kind"] == "figure":
            figure = self.read(match["key"], int(match["year"]) if match["year"] else None)
            if figure.value is None:
                raise LookupError(
                    f"Le chiffre « {figure.indicator.label} » ({figure.indicator.key}) ne repose que sur {figure.records} "
                    f"réponse(s) pour {figure.scope.year} : le citer dirait ce que chacune a déclaré."
                )
            return f"[{figure.shown}]({figure.url})"
        if match["kind"] == "stated":
            return escape(self.read_stated(match["key"]).value)
        raise LookupError(f"« {match[0]} » ne cite ni un chiffre (figure:) ni un chiffre déclaré (stated:).")

    def problems_of(self, title: str, text: str) -> list[Problem]:
        """Every quote of a text that cannot be honoured."""
        problems = []
        for match in QUOTE.finditer(text):
            try:
                self.quote(match)
            except (UnknownIndicator, LookupError) as error:
                problems.append(Problem(title, error.args[0]))
        if "{{" in QUOTE.sub("", text):
            problems.append(Problem(title, "Une citation de chiffre est mal écrite : « {{ figure:clé }} »."))
        return problems

    def prose(self, text: str) -> SafeString:
        """Markdown with its quotes, as safe HTML; headings start at the third level, under the section's own."""
        quoted = QUOTE.sub(self.quote, text)
        html = nh3.clean(MARKDOWN.render(quoted), tags=nh3.ALLOWED_TAGS - {"img"})
        for level in (4, 3, 2, 1):
            html = html.replace(f"<h{level}>", f"<h{level + 2}>").replace(f"</h{level}>", f"</h{level + 2}>")
        return mark_safe(html)  # noqa: S308 (cleaned by nh3 just above)
