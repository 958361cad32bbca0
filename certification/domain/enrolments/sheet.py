"""The spreadsheet by which a structure enters its candidates: its columns, the template and how a day of birth is read."""

import re
from dataclasses import dataclass

from certification.domain.enrolments.birthday import is_day
from certification.models import Candidate, Enrolment
from members.imports import cells
from members.imports.cells import CellError
from members.imports.columns import Column, Sheet
from members.imports.template import template_workbook


@dataclass(frozen=True)
class BirthDay:
    """A year, and the month and the day where they are known."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self):
        return "/".join(f"{part:02d}" for part in (self.day, self.month, self.year) if part)


_SHORT = re.compile(r"(?:(\d{1,2})[/.\-])?(?:(\d{1,2})[/.\-])?(\d{4})")


def birth_day(value) -> BirthDay:
    """17/05/1990, 05/1990 or 1990: the day and the month may be unknown, then left out or written 00."""
    if found := _SHORT.fullmatch(cells.text(value)):
        first, second, year = found.groups()
        day, month = (first, second) if second else (None, first)
        month, day = int(month or 0) or None, int(day or 0) or None
        if not 1900 <= int(year) <= 2099 or not is_day(int(year), month, day):
            raise CellError("Ce jour n'existe pas. Écrivez 17/05/1990, 05/1990 ou 1990.")
        return BirthDay(int(year), month, day)
    known = cells.day(value)
    if known is None:
        raise CellError("Une date de naissance est attendue, comme 17/05/1990.")
    return BirthDay(known.year, known.month, known.day)


def _sex(value) -> str:
    """M or F, as civil status writes them; « H », « homme » and « femme » are understood."""
    known = {"h": "M", "homme": "M", "femme": "F"}
    return known.get(cells.plain(cells.text(value))) or cells.choice(Candidate.Sex.choices)(value)


def _commune_code(value) -> str:
    found = cells.text(value).upper()
    if re.fullmatch(r"\d{4}", found):
        # Excel takes the zero at the head of 01004.
        found = f"0{found}"
    if not re.fullmatch(r"\d{5}|2[AB]\d{3}", found):
        raise CellError("Cinq chiffres sont attendus, ou 2A ou 2B et trois chiffres.")
    return found


CANDIDATES = Sheet(
    "Candidats",
    (
        Column("Nom de naissance", "birth_name", cells.words(60), "Comme sur l'acte de naissance", required=True,
               also=("Nom", "Nom de famille")),
        Column("Nom d'usage", "used_name", cells.words(60), "S'il est différent", also=("Nom marital",)),
        Column("Premier prénom", "first_name", cells.words(60), "", required=True, also=("Prénom", "Prénom 1")),
        Column("Deuxième prénom", "second_name", cells.words(60), "", also=("Prénom 2",)),
        Column("Troisième prénom", "third_name", cells.words(60), "", also=("Prénom 3",)),
        Column("Sexe", "sex", _sex, "M ou F, à l'état civil", required=True, also=("Genre", "Civilité")),
        Column("Date de naissance", "birth", birth_day, "17/05/1990 ; 05/1990 ou 1990 si le jour est inconnu",
               required=True, also=("Né le", "Née le", "Naissance")),
        Column("Commune de naissance", "commune", cells.words(60), "Son nom, ou « Quimper (29232) »",
               also=("Lieu de naissance", "Ville de naissance")),
        Column("Code INSEE de la commune", "commune_code", _commune_code,
               "Nécessaire si plusieurs communes ont ce nom, ou si elle n'existe plus", also=("Code INSEE",)),
        Column("Pays de naissance", "country", cells.words(60), "Vide ou France pour une naissance en France",
               also=("Pays",)),
        Column("Courriel", "email", cells.email, "", also=("E-mail", "Email", "Mail")),
        Column("Téléphone", "phone", cells.words(20), "", also=("Tél.",)),
        Column("Pièce d'identité vue le", "identity_seen_on", cells.day, "Aucune copie n'est gardée"),
        Column("Notice remise le", "informed_on", cells.day, "Le jour où la notice d'information a été remise"),
        Column("Entrée en parcours", "registered_on", cells.day, "Elle fixe le référentiel du candidat", required=True,
               also=("Date d'entrée",)),
        Column("Voie d'accès", "route", cells.choice(Enrolment.Route.choices), "formation sauf autre mention"),
        Column("À l'initiative", "initiative", cells.choice(Enrolment.Initiative.choices),
               "de l'employeur sauf autre mention"),
        Column("Contrat", "contract", cells.words(40), "CDDI sauf autre mention"),
        Column("Financement", "funding", cells.words(100), ""),
        Column("Formateur", "trainer_name", cells.words(150), "Il ne siégera pas au jury"),
        Column("Encadrant ou tuteur", "tutor_name", cells.words(150), "Il ne siégera pas au jury", also=("Tuteur",)),
        Column("Blocs visés", "blocks", cells.several(16), "Leurs numéros ; tous les blocs obligatoires si c'est vide"),
    ),
    ("birth_name", "first_name", "birth"),
)  # fmt: skip
SHEETS = (CANDIDATES,)


def candidate_template() -> bytes:
    """The empty workbook to fill in, with what each column is for."""
    return template_workbook(SHEETS)
