"""Who may do what: the one table that the tests walk, that staff read at `/droits/` and that `docs/droits.md` prints.

A row names an address (its URL name), what one does there, and the answer that each role gets. A test asks every
address with every role, and fails for an address that the table does not name.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from members.models import Role


class Answer(StrEnum):
    """What happens when a person opens an address."""

    YES = "oui"
    LOGIN = "connexion demandée"
    FORBIDDEN = "refusé"
    HIDDEN = "introuvable"


ROLES = [
    Role.VISITOR,
    Role.FORMER,
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
NATIONAL = (L, F, F, F, F, F, F, Y, Y)
DRAFT_READERS = (H, H, H, H, H, H, Y, Y, Y)
NOTICE = (L, H, Y, Y, Y, Y, Y, Y, Y)
FILE = (L, H, F, Y, Y, Y, Y, Y, Y)
EDITORS = (L, H, F, F, F, F, F, Y, Y)
OF_DRAFT = (L, H, H, H, H, H, H, Y, Y)
CALL = (L, H, H, H, Y, H, Y, Y, Y)
SHARES = (L, F, F, F, Y, F, Y, Y, Y)
FIRST_FIGURE = {"key": "members.adherents"}

URLS = [
    UrlRight("home", "Voir son accueil", EVERYBODY),
    UrlRight("health", "Savoir si le service marche", EVERYBODY),
    UrlRight("rights", "Lire le tableau des droits", NATIONAL),
    UrlRight("members:directory", "Chercher dans l'annuaire", LOGGED_IN),
    UrlRight("members:directory_map", "Voir l'annuaire sur une carte", LOGGED_IN),
    UrlRight("members:directory_export", "Exporter l'annuaire", LOGGED_IN, {"fmt": "csv"}),
    UrlRight("members:organisation", "Voir une structure", _row(L, H, Y, Y, Y, Y, Y, Y, Y), {"pk": "organisation"}),
    UrlRight("members:imports", "Déposer un classeur à importer", NATIONAL),
    UrlRight("members:import_template", "Télécharger le modèle d'import", NATIONAL),
    UrlRight("members:import_preview", "Vérifier et confirmer un import", NATIONAL, {"pk": "batch"}),
    UrlRight("members:import_rejects", "Télécharger les lignes refusées", NATIONAL, {"pk": "batch"}),
    UrlRight("members:invoice", "Prendre une facture ou un avoir", CALL, {"pk": "invoice"}),
    UrlRight("members:receipt", "Prendre un reçu", CALL, {"pk": "payment"}),
    UrlRight("members:call_payments", "Voir les paiements d'une cotisation", CALL, {"pk": "call"}),
    UrlRight("members:payment_entry", "Saisir des paiements", NATIONAL),
    UrlRight("members:payment_gaps", "Voir les paiements partiels et en trop", NATIONAL),
    UrlRight("members:payment_gaps_export", "Les exporter", NATIONAL, {"fmt": "csv"}),
    UrlRight("members:payment_undo", "Annuler sa dernière saisie", NATIONAL, method="post"),
    UrlRight("members:payment_record", "Noter un paiement", NATIONAL, {"pk": "call"}, method="post"),
    UrlRight("members:payment_refund", "Noter un remboursement", NATIONAL, {"pk": "call"}, method="post"),
    UrlRight("members:fee_give_up", "Abandonner la cotisation d'un départ", NATIONAL, {"pk": "call"}, method="post"),
    UrlRight("members:payment_reverse", "Annuler un paiement", NATIONAL, {"pk": "payment"}),
    UrlRight("members:bank", "Déposer un relevé bancaire", NATIONAL),
    UrlRight("members:statement", "Rapprocher un relevé", NATIONAL, {"pk": "statement"}),
    UrlRight("members:statement_confirm", "Rapprocher ce qui est sûr", NATIONAL, {"pk": "statement"}, method="post"),
    UrlRight("members:bank_line", "Chercher qui paie une ligne", NATIONAL, {"pk": "line"}),
    UrlRight("members:line_match", "Rapprocher une ligne", NATIONAL, {"pk": "line"}, method="post"),
    UrlRight("members:line_set_aside", "Écarter une ligne", NATIONAL, {"pk": "line"}, method="post"),
    UrlRight("members:line_reopen", "Défaire un rapprochement", NATIONAL, {"pk": "line"}, method="post"),
    UrlRight("members:debits", "Préparer des prélèvements", NATIONAL),
    UrlRight("members:debit_batch", "Voir une remise de prélèvements", NATIONAL, {"pk": "debits"}),
    UrlRight("members:debit_file", "Prendre le fichier pour la banque", NATIONAL, {"pk": "debits"}),
    UrlRight("members:debit_step", "Faire avancer une remise", NATIONAL, {"pk": "debits"}, method="post"),
    UrlRight("members:debit_reject", "Noter un prélèvement rejeté", NATIONAL, {"pk": "debit"}, method="post"),
    UrlRight("members:accounts", "Lire les parts régionales", SHARES),
    UrlRight("members:shares_export", "Exporter les parts régionales", SHARES, {"fmt": "csv"}),
    UrlRight("members:share_transfer", "Noter un reversement", NATIONAL, method="post"),
    UrlRight("members:entries_export", "Exporter les écritures", (L, F, F, F, F, F, Y, Y, Y), {"fmt": "txt"}),
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
    UrlRight("reporting:job", "Suivre le travail d'une autre personne", (L, H, H, H, H, H, H, H, Y), {"pk": "job"}),
    UrlRight(
        "reporting:job_status", "Suivre l'avancement d'une autre personne", (L, H, H, H, H, H, H, H, Y), {"pk": "job"}
    ),
    UrlRight(
        "reporting:job_file", "Prendre le fichier d'une autre personne", (L, H, H, H, H, H, H, H, Y), {"pk": "job"}
    ),
    UrlRight("robots", "Lire les règles des robots", EVERYBODY),
    UrlRight("sitemap", "Lire le plan des pages publiques", EVERYBODY),
    UrlRight("resources:search", "Chercher des ressources", EVERYBODY),
    UrlRight("resources:export", "Exporter une liste de ressources", EVERYBODY, {"fmt": "csv"}),
    UrlRight("resources:note_search", "Compter une recherche", EVERYBODY, method="post"),
    UrlRight("resources:feed", "Suivre les nouveautés publiques par RSS", EVERYBODY),
    UrlRight("resources:themes", "Parcourir les thèmes", EVERYBODY),
    UrlRight("resources:theme", "Voir un thème", EVERYBODY, {"slug": "theme"}),
    UrlRight("resources:theme_feed", "Suivre un thème par RSS", EVERYBODY, {"slug": "theme"}),
    UrlRight("resources:follow_theme", "Suivre un thème par mail", LOGGED_IN, {"slug": "theme"}, method="post"),
    UrlRight("resources:unsubscribe", "Arrêter un message par son lien", EVERYBODY, {"token": "token"}),
    UrlRight("resources:tools", "Voir les outils et les offres", EVERYBODY),
    UrlRight("resources:collections", "Voir les collections", EVERYBODY),
    UrlRight("resources:collection", "Voir une collection du réseau", NOTICE, {"slug": "collection"}),
    UrlRight("resources:mine", "Retrouver ses ressources", LOGGED_IN),
    UrlRight("resources:propose", "Proposer une ressource", (L, F, F, Y, Y, F, F, Y, Y)),
    UrlRight("resources:queue", "Traiter ce qui attend", NATIONAL),
    UrlRight("resources:decide_access", "Répondre à une demande d'accès", NATIONAL, {"pk": "access"}, method="post"),
    UrlRight("resources:dashboard", "Lire l'usage des ressources", (L, F, F, F, Y, F, Y, Y, Y)),
    UrlRight("resources:dashboard_export", "Exporter cet usage", (L, F, F, F, Y, F, Y, Y, Y), {"fmt": "csv"}),
    UrlRight("resources:resource", "Voir la notice d'une ressource du réseau", NOTICE, {"pk": "resource"}),
    UrlRight("resources:favourite", "La garder en favori", NOTICE, {"pk": "resource"}, method="post"),
    UrlRight("resources:feedback", "Donner son avis", NOTICE, {"pk": "resource"}, method="post"),
    UrlRight("resources:ask_access", "Demander l'accès à ses fichiers", NOTICE, {"pk": "resource"}, method="post"),
    UrlRight("resources:download", "Prendre un fichier réservé aux adhérents", FILE, {"pk": "file"}),
    UrlRight("resources:preview", "Voir une page de ce fichier", FILE, {"pk": "file", "page": 0}),
    UrlRight("resources:follow_link", "Ouvrir un lien réservé aux adhérents", FILE, {"pk": "link"}),
    UrlRight("resources:edit", "Modifier une ressource publiée", EDITORS, {"pk": "resource"}),
    UrlRight("resources:new_version", "Préparer une nouvelle version", EDITORS, {"pk": "resource"}),
    UrlRight("resources:move", "Changer l'état d'une ressource", EDITORS, {"pk": "resource"}, method="post"),
    UrlRight("resources:add_file", "Ajouter un fichier à un brouillon", OF_DRAFT, {"pk": "draft_resource"}),
    UrlRight("resources:add_link", "Ajouter un lien à un brouillon", OF_DRAFT, {"pk": "draft_resource"}, method="post"),
    UrlRight(
        "resources:remove_file", "Retirer un fichier d'un brouillon", OF_DRAFT, {"pk": "draft_file"}, method="post"
    ),
    UrlRight("resources:remove_link", "Retirer un lien d'un brouillon", OF_DRAFT, {"pk": "draft_link"}, method="post"),
    UrlRight("admin:index", "Entrer dans l'administration", (L, L, L, L, L, L, L, Y, Y)),
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
SELF, OWN_JOBS, PUBLISHED = "soi", "les siens", "publié"
NETWORK = (NONE, NONE, *(ALL,) * 7)
EVERYWHERE = (ALL,) * len(ROLES)
FOR_MEMBERS = (NONE, NONE, NONE, *(ALL,) * 6)
STAFF_ONLY = (*(NONE,) * 7, ALL, ALL)
OF_CALL = (NONE, NONE, OWN, OWN, REGION, NONE, ALL, ALL, ALL)
OF_REPORT = (*(PUBLISHED,) * 6, ALL, ALL, ALL)
DATA = [
    DataRight("members.Organisation", "Structures", NETWORK),
    DataRight("members.Establishment", "Établissements", NETWORK),
    DataRight("members.Succession", "Successions", NETWORK),
    DataRight("members.Membership", "Adhésions", NETWORK),
    DataRight("members.Aci", "Ateliers et chantiers", NETWORK),
    DataRight("members.YearlyReturn", "Effectifs déclarés", (NONE, NONE, OWN, OWN, REGION, NONE, ALL, ALL, ALL)),
    DataRight("members.AciConvention", "Conventions", (NONE, NONE, OWN, OWN, REGION, NONE, ALL, ALL, ALL)),
    DataRight("members.FinancialAnnex", "Annexes financières", (NONE, NONE, OWN, OWN, REGION, NONE, ALL, ALL, ALL)),
    DataRight("members.Contact", "Contacts", (NONE, NONE, OWN, OWN, REGION, NONE, NONE, ALL, ALL)),
    DataRight("members.RegionalAssociation", "Associations régionales", EVERYWHERE),
    DataRight("members.ImportBatch", "Imports", STAFF_ONLY),
    DataRight("members.Mail", "Messages envoyés", STAFF_ONLY),
    DataRight("members.Payment", "Paiements", OF_CALL),
    DataRight("members.Invoice", "Factures et avoirs", OF_CALL),
    DataRight("members.ShareTransfer", "Reversements", (NONE, NONE, NONE, NONE, REGION, NONE, ALL, ALL, ALL)),
    DataRight("members.BankStatement", "Relevés bancaires", STAFF_ONLY),
    DataRight("members.BankLine", "Lignes de relevé", STAFF_ONLY),
    DataRight("members.LineMatch", "Rapprochements", STAFF_ONLY),
    DataRight("members.DebitBatch", "Remises de prélèvements", STAFF_ONLY),
    DataRight("members.DebitOrder", "Prélèvements", STAFF_ONLY),
    DataRight("members.AccountingPlan", "Plan comptable", STAFF_ONLY),
    DataRight("members.User", "Comptes", (NONE, *(SELF,) * 6, ALL, ALL)),
    DataRight("reporting.AnnualReport", "Rapports d'activité (national)", OF_REPORT),
    DataRight("reporting.ReportEdition", "Éditions des rapports (national)", OF_REPORT),
    DataRight("reporting.StatedFigure", "Chiffres déclarés", NETWORK),
    DataRight("resources.Resource", "Notices de ressources (pour adhérents et sympathisants)", NETWORK),
    DataRight("resources.Version", "Versions publiées de ces ressources", NETWORK),
    DataRight("resources.VersionFile", "Leurs fichiers (pour adhérents)", FOR_MEMBERS),
    DataRight("resources.VersionLink", "Leurs liens (pour adhérents)", FOR_MEMBERS),
    DataRight("resources.Collection", "Collections", NETWORK),
    DataRight("resources.SearchEntry", "Résultats de recherche", NETWORK),
    DataRight("resources.Publication", "Dates de publication", NETWORK),
    DataRight("resources.DayUse", "Usage des ressources, par jour", NETWORK),
    DataRight("resources.MonthUse", "Usage des ressources, par mois", NETWORK),
    DataRight("resources.ActiveReader", "Utilisateurs actifs, sans nom", NETWORK),
    DataRight("resources.DownloadEvent", "Téléchargements, avec le nom", STAFF_ONLY),
    DataRight("resources.ResourceReader", "Lecteurs d'une ressource", STAFF_ONLY),
    DataRight("resources.SearchUse", "Recherches faites", STAFF_ONLY),
    DataRight("resources.SynonymGroup", "Synonymes", STAFF_ONLY),
    DataRight("resources.Feedback", "Avis d'autres lecteurs", STAFF_ONLY),
    DataRight("resources.AccessRequest", "Demandes d'accès d'autres personnes", STAFF_ONLY),
    DataRight("resources.Favourite", "Favoris d'autres personnes", (NONE,) * len(ROLES)),
    DataRight("resources.ThemeFollow", "Thèmes suivis par d'autres", (NONE,) * len(ROLES)),
    DataRight("resources.Mailing", "Messages à d'autres personnes", (NONE,) * len(ROLES)),
    DataRight("reporting.Job", "Travaux et documents", (NONE, *(OWN_JOBS,) * 7, ALL)),
]


@dataclass(frozen=True)
class RecordRight:
    """Who writes a kind of record in the administration."""

    model: str
    data: str
    add: tuple[Role, ...]
    change: tuple[Role, ...]
    delete: tuple[Role, ...]

    ACTIONS: ClassVar = {"add": "ajouter", "change": "modifier", "delete": "supprimer"}

    @property
    def told(self) -> list[str]:
        """For each role, what it may do, in words."""
        return [
            ", ".join(word for action, word in self.ACTIONS.items() if role in getattr(self, action)) or NONE
            for role in ROLES
        ]


_STAFF, _ADMINS, _NOBODY = (Role.NATIONAL_STAFF, Role.ADMIN), (Role.ADMIN,), ()
RECORDS = [
    *(
        RecordRight(model, data, _STAFF, _STAFF, _ADMINS)
        for model, data in [
            ("members.Organisation", "Structures"),
            ("members.Establishment", "Établissements"),
            ("members.Succession", "Successions"),
            ("members.Membership", "Adhésions"),
            ("members.Aci", "Ateliers et chantiers"),
            ("members.YearlyReturn", "Effectifs déclarés"),
            ("members.AciConvention", "Conventions"),
            ("members.FinancialAnnex", "Annexes financières"),
            ("members.Contact", "Contacts"),
            ("members.RegionalAssociation", "Associations régionales"),
            ("members.AccountingPlan", "Plan comptable"),
            ("members.User", "Comptes (sauf ceux des administrateurs du portail)"),
            ("members.RoleGrant", "Rôles"),
            ("reporting.AnnualReport", "Rapports d'activité"),
            ("reporting.ReportSection", "Textes des rapports"),
            ("reporting.StatedFigure", "Chiffres déclarés"),
            ("resources.Theme", "Thèmes"),
            ("resources.AuthorBody", "Organismes auteurs"),
            ("resources.Collection", "Collections"),
            ("resources.SynonymGroup", "Synonymes et sigles"),
        ]
    ),
    RecordRight("members.Department", "Départements", _NOBODY, _NOBODY, _NOBODY),
    RecordRight("members.Commune", "Communes", _NOBODY, _NOBODY, _NOBODY),
    RecordRight("reporting.ReportEdition", "Éditions des rapports", _NOBODY, _NOBODY, _NOBODY),
    RecordRight("resources.Resource", "Ressources (proposées dans le portail)", _NOBODY, _STAFF, _ADMINS),
    RecordRight("resources.SearchUse", "Recherches faites", _NOBODY, _NOBODY, _NOBODY),
    RecordRight("resources.Feedback", "Avis sur les ressources", _NOBODY, _NOBODY, _NOBODY),
    RecordRight("resources.AccessRequest", "Demandes d'accès", _NOBODY, _NOBODY, _NOBODY),
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
    lines += ["", "## Données que l'on voit", "", f"| données | {roles} |", f"| {rule} |"]
    lines += [f"| {row.data} | {' | '.join(row.scopes)} |" for row in DATA]
    lines += ["", "## Écrire dans l'administration", "", f"| données | {roles} |", f"| {rule} |"]
    lines += [f"| {row.data} | {' | '.join(row.told)} |" for row in RECORDS]
    return "\n".join(lines) + "\n"
