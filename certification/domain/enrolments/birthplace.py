"""Where people are born: communes by what is typed, old ones by their code, countries by the code of INSEE."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, Value, When

from certification.domain.enrolments.countries import COUNTRIES
from members.domain.moves import Refused
from members.imports.cells import plain
from members.models import Commune

# The code of INSEE: five digits, or 2A and 2B in Corsica since 1976 (those born there before have 20 or 2A, 2B).
CODE = r"\d{5}|2[AB]\d{3}"
_WITH_CODE = re.compile(rf"(?P<name>.*?)\s*\((?P<code>{CODE})\)\s*", re.I)


class UnknownBirthplace(Refused):
    """What is typed is no commune that we know, or several; the message says which."""


@dataclass(frozen=True)
class Birthplace:
    """A commune with its code, or a country with its; the others are empty."""

    commune_code: str = ""
    commune_name: str = ""
    country_code: str = ""
    country_name: str = ""

    def as_fields(self) -> dict[str, str]:
        """As a candidate keeps it."""
        return {
            "birth_commune_code": self.commune_code,
            "birth_commune_name": self.commune_name,
            "birth_country_code": self.country_code,
            "birth_country_name": self.country_name,
        }


def suggest_communes(typed: str, limit: int = 12) -> list[Commune]:
    """Communes whose name begins with what is typed, then those that hold it, the most populated first."""
    words = typed.split("(")[0].strip()
    if len(words) < 2:
        return []
    begins = Case(When(name__unaccent__istartswith=words, then=Value(0)), default=Value(1))
    found = Commune.objects.filter(name__unaccent__icontains=words)
    return list(found.order_by(begins, "-population", "code")[:limit])


class Birthplaces:
    """Reads places of birth; communes are read once, however many places are."""

    def read(self, *, commune: str = "", code: str = "", country: str = "") -> Birthplace:
        """The place that these words tell. Raises UnknownBirthplace.

        A code that we do not have is kept: communes merge, and a birth keeps the commune of its day.
        """
        commune, code, country = commune.strip(), code.strip().upper(), country.strip()
        if country and plain(country) != "france":
            found_code, name = self.country(country)
            return Birthplace(commune_name=commune[:60], country_code=found_code, country_name=name)
        if with_code := _WITH_CODE.fullmatch(commune):
            commune, code = with_code["name"], code or with_code["code"].upper()
        if code:
            if not re.fullmatch(CODE, code):
                raise UnknownBirthplace("Le code INSEE a cinq chiffres, ou 2A ou 2B et trois chiffres.")
            if code.startswith("99"):
                raise UnknownBirthplace("Ce code est celui d'un pays : écrivez le pays de naissance.")
            name = commune or self._names.get(code, "")
            if not name:
                raise UnknownBirthplace(f"Écrivez le nom de la commune {code} : elle n'est pas dans notre liste.")
            return Birthplace(commune_code=code, commune_name=name[:60])
        return self._by_name(commune) if commune else Birthplace()

    def country(self, typed: str) -> tuple[str, str]:
        """The code and the name of a country, by either. Raises UnknownBirthplace."""
        digits = typed.removeprefix("99") if re.fullmatch(r"99\d{3}", typed) else typed
        if digits in COUNTRIES:
            return digits, COUNTRIES[digits]
        code = _COUNTRY_CODES.get(plain(typed))
        if code is None:
            raise UnknownBirthplace(
                f"Le pays « {typed[:60]} » n'est pas dans la liste de l'INSEE : choisissez-le dans la liste."
            )
        return code, COUNTRIES[code]

    def _by_name(self, name: str) -> Birthplace:
        found = self._codes.get(plain(name), [])
        if len(found) == 1:
            return Birthplace(commune_code=found[0], commune_name=self._names[found[0]])
        if found:
            choices = ", ".join(f"{self._names[code]} ({code})" for code in found[:8])
            raise UnknownBirthplace(f"Plusieurs communes ont ce nom : {choices}. Écrivez le code de la bonne.")
        raise UnknownBirthplace(
            f"« {name[:60]} » n'est pas dans notre liste de communes : écrivez son code INSEE, que donne l'acte de "
            "naissance ou le site de l'INSEE. Une ancienne commune garde le sien ; un arrondissement a le sien."
        )

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(Commune.objects.order_by().values_list("code", "name"))

    @cached_property
    def _codes(self) -> dict[str, list[str]]:
        codes: dict[str, list[str]] = {}
        for code, name in sorted(self._names.items()):
            codes.setdefault(plain(name), []).append(code)
        return codes


_COUNTRY_CODES = {plain(name): code for code, name in COUNTRIES.items()}
