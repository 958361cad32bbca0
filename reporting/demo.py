"""The demonstration's report: its texts, which quote figures."""

from reporting.models import AnnualReport, ReportSection, StatedFigure

Kind = ReportSection.Kind
SECTIONS = [
    (
        Kind.EDITORIAL,
        "Éditorial",
        """Une année de plus, et un réseau qui tient. Au 31 décembre, **{{ figure:members.adherents }} structures** y
adhèrent et {{ figure:members.sympathisers }} le soutiennent. Les adhérents portent {{ figure:members.aci }} ateliers
et chantiers d'insertion, où {{ figure:members.insertion_employees }} personnes ont travaillé et appris dans l'année.

Ces chiffres ne sont pas recopiés : le portail les compte dans les fiches de chaque structure, et chacun peut les y
retrouver. Nous étions {{ figure:members.adherents@2022 }} un an plus tôt.""",
    ),
    (
        Kind.TEXT,
        "Qui sommes-nous ?",
        """Le réseau réunit des associations et des collectivités qui font du travail un lieu d'apprentissage.

- Des structures de taille humaine : {{ figure:members.share_under_50 }} comptent 50 salariés au plus.
- Des équipes permanentes de {{ figure:members.permanent_employees }} personnes.
- Un appui national et régional assuré par {{ stated:salaries-du-reseau }} de salariés.""",
    ),
    (
        Kind.TEXT,
        "Le centre de ressources",
        """Ce que l'un a écrit sert aux autres : {{ figure:resources.published }} ressources sont à disposition du réseau,
des modèles de contrats aux textes de loi.

On y a pris **{{ figure:resources.downloads }} documents**, soit {{ figure:resources.downloads_per_day }} par jour
depuis l'ouverture. Les robots n'y sont pour rien : ils ne comptent pas, et deux clics de suite comptent une fois.""",
    ),
    (Kind.KEY_FIGURES, "Les chiffres clés", ""),
    (Kind.DISTRIBUTIONS, "La taille de nos adhérents", ""),
    (Kind.MAP, "Le réseau dans les régions", ""),
]


def load(year: int, scale: int) -> None:
    """The report of `year`, ready to be asked for; it is one whatever the scale."""
    StatedFigure.objects.get_or_create(
        key="salaries-du-reseau",
        year=year,
        defaults={
            "label": "Salariés des associations nationale et régionales",
            "value": "une quarantaine",
            "reason": "Les contrats des associations régionales ne sont pas suivis dans le portail.",
            "source": "Rapport d'activité 2023 du réseau",
        },
    )
    report, created = AnnualReport.objects.get_or_create(year=year, region=None)
    if created:
        ReportSection.objects.bulk_create(
            ReportSection(
                report=report,
                position=position,
                kind=kind,
                title=title,
                body=body.replace("@2022", f"@{year - 1}"),
            )
            for position, (kind, title, body) in enumerate(SECTIONS, start=1)
        )
