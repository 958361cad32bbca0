"""Making the annual report: its sections, what prevents it, its numbered editions."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from members.models import Region, User
from reporting.charts import bar_chart, region_map
from reporting.documents import RenderedPdf, render_pdf
from reporting.domain.quotes import Figures, Problem
from reporting.indicators import Scope, UnknownIndicator, all_indicators, get
from reporting.jobs import Progress, in_silence, start_job
from reporting.models import AnnualReport, Job, ReportEdition, ReportSection
from reporting.snapshot import one_snapshot

Kind = ReportSection.Kind
KEY_FIGURES = [
    "members.adherents",
    "members.sympathisers",
    "members.aci",
    "members.insertion_employees",
    "members.permanent_employees",
    "members.share_under_50",
]
DISTRIBUTIONS = ["members.by_etpi", "members.by_workforce"]
MAP = "members.by_region"
DRAWN_FROM = {Kind.KEY_FIGURES: KEY_FIGURES, Kind.DISTRIBUTIONS: DISTRIBUTIONS, Kind.MAP: [MAP]}


class ReportNotReady(Exception):
    """The report cannot be made; `problems` says why, section by section."""

    def __init__(self, problems: list[Problem]):
        super().__init__("Ce rapport ne peut pas être fait. " + " ".join(str(problem) for problem in problems))
        self.problems = problems


class NothingToPublish(Exception):
    """A report without an edition is not published."""


class EditionsAreKept(Exception):
    """A report with an edition is not deleted."""


@dataclass(frozen=True)
class Contents:
    """All that a report prints, read at one moment of the records."""

    report: AnnualReport
    figures: Figures
    context: dict


def first_sections(year: int, region: Region | None) -> list[tuple[str, str, str]]:
    """What a new report holds: kinds, titles and texts of its sections; a region has no map of the regions."""
    place = f" en région {region}" if region else ""
    editorial = (
        f"Au 31 décembre {year}, le réseau réunit{place} **{{{{ figure:members.adherents }}}} adhérents**, qui portent "
        "{{ figure:members.aci }} ateliers et chantiers d'insertion."
    )
    sections = [
        (Kind.EDITORIAL, "Éditorial", editorial),
        (Kind.KEY_FIGURES, "Les chiffres clés", ""),
        (Kind.DISTRIBUTIONS, "La taille de nos adhérents", ""),
    ]
    return sections if region else [*sections, (Kind.MAP, "Le réseau dans les régions", "")]


@transaction.atomic
def ensure_report(year: int, region: Region | None = None) -> AnnualReport:
    """The report of a year and region, made with its first sections if it does not exist."""
    report, created = AnnualReport.objects.get_or_create(year=year, region=region)
    if created:
        ReportSection.objects.bulk_create(
            ReportSection(report=report, position=position, kind=kind, title=title, body=body)
            for position, (kind, title, body) in enumerate(first_sections(year, region), start=1)
        )
    return report


def open_report(year: int, region: Region | None) -> AnnualReport:
    """The report of a year and region, made if need be; raises LookupError for a year of which the network knows nothing."""
    known = AnnualReport.objects.filter(year=year, region=region).first()
    if known:
        return known
    if not get(KEY_FIGURES[0]).value(Scope(year, region.pk if region else None)):
        place = f" en région {region}" if region else ""
        raise LookupError(
            f"Le portail ne connaît aucun adhérent{place} au 31 décembre {year} : ce rapport serait vide."
        )
    return ensure_report(year, region)


def publish(report: AnnualReport, published: bool) -> None:
    """Open a report to everybody or close it again; raises `NothingToPublish` where no edition was made."""
    if published and not report.editions.exists():
        raise NothingToPublish("Faites d'abord une édition : c'est elle que l'on publie.")
    report.published = published
    report.save(update_fields=["published"])


@transaction.atomic
def set_aside(report: AnnualReport) -> None:
    """Delete a report that has no edition, with its texts; raises `EditionsAreKept`."""
    locked = AnnualReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if locked.editions.exists():
        raise EditionsAreKept("Ce rapport a une édition : il ne se supprime plus.")
    locked.delete()


def find_problems(figures: Figures) -> list[Problem]:
    """Unknown figures and figures without data in a report, with the section that asks for them."""
    report, problems = figures.report, []
    sections = list(report.sections.all())
    if not sections:
        problems.append(Problem("Sommaire", "Le rapport n'a aucune section."))
    for section in sections:
        problems += figures.problems_of(section.title, section.body)
        for key in DRAWN_FROM.get(section.kind, []):
            try:
                figures.read(key)
            except (UnknownIndicator, LookupError) as error:
                problems.append(Problem(section.title, error.args[0]))
        if section.kind in {Kind.EDITORIAL, Kind.TEXT} and not section.body.strip():
            problems.append(Problem(section.title, "Le texte est vide."))
    return problems


def draft_prose(figures: Figures) -> list[tuple[ReportSection, SafeString]]:
    """Each section with its text as it would be printed today; the text is empty where a quote cannot be honoured."""
    return [
        (section, "" if figures.problems_of(section.title, section.body) else figures.prose(section.body))
        for section in figures.report.sections.all()
    ]


def ask_for_edition(report: AnnualReport, *, by: User) -> Job:
    """Hand a new edition to the workers; raises `ReportNotReady` before anything is queued."""
    _refuse_if_not_ready(Figures(report))
    with transaction.atomic():
        return start_job("annual_report", title=str(report), by=by, params={"report": report.pk})


def read_contents(report: AnnualReport, *, progress: Progress = in_silence) -> Contents:
    """Texts, figures and pictures of a report, all of one moment; raises `ReportNotReady`."""
    progress(5, "Lecture des chiffres")
    with one_snapshot():
        figures = Figures(report)
        _refuse_if_not_ready(figures)
        sections = list(report.sections.all())
        kinds = {section.kind for section in sections}
        context = {
            "report": report,
            "identity": settings.IDENTITY,
            "parts": [{"section": section, "prose": figures.prose(section.body)} for section in sections],
            "key_figures": [figures.read(key) for key in KEY_FIGURES] if Kind.KEY_FIGURES in kinds else [],
        }
        progress(25, "Dessin des graphiques")
        if Kind.DISTRIBUTIONS in kinds:
            context["distributions"] = [_split(figures, key, bar_chart) for key in DISTRIBUTIONS]
        if Kind.MAP in kinds:
            context["map"] = _split(figures, MAP, _map)
    order = {indicator.key: place for place, indicator in enumerate(all_indicators())}
    context["figures"] = sorted(figures.measured.values(), key=lambda m: (order[m.indicator.key], m.scope.year))
    context["stated"] = list(figures.stated.values())
    return Contents(report, figures, context)


def lay_out(contents: Contents, *, edition: str = "") -> RenderedPdf:
    """The report as a PDF; `edition` is printed on its cover."""
    return render_pdf("reporting/report/document.html", contents.context | {"edition": edition, "made_on": localdate()})


def make_edition(
    report: AnnualReport, *, by: User | None, job: Job | None = None, progress: Progress = in_silence
) -> ReportEdition:
    """Lay out the report and keep it as its next edition; asked again for the same job, gives the same edition."""
    if job is not None and (made := ReportEdition.objects.filter(job=job).first()):
        return made
    contents = read_contents(report, progress=progress)
    with transaction.atomic():
        # The lock numbers editions without gaps: two workers take turns.
        locked = AnnualReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
        number = (locked.editions.aggregate(last=Max("number"))["last"] or 0) + 1
        progress(40, "Mise en page")
        pdf = lay_out(contents, edition=f"Édition {number}")
        progress(90, "Écriture du fichier")
        edition = ReportEdition(
            report=locked,
            number=number,
            sha256=hashlib.sha256(pdf.content).hexdigest(),
            figures={
                f"{key}@{year}": {
                    "value": None if figure.value is None else str(figure.value),
                    "records": figure.records,
                    "day": str(figure.scope.day),
                }
                for (key, year), figure in contents.figures.measured.items()
            },
            made_by=by,
            job=job,
        )
        edition.file.save(f"{locked.year}-{locked.pk}-{number}.pdf", ContentFile(pdf.content), save=False)
        edition.save()
    return edition


def _refuse_if_not_ready(figures: Figures) -> None:
    problems = find_problems(figures)
    if problems:
        raise ReportNotReady(problems)


def _split(figures: Figures, key: str, draw) -> dict:
    measured = figures.read(key)
    if measured.value is None:
        return {"indicator": measured.indicator}
    breakdown = measured.indicator.breakdown(measured.scope, measured.indicator.headline.name)
    return {
        "indicator": measured.indicator,
        "breakdown": breakdown,
        "svg": draw(breakdown, f"{measured.indicator.label}, {measured.scope.year}"),
    }


def _map(breakdown, title):
    return region_map({row.key: row.value for row in breakdown.rows}, title)
