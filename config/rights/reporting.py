"""Rights on figures, reports and documents."""

from config.rights.table import (
    ALL,
    EVERYBODY,
    LOGGED_IN,
    NETWORK,
    NONE,
    OWN_JOBS,
    PUBLISHED,
    DataRight,
    F,
    H,
    L,
    UrlRight,
    Y,
    read_only,
    written_by_staff,
)

DRAFT_READERS = (H, H, H, H, H, H, Y, Y, Y)
OF_SOMEBODY = (L, H, H, H, H, H, H, H, Y)
FIRST_FIGURE = {"key": "members.adherents"}
OF_REPORT = (*(PUBLISHED,) * 6, ALL, ALL, ALL)

URLS = [
    UrlRight("reporting:figures", "Lire les chiffres", EVERYBODY),
    UrlRight("reporting:figures_export", "Exporter les chiffres", EVERYBODY, {"fmt": "csv"}),
    UrlRight("reporting:figure_records", "Ouvrir les fiches d'un chiffre", LOGGED_IN, FIRST_FIGURE),
    UrlRight("reporting:records_export", "Exporter ces fiches", LOGGED_IN, FIRST_FIGURE | {"fmt": "csv"}),
    UrlRight("reporting:reports", "Voir la liste des rapports", EVERYBODY),
    UrlRight("reporting:report", "Lire un rapport non publié", DRAFT_READERS, {"pk": "report"}),
    UrlRight(
        "reporting:report_ask", "Demander une édition", (L, H, H, H, H, H, Y, Y, Y), {"pk": "report"}, method="post"
    ),
    UrlRight(
        "reporting:report_publish", "Publier un rapport", (L, H, H, H, H, H, F, Y, Y), {"pk": "report"}, method="post"
    ),
    UrlRight(
        "reporting:report_delete",
        "Supprimer un brouillon sans édition",
        (L, H, H, H, H, H, Y, Y, Y),
        {"pk": "draft"},
        method="post",
    ),
    UrlRight("reporting:edition_file", "Télécharger une édition non publiée", DRAFT_READERS, {"pk": "edition"}),
    UrlRight("reporting:documents", "Voir ses documents", LOGGED_IN),
    UrlRight("reporting:job", "Suivre le travail d'une autre personne", OF_SOMEBODY, {"pk": "job"}),
    UrlRight("reporting:job_status", "Suivre l'avancement d'une autre personne", OF_SOMEBODY, {"pk": "job"}),
    UrlRight("reporting:job_file", "Prendre le fichier d'une autre personne", OF_SOMEBODY, {"pk": "job"}),
]

DATA = [
    DataRight("reporting.AnnualReport", "Rapports d'activité (national)", OF_REPORT),
    DataRight("reporting.ReportEdition", "Éditions des rapports (national)", OF_REPORT),
    DataRight("reporting.StatedFigure", "Chiffres déclarés", NETWORK),
    DataRight("reporting.Job", "Travaux et documents", (NONE, *(OWN_JOBS,) * 7, ALL)),
]

RECORDS = [
    written_by_staff("reporting.AnnualReport", "Rapports d'activité"),
    written_by_staff("reporting.ReportSection", "Textes des rapports"),
    written_by_staff("reporting.StatedFigure", "Chiffres déclarés"),
    read_only("reporting.ReportEdition", "Éditions des rapports"),
]
