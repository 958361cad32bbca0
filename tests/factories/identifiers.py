"""Numbers with right keys, and years as ranges."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from stdnum import luhn
from stdnum.iso7064 import mod_97_10


def siren(n: int) -> str:
    """The n-th fictitious SIREN, with a right key."""
    stem = f"99{n:06d}"
    return stem + luhn.calc_check_digit(stem)


def siret(of_siren: str, n: int = 1) -> str:
    """The n-th SIRET of a SIREN, with a right key."""
    stem = f"{of_siren}{n:04d}"
    return stem + luhn.calc_check_digit(stem)


def creditor_reference(stem: str) -> str:
    """An ISO 11649 reference with a right key."""
    return f"RF{mod_97_10.calc_check_digits(stem + 'RF')}{stem}"


def year_range(year: int) -> DateRange:
    """The calendar year."""
    return DateRange(date(year, 1, 1), date(year + 1, 1, 1))
