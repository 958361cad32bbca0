"""Reading one cell, with what Excel does to numbers and dates understood; a refusal is a French sentence."""

import math
import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

from members.validators import EARLIEST, LATEST, validate_siren, validate_siret_shape
from reporting.french import MONTHS

EXCEL_EPOCH = date(1899, 12, 30)


class CellError(ValueError):
    """Why a cell cannot be read."""


def text(value) -> str:
    """A cell as trimmed text; whole numbers lose the `.0` that spreadsheets add."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).replace("\x00", "").replace("\u00a0", " ").split())


def shown(value) -> str:
    """What stands in a cell, as its author would say it: a decimal comma, and not too long."""
    if isinstance(value, float | Decimal) and math.isfinite(value) and value != int(value):
        return str(value).replace(".", ",")
    return text(value)[:80]


def plain(value: str) -> str:
    """Without accents, case and punctuation, to compare headers, choices and names."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", value.lower()) if not unicodedata.combining(one))
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()


def digits(length: int):
    """A number of `length` digits; zeros lost at its head by a spreadsheet are put back."""

    def read(value) -> str:
        found = re.sub(r"[\s.]", "", text(value))
        if re.fullmatch(r"\d(,\d+)?E\+?\d+", found, re.I):
            raise CellError("Excel a arrondi ce nombre : mettez la colonne au format Texte et saisissez-le à nouveau.")
        lost = 3 if length > 5 else 1
        if not (found.isascii() and found.isdigit()) or not length - lost <= len(found) <= length:
            raise CellError(f"{length} chiffres sont attendus.")
        return found.zfill(length)

    return read


def siren(value) -> str:
    return _valid(digits(9)(value), validate_siren)


def siret(value) -> str:
    found = _valid(digits(14)(value), validate_siret_shape)
    _valid(found[:9], validate_siren)
    return found


def _valid(value: str, validator) -> str:
    try:
        validator(value)
    except ValidationError as error:
        raise CellError(error.messages[0]) from None
    return value


def year(value) -> int:
    found = integer(value)
    if not EARLIEST <= found <= LATEST:
        raise CellError(f"L'année doit être comprise entre {EARLIEST} et {LATEST}.")
    return found


def integer(value) -> int:
    found = decimal(value)
    if found != found.to_integral_value():
        raise CellError("Un nombre entier est attendu.")
    if found > 2_000_000_000:
        raise CellError("Ce nombre est trop grand.")
    return int(found)


def decimal(value) -> Decimal:
    """A number that is not negative, in French or English writing."""
    try:
        found = Decimal(text(value).replace(" ", "").replace(",", "."))
    except InvalidOperation:
        raise CellError("Un nombre est attendu.") from None
    if not found.is_finite() or found < 0:
        raise CellError("Un nombre positif ou nul est attendu.")
    if found >= 1_000_000_000_000:
        raise CellError("Ce nombre est trop grand.")
    return found


def fte(value) -> Decimal:
    """FTE, rounded to the hundredth, half up."""
    found = decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if found >= 1_000_000:
        raise CellError("Cet effectif est trop grand.")
    return found


def day(value) -> date | None:
    """A date: a spreadsheet's, its serial number, 31/12/2023 or 2023-12-31; the year 9999 stands for no end."""
    found = _day(value)
    if found.year == 9999:
        return None
    if not EARLIEST <= found.year <= LATEST:
        raise CellError(f"L'année de cette date doit être comprise entre {EARLIEST} et {LATEST}.")
    return found


def _day(value) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        if not 1 <= value < 2_958_466:
            raise CellError("Une date est attendue, comme 31/12/2023.")
        return EXCEL_EPOCH + timedelta(days=int(value))
    found = _months_as_numbers(text(value))
    for shape in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"):
        try:
            return datetime.strptime(found, shape).date()
        except ValueError:
            continue
    raise CellError("Une date est attendue, comme 31/12/2023.")


def _months_as_numbers(found: str) -> str:
    """« 1er janvier 2024 » as « 1/1/2024 »."""
    words_of = re.fullmatch(r"(\d{1,2})(?:er)? (\w+)\.? (\d{4})", found)
    months = [plain(name) for name in MONTHS]
    if words_of and plain(words_of[2]) in months:
        return f"{words_of[1]}/{months.index(plain(words_of[2])) + 1}/{words_of[3]}"
    return found


def choice(choices: list[tuple[str, str]]):
    """One of `choices`, by its code or its label, accents set aside."""
    known = {plain(word): code for code, label in choices for word in (str(code), str(label))}

    def read(value) -> str:
        found = known.get(plain(text(value)))
        if found is None:
            raise CellError("Les valeurs permises sont : " + ", ".join(str(label) for _, label in choices) + ".")
        return found

    return read


def words(length: int):
    """A text of at most `length` characters."""

    def read(value) -> str:
        found = text(value)
        if len(found) > length:
            raise CellError(f"Ce texte dépasse {length} caractères.")
        return found

    return read


def several(length: int):
    """Values separated by commas or semicolons, each of at most `length` characters."""
    read_one = words(length)

    def read(value) -> list[str]:
        return [read_one(piece) for piece in re.split(r"[;,]", text(value)) if piece.strip()]

    return read


def url(value) -> str:
    """An address of the web; `https://` is put where the scheme is left out."""
    found = text(value)
    found = words(200)(found if "://" in found else f"https://{found}")
    try:
        URLValidator(schemes=["http", "https"])(found)
    except ValidationError:
        raise CellError("Cette adresse de site n'est pas valable.") from None
    return found


def email(value) -> str:
    return _valid(words(254)(value), EmailValidator("Cette adresse e-mail n'est pas valable."))
