"""The sheets of a workbook and their columns: the reader, the template and the documentation all come from here."""

from collections.abc import Callable
from dataclasses import dataclass

from members.models import AciConvention, Membership, Organisation

from . import cells


@dataclass(frozen=True)
class Column:
    """A column: its French header and others that people write, the field it fills, how it is read."""

    header: str
    field: str
    read: Callable
    help: str
    required: bool = False
    also: tuple[str, ...] = ()

    @property
    def headers(self) -> set[str]:
        """Every header by which it is known, plain."""
        return {cells.plain(header) for header in (self.header, *self.also)}


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name and columns; a row is known by `key`, whose first two parts at most are needed."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def known_among(self, headers: set[str]) -> int:
        """How many of our columns are found among these plain headers."""
        return sum(bool(column.headers & headers) for column in self.columns)


SIRET = Column(
    "SIRET", "siret", cells.siret, "14 chiffres ; les zéros de tête perdus sont remis", required=True,
    also=("Numéro SIRET", "N° SIRET", "SIRET du siège"),
)  # fmt: skip
YEAR = Column("Année", "year", cells.year, "Par exemple 2023", required=True, also=("Exercice",))
# The sheet of the template that explains the others, left aside when it comes back.
GUIDE = "Mode d'emploi"
# Columns that our own file of refused rows adds, and that are left aside when it comes back mended.
OF_REFUSALS = ("Ligne du fichier", "Motif du refus")

ORGANISATIONS = Sheet(
    "Structures",
    (
        SIRET,
        Column(
            "Nom", "name", cells.words(200), "Nom de la structure", required=True, also=("Raison sociale", "Structure")
        ),
        Column("Forme juridique", "legal_form", cells.choice(Organisation.LegalForm.choices), "Code INSEE ou libellé"),
        Column("Adresse", "address", cells.words(200), "Numéro et voie"),
        Column(
            "Code postal", "postcode", cells.digits(5), "5 chiffres ; il donne le département s'il manque", also=("CP",)
        ),
        Column("Commune", "city", cells.words(80), "Nom de la commune", also=("Ville",)),
        Column("Département", "department_id", cells.words(60), "Code (35, 2A, 971) ou nom"),
        Column("Site web", "website", cells.url, "Adresse complète", also=("Site internet",)),
        Column("Courriel", "email", cells.email, "Adresse de contact", also=("E-mail", "Email", "Mail")),
        Column("Téléphone", "phone", cells.words(20), "", also=("Tél.",)),
        Column("Activités", "activities", cells.several(60), "Séparées par des virgules"),
    ),
    ("siret",),
)
ACIS = Sheet(
    "ACI",
    (
        SIRET,
        Column(
            "Nom de l'ACI", "name", cells.words(200), "Nom de l'atelier ou du chantier", required=True, also=("ACI",)
        ),
        Column("Activité", "activity", cells.words(60), ""),
        Column("Lieu", "city", cells.words(80), "Commune de l'atelier"),
        Column("Numéro ASP", "asp_id", cells.integer, "Numéro de la convention à l'ASP"),
        Column("Type", "kind", cells.choice(AciConvention.Kind.choices), "ACI sauf autre mention"),
        Column("Début de convention", "starts", cells.day, "Par exemple 01/01/2023"),
        Column("Fin de convention", "ends", cells.day, "Dernier jour, compris"),
    ),
    ("siret", "name", "asp_id"),
)
RETURNS = Sheet(
    "Données annuelles",
    (
        SIRET,
        YEAR,
        Column("ETP d'insertion", "insertion_fte", cells.fte, "1 ETP = 1 820 heures payées"),
        Column("ETP permanents", "permanent_fte", cells.fte, ""),
        Column("Salariés en insertion", "insertion_employees", cells.integer, "Personnes sur l'année"),
        Column("Salariés permanents", "permanent_employees", cells.integer, "Personnes"),
    ),
    ("siret", "year"),
)
MEMBERSHIPS = Sheet(
    "Adhésions",
    (
        SIRET,
        YEAR,
        Column("Qualité", "kind", cells.choice(Membership.Kind.choices), "adhérent ou sympathisant", required=True),
        Column("Début", "starts", cells.day, "1er janvier de l'année sauf autre mention"),
        Column("Fin", "ends", cells.day, "Dernier jour, compris ; 31 décembre sauf autre mention"),
        Column("État", "state", cells.choice(Membership.State.choices), "valide sauf autre mention"),
    ),
    ("siret", "year"),
)
SHEETS = (ORGANISATIONS, ACIS, RETURNS, MEMBERSHIPS)
