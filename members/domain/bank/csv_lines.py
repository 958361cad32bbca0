"""The CSV files of French banks: columns are found by their headers, whatever their order and the lines before them."""

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal

from members.imports.cells import plain

from .statement import ReadLine, ReadStatement, UnreadableStatement

# What banks call their columns, accents, capitals and punctuation set aside; the first found is taken.
HEADERS = {
    "date": (
        "date operation", "date de l operation", "date d operation", "date comptable", "date de comptabilisation",
        "date comptabilisation", "date",
    ),
    "amount": (
        "montant", "montant operation", "montant de l operation", "montant eur", "montant euros", "montant en euros",
        "montant en eur",
    ),
    "debit": ("debit", "debit eur", "debit euros", "montant debit", "debit en euros"),
    "credit": ("credit", "credit eur", "credit euros", "montant credit", "credit en euros"),
    "party": ("tiers", "nom du tiers", "contrepartie", "emetteur", "donneur d ordre", "nom de la contrepartie"),
    "reference": ("reference", "reference operation", "reference de l operation", "numero operation", "n operation"),
    "end_to_end": ("reference de bout en bout", "reference bout en bout", "end to end", "endtoendid", "e2e"),
    "currency": ("devise", "monnaie"),
}  # fmt: skip
LABELS = (
    "libelle", "libelle operation", "libelle de l operation", "libelle simplifie", "nature de l operation", "operation",
    "description", "details", "detail", "libelle complementaire", "informations complementaires",
    "information complementaire", "libelle court", "libelle long", "communication",
)  # fmt: skip
HEADER_WITHIN = 40
DATES = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y")
SPACES = re.compile(r"[\s\u00a0\u202f€]|EUR", re.IGNORECASE)
RETURN_WORDS = re.compile(r"\b(REJET|IMPAYE|IMPAYÉ|RETOUR)", re.IGNORECASE)
RETURN_CODE = re.compile(
    r"\b(AC0[1-6]|AC13|AG0[12]|AM0[1-9]|BE05|CNOR|DNOR|MD0[1-7]|MS0[23]|RC01|RR0[1-4]|SL01|FF05)\b"
)


def read_csv(content: bytes) -> ReadStatement:
    """The movements of a CSV file; raises UnreadableStatement with the line at fault."""
    text = _decode(content)
    delimiter = max(";\t,", key=lambda sign: _regularity(text, sign))
    rows = _rows(text, delimiter)
    header, names = _header(rows)
    lines = [line for number, row in rows[header + 1 :] if (line := _line(number, row, names))]
    if not lines:
        raise UnreadableStatement("Ce fichier n'a aucun mouvement sous ses titres de colonnes.")
    days = [line.booked_on for line in lines]
    return ReadStatement("", min(days), max(days), None, None, lines)


def _decode(content: bytes) -> str:
    for encoding in ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableStatement("Ce fichier n'est pas un texte lisible : est-ce bien un CSV ?")


def _regularity(text: str, sign: str) -> int:
    """How many lines of the beginning the sign cuts."""
    return sum(line.count(sign) >= 2 for line in text.splitlines()[:HEADER_WITHIN])


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error:
        raise UnreadableStatement(f"Ligne {reader.line_num} : cette ligne de CSV ne peut pas être lue.") from None


def _header(rows: list[tuple[int, list[str]]]) -> tuple[int, dict[str, list[int]]]:
    """Where the titles of the columns are, and which column holds what."""
    for index, (_, row) in enumerate(rows[:HEADER_WITHIN]):
        titles = [plain(cell) for cell in row]
        names = {
            name: [titles.index(title)]
            for name, known in HEADERS.items()
            if (title := next((one for one in known if one in titles), None))
        }
        names["label"] = [titles.index(title) for title in LABELS if title in titles]
        if "date" in names and names["label"] and ("amount" in names or {"debit", "credit"} <= names.keys()):
            return index, names
    raise UnreadableStatement(
        "Les titres des colonnes ne sont pas reconnus : il faut une date, un libellé, et un montant ou un débit et un crédit."
    )


def _line(number: int, row: list[str], names: dict[str, list[int]]) -> ReadLine | None:
    """One movement; None for what is not one, as a blank line or the balance that some banks add at the end."""

    def cell(name: str) -> str:
        return next((row[column] for column in names.get(name, ()) if column < len(row)), "")

    told = [cell("amount"), cell("debit"), cell("credit")]
    if not any(told) or (not cell("date")[:1].isdigit() and _is_total(row)):
        return None
    if cell("currency") and cell("currency").upper() not in {"EUR", "EURO", "EUROS", "€"}:
        raise UnreadableStatement(f"Ligne {number} : ce montant est en {cell('currency')}, pas en euros.")
    labels = [row[column] for column in names["label"] if column < len(row)]
    label = " ".join(" ".join(dict.fromkeys(filter(None, labels))).split())
    amount = _amount(number, *told)
    if not amount:
        return None
    code = RETURN_CODE.search(label) if amount < 0 and RETURN_WORDS.search(label) else None
    return ReadLine(
        booked_on=_day(number, cell("date")),
        amount=amount,
        label=(label or "Sans libellé")[:600],
        end_to_end=cell("end_to_end")[:70],
        counterparty=cell("party")[:140],
        bank_ref=cell("reference")[:100],
        return_code=code[1] if code else "",
    )


def _is_total(row: list[str]) -> bool:
    return any(plain(cell).startswith(("solde", "total")) for cell in row)


def _amount(number: int, signed: str, debit: str, credit: str) -> Decimal:
    if signed:
        return _decimal(number, signed)
    out, into = (abs(_decimal(number, told)) if told else Decimal(0) for told in (debit, credit))
    if out and into:
        raise UnreadableStatement(f"Ligne {number} : débit et crédit sont remplis tous les deux.")
    return into - out


def _decimal(number: int, told: str) -> Decimal:
    """« 1 234,50 », « 1.234,50 », « -1234.50 » or « +12 »; a point before three digits separates thousands."""
    plain = SPACES.sub("", told).replace("\u2212", "-")
    if "," in plain:
        plain = (
            plain.replace(".", "").replace(",", ".") if plain.rfind(",") > plain.rfind(".") else plain.replace(",", "")
        )
    elif re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", plain):
        plain = plain.replace(".", "")
    if not re.fullmatch(r"[+-]?[0-9]{1,10}(\.[0-9]{1,2})?", plain):
        raise UnreadableStatement(f"Ligne {number} : « {told} » n'est pas un montant.")
    return Decimal(plain)


def _day(number: int, told: str) -> date:
    for shape in DATES:
        try:
            return datetime.strptime(told[:10], shape).date()
        except ValueError:
            continue
    raise UnreadableStatement(f"Ligne {number} : « {told} » n'est pas une date (jj/mm/aaaa).")
