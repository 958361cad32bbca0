"""A holder's identity as the Caisse des Dépôts takes it, and what is wrong with it, in plain French.

It looks for the person with the name of birth, the first name, the sex and the year, then with the month and day, then
with the commune of birth.
"""

import re
import unicodedata
from dataclasses import asdict, dataclass, fields
from datetime import date

from certification.models import Candidate

LONGEST = 60
# What XML 1.0 keeps; the rest makes a file that nobody can read.
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
COMMUNE = re.compile(r"([0-9]{5}|2[AB][0-9]{3})")
COUNTRY = re.compile(r"[0-9]{3}")
LABELS = {
    "birth_name": "nom de naissance", "used_name": "nom d'usage", "first_name": "premier prénom",
    "second_name": "deuxième prénom", "third_name": "troisième prénom", "commune_name": "commune de naissance",
    "country_name": "pays de naissance",
}  # fmt: skip


def cleaned(text: str) -> str:
    """Text in Unicode's composed form, trimmed, one blank between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True)
class Holder:
    """An identity, its texts cleaned; empty or None where it is not known."""

    birth_name: str
    first_name: str
    sex: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    used_name: str = ""
    second_name: str = ""
    third_name: str = ""
    commune_code: str = ""
    commune_name: str = ""
    country_code: str = ""
    country_name: str = ""

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                object.__setattr__(self, field.name, cleaned(value))

    @property
    def as_kept(self) -> dict:
        """What a line keeps of it, to tell later whether it has been corrected."""
        return asdict(self)


def holder_of(candidate: Candidate) -> Holder:
    return Holder(
        birth_name=candidate.birth_name, first_name=candidate.first_name, sex=candidate.sex,
        year=candidate.birth_year, month=candidate.birth_month, day=candidate.birth_day,
        used_name=candidate.used_name, second_name=candidate.second_name, third_name=candidate.third_name,
        commune_code=candidate.birth_commune_code, commune_name=candidate.birth_commune_name,
        country_code=candidate.birth_country_code, country_name=candidate.birth_country_name,
    )  # fmt: skip


def blockers(holder: Holder) -> list[str]:
    """Why the person cannot be told as they are."""
    found = []
    if not holder.birth_name:
        found.append("nom de naissance manquant")
    if not holder.first_name:
        found.append("premier prénom manquant")
    if holder.sex not in Candidate.Sex.values:
        found.append("sexe à l'état civil manquant")
    if holder.year is None:
        found.append("année de naissance manquante")
    elif not 1900 <= holder.year <= 2099:
        found.append(f"année de naissance impossible ({holder.year})")
    elif not _is_a_day(holder):
        found.append("date de naissance impossible")
    for name, label in LABELS.items():
        text = getattr(holder, name)
        if len(text) > LONGEST:
            found.append(f"{label} de plus de {LONGEST} caractères")
        if ILLEGAL.search(text) or any(unicodedata.category(sign) in {"Cc", "Cf"} for sign in text):
            found.append(f"{label} : contient un caractère invisible, ressaisissez-le")
    if holder.commune_code and not COMMUNE.fullmatch(holder.commune_code):
        found.append("code INSEE de la commune de naissance incorrect")
    if holder.country_code and not COUNTRY.fullmatch(holder.country_code):
        found.append("code du pays de naissance incorrect")
    if holder.commune_code and (holder.country_code or holder.country_name):
        found.append("née à la fois dans une commune de France et dans un pays étranger")
    return found


def warnings(holder: Holder) -> list[str]:
    """What may keep the Caisse des Dépôts from finding the person."""
    found = []
    if holder.month is None:
        found.append("mois de naissance inconnu")
    if holder.day is None:
        found.append("jour de naissance inconnu")
    abroad = holder.country_code or holder.country_name
    if not abroad and not holder.commune_code:
        found.append("code INSEE de la commune de naissance inconnu")
    if abroad and not holder.country_code:
        found.append("code du pays de naissance inconnu")
    for name in ("birth_name", "first_name"):
        if any(unicodedata.category(sign)[0] not in "LM" and sign not in " -'’." for sign in getattr(holder, name)):
            found.append(f"{LABELS[name]} : contient un signe inhabituel")
    return found


def _is_a_day(holder: Holder) -> bool:
    """Whether the date exists, as far as it is known; a leap year stands for the parts that are not."""
    if holder.month is not None and not 1 <= holder.month <= 12:
        return False
    if holder.day is None:
        return True
    try:
        date(holder.year if holder.month else 2000, holder.month or 1, holder.day)
    except ValueError:
        return False
    return True
