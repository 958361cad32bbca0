"""The columns of lists of candidates; adaptations never leave the portal."""

from collections.abc import Iterable, Iterator

from certification.domain.enrolments.sheet import BirthDay
from certification.models import Enrolment

CANDIDATE_COLUMNS = [
    "Nom de naissance", "Nom d'usage", "Premier prénom", "Deuxième prénom", "Troisième prénom", "Sexe",
    "Date de naissance", "Commune de naissance", "Code INSEE de la commune", "Pays de naissance", "Courriel",
    "Téléphone", "Pièce d'identité vue le", "Notice remise le", "Structure", "Certification", "Référentiel",
    "Entrée en parcours", "Voie d'accès", "À l'initiative", "Contrat", "Financement", "Formateur",
    "Encadrant ou tuteur", "État",
]  # fmt: skip


def candidate_rows(enrolments: Iterable[Enrolment]) -> Iterator[list]:
    """Enrolments as `CANDIDATE_COLUMNS` names them; those that the spreadsheet of entry has come back into it as they are."""
    for one in enrolments:
        who = one.candidate
        born = str(BirthDay(who.birth_year, who.birth_month, who.birth_day)) if who.birth_year else ""
        yield [
            who.birth_name, who.used_name, who.first_name, who.second_name, who.third_name, who.sex, born,
            who.birth_commune_name, who.birth_commune_code, who.birth_country_name, who.email, who.phone,
            who.identity_seen_on, who.informed_on, one.organisation.name, one.certification.code,
            one.referential.version, one.registered_on, one.get_route_display(), one.get_initiative_display(),
            one.contract, one.funding, one.trainer_name, one.tutor_name, one.get_state_display(),
        ]  # fmt: skip
