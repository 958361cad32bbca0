"""Who may do what: the one table that the tests walk, that staff read at `/droits/` and that `docs/droits.md` prints.

A row names an address (its URL name), what one does there, and the answer that each role gets. A test asks every
address with every role, and fails for an address that the table does not name.
"""

from dataclasses import dataclass
from enum import StrEnum

from members.models import Role


class Answer(StrEnum):
    """What happens when a person opens an address."""

    YES = "oui"
    LOGIN = "connexion demandée"
    FORBIDDEN = "refusé"
    HIDDEN = "introuvable"


ROLES = [
    Role.VISITOR,
    Role.SYMPATHISER,
    Role.MEMBER,
    Role.REGIONAL_STAFF,
    Role.OFFICIAL,
    Role.BOARD,
    Role.NATIONAL_STAFF,
    Role.ADMIN,
]


@dataclass(frozen=True)
class UrlRight:
    """One address: `sample` names the objects with which the tests fill it, `method` how it is asked."""

    name: str
    does: str
    answers: tuple[Answer, ...]
    sample: dict | None = None
    method: str = "get"

    def answer(self, role: Role) -> Answer:
        return self.answers[ROLES.index(role)]


def _row(visitor: Answer, *others: Answer) -> tuple[Answer, ...]:
    """A visitor's answer, then the same for all others or one each."""
    return (visitor, *(others * (len(ROLES) - 1) if len(others) == 1 else others))


Y, L, F, H = Answer.YES, Answer.LOGIN, Answer.FORBIDDEN, Answer.HIDDEN
EVERYBODY = _row(Y, Y)
LOGGED_IN = _row(L, Y)
NATIONAL = (L, F, F, F, F, F, Y, Y)
REPORT_MAKERS = (L, F, F, F, F, Y, Y, Y)
DRAFT_READERS = (H, H, H, H, H, Y, Y, Y)
FIRST_FIGURE = {"key": "members.adherents"}

URLS = [
    UrlRight("home", "Voir son accueil", EVERYBODY),
    UrlRight("health", "Savoir si le service marche", EVERYBODY),
    UrlRight("rights", "Lire le tableau des droits", NATIONAL),
    UrlRight("members:directory", "Chercher dans l'annuaire", LOGGED_IN),
    UrlRight("members:directory_map", "Voir l'annuaire sur une carte", LOGGED_IN),
    UrlRight("members:directory_export", "Exporter l'annuaire", LOGGED_IN, {"fmt": "csv"}),
    UrlRight("members:organisation", "Voir une structure", LOGGED_IN, {"pk": "organisation"}),
    UrlRight("members:imports", "Déposer un classeur à importer", NATIONAL),
    UrlRight("members:import_template", "Télécharger le modèle d'import", NATIONAL),
    UrlRight("members:import_preview", "Vérifier et confirmer un import", NATIONAL, {"pk": "batch"}),
    UrlRight("members:import_rejects", "Télécharger les lignes refusées", NATIONAL, {"pk": "batch"}),
    UrlRight("reporting:figures", "Lire les chiffres", EVERYBODY),
    UrlRight("reporting:figures_export", "Exporter les chiffres", EVERYBODY, {"fmt": "csv"}),
    UrlRight("reporting:figure_records", "Ouvrir les fiches d'un chiffre", LOGGED_IN, FIRST_FIGURE),
    UrlRight("reporting:records_export", "Exporter ces fiches", LOGGED_IN, FIRST_FIGURE | {"fmt": "csv"}),
    UrlRight("reporting:reports", "Voir la liste des rapports", EVERYBODY),
    UrlRight("reporting:report", "Lire un rapport non publié", DRAFT_READERS, {"pk": "report"}),
    UrlRight("reporting:report_ask", "Demander une édition", (L, H, H, H, H, Y, Y, Y), {"pk": "report"}, method="post"),
    UrlRight("reporting:edition_file", "Télécharger une édition non publiée", DRAFT_READERS, {"pk": "edition"}),
    UrlRight("reporting:documents", "Voir ses documents", LOGGED_IN),
    UrlRight("reporting:job", "Suivre le travail d'une autre personne", (L, H, H, H, H, H, H, Y), {"pk": "job"}),
    UrlRight(
        "reporting:job_status", "Suivre l'avancement d'une autre personne", (L, H, H, H, H, H, H, Y), {"pk": "job"}
    ),
    UrlRight("reporting:job_file", "Prendre le fichier d'une autre personne", (L, H, H, H, H, H, H, Y), {"pk": "job"}),
    UrlRight("admin:index", "Entrer dans l'administration", (L, L, L, L, L, L, Y, Y)),
]


@dataclass(frozen=True)
class DataRight:
    """What each role sees of a kind of record."""

    model: str
    data: str
    scopes: tuple[str, ...]

    def scope(self, role: Role) -> str:
        return self.scopes[ROLES.index(role)]


ALL, NONE, OWN, REGION = "tout", "rien", "sa structure", "sa région"
DATA = [
    DataRight("members.Organisation", "Structures", (NONE, ALL, ALL, ALL, ALL, ALL, ALL, ALL)),
    DataRight("members.Membership", "Adhésions", (NONE, ALL, ALL, ALL, ALL, ALL, ALL, ALL)),
    DataRight("members.Aci", "Ateliers et chantiers", (NONE, ALL, ALL, ALL, ALL, ALL, ALL, ALL)),
    DataRight("members.YearlyReturn", "Effectifs déclarés", (NONE, OWN, OWN, REGION, NONE, ALL, ALL, ALL)),
    DataRight("members.AciConvention", "Conventions", (NONE, OWN, OWN, REGION, NONE, ALL, ALL, ALL)),
    DataRight("members.FinancialAnnex", "Annexes financières", (NONE, OWN, OWN, REGION, NONE, ALL, ALL, ALL)),
    DataRight("members.Contact", "Contacts", (NONE, OWN, OWN, REGION, NONE, NONE, ALL, ALL)),
    DataRight("members.ImportBatch", "Imports", (NONE, NONE, NONE, NONE, NONE, NONE, ALL, ALL)),
]


def as_markdown() -> str:
    """The table as `docs/droits.md` keeps it."""
    roles = " | ".join(role.label for role in ROLES)
    rule = " | ".join("---" for _ in range(len(ROLES) + 1))
    lines = [
        "# Qui voit et fait quoi",
        "",
        "Ce tableau est produit par `manage.py rights` à partir de celui que les tests",
    ]
    lines += ["vérifient (`config/rights.py`).", "", "## Pages et actions", ""]
    lines += [f"| action | {roles} |", f"| {rule} |"]
    lines += [f"| {row.does} | {' | '.join(row.answers)} |" for row in URLS]
    lines += ["", "## Données", "", f"| données | {roles} |", f"| {rule} |"]
    lines += [f"| {row.data} | {' | '.join(row.scopes)} |" for row in DATA]
    return "\n".join(lines) + "\n"
