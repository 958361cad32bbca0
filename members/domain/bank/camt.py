"""CAMT.053, the ISO 20022 statement, in its versions 001.02 to 001.08: namespaces are set aside, tags are the same.

The sign of a movement is that of its `CdtDbtInd`: a reversed credit is booked as a debit, which is what it does to the
account. A batch whose details add up to its amount is read as one line a detail.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from reporting.french import euros

from .statement import ReadLine, ReadStatement, UnreadableStatement

CURRENCY = "EUR"
# Ten figures before the point; banks may write more decimals than two, which are zeros.
AMOUNT = re.compile(r"[0-9]{1,10}(\.[0-9]{1,2}0*)?")
# What banks write in place of a reference that they do not have.
NO_REFERENCE = {"", "NOTPROVIDED", "NONREF", "NOTPROVIDED/NOTPROVIDED", "NONE"}
ENTRY = re.compile(rb"<(?:[\w.-]+:)?Ntry[\s>]")


def read_camt(content: bytes) -> ReadStatement:
    """The statement of one account; several statements of the same account are joined. Raises UnreadableStatement."""
    root = _parse(content)
    statements = root.findall("BkToCstmrStmt/Stmt")
    if not statements:
        raise UnreadableStatement("Ce fichier XML n'est pas un relevé CAMT.053 : aucun relevé n'y est trouvé.")
    return _Reader(content).read(statements)


def _parse(content: bytes) -> Element:
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise UnreadableStatement("Ce fichier XML contient des définitions interdites (DTD ou entités).") from None
    except (ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (1,))[0]
        raise UnreadableStatement(f"Ligne {line} : ce fichier XML est mal formé ou coupé.") from None
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root


class _Reader:
    """Reads the entries of a file one after the other, and knows at which line each is."""

    def __init__(self, content: bytes):
        self.starts = iter([found.start() for found in ENTRY.finditer(content)])
        self.content = content
        self.line, self.offset = 1, 0
        self.notices: list[str] = []

    def read(self, statements: list[Element]) -> ReadStatement:
        accounts = {_text(one, "Acct/Id/IBAN") or _text(one, "Acct/Id/Othr/Id") for one in statements}
        if len(accounts) > 1:
            raise UnreadableStatement("Ce fichier contient plusieurs comptes : déposez un relevé par compte.")
        lines = list(chain.from_iterable(self._entries(one) for one in statements))
        opening, closing = self._balance(statements[0], "OPBD", "PRCD"), self._balance(statements[-1], "CLBD")
        total = sum((line.amount for line in lines), Decimal(0))
        if opening is not None and closing is not None and opening + total != closing:
            gap = closing - opening - total
            self.notices.append(
                f"Le solde final ne suit pas du solde de départ et des mouvements : il manque {euros(gap)}. "
                "Le fichier est peut-être incomplet."
            )
        days = [line.booked_on for line in lines] + [day for one in statements for day in self._period(one)]
        if not days:
            raise UnreadableStatement("Ce relevé n'a ni mouvement ni période.")
        return ReadStatement(accounts.pop(), min(days), max(days), opening, closing, lines, self.notices)

    def _entries(self, statement: Element) -> Iterator[ReadLine]:
        for entry in statement.findall("Ntry"):
            self._advance()
            status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
            if status and status != "BOOK":
                self.notices.append(f"Ligne {self.line} : mouvement non encore comptabilisé, laissé de côté.")
                continue
            yield from self._lines_of(entry)

    def _lines_of(self, entry: Element) -> list[ReadLine]:
        amount = self._signed(entry, entry.find("Amt"))
        booked = _text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm") or _text(entry, "ValDt/Dt")
        day, reference = self._day(booked), _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef")
        details = entry.findall("NtryDtls/TxDtls")
        if len(details) > 1:
            amounts = [self._detail_amount(entry, one) for one in details]
            if None not in amounts and sum(amounts) == amount:
                return [
                    _line(day, part, entry, one, _text(one, "Refs/AcctSvcrRef") or f"{reference}/{rank}")
                    for rank, (one, part) in enumerate(zip(details, amounts, strict=True), start=1)
                ]
            self.notices.append(
                f"Ligne {self.line} : le détail de ce mouvement groupé ne fait pas son montant, il est gardé en une ligne."
            )
        return [_line(day, amount, entry, details[0] if len(details) == 1 else None, reference)]

    def _detail_amount(self, entry: Element, detail: Element) -> Decimal | None:
        for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
            found = detail.find(path)
            if found is not None and found.get("Ccy", CURRENCY) == CURRENCY:
                return self._signed(detail if detail.find("CdtDbtInd") is not None else entry, found)
        return None

    def _signed(self, holder: Element, amount: Element | None) -> Decimal:
        sign = _text(holder, "CdtDbtInd")
        if amount is None or sign not in {"CRDT", "DBIT"}:
            raise UnreadableStatement(f"Ligne {self.line} : un montant ou son sens (crédit, débit) manque.")
        if amount.get("Ccy", CURRENCY) != CURRENCY:
            raise UnreadableStatement(f"Ligne {self.line} : ce montant est en {amount.get('Ccy')}, pas en euros.")
        told = (amount.text or "").strip()
        if not AMOUNT.fullmatch(told):
            raise UnreadableStatement(f"Ligne {self.line} : « {told[:40]} » n'est pas un montant en euros et centimes.")
        value = Decimal(told)
        return value if sign == "CRDT" else -value

    def _balance(self, statement: Element, *codes: str) -> Decimal | None:
        for code in codes:
            for balance in statement.findall("Bal"):
                if _text(balance, "Tp/CdOrPrtry/Cd") == code:
                    return self._signed(balance, balance.find("Amt"))
        return None

    def _period(self, statement: Element) -> Iterator[date]:
        for path in ("FrToDt/FrDtTm", "FrToDt/ToDtTm", "FrToDt/FrDt", "FrToDt/ToDt"):
            if told := _text(statement, path):
                yield self._day(told)

    def _day(self, told: str) -> date:
        try:
            return date.fromisoformat(told[:10])
        except ValueError:
            raise UnreadableStatement(f"Ligne {self.line} : « {told} » n'est pas une date.") from None

    def _advance(self) -> None:
        start = next(self.starts, self.offset)
        self.line += self.content.count(b"\n", self.offset, start)
        self.offset = start


def _line(day: date, amount: Decimal, entry: Element, detail: Element | None, reference: str) -> ReadLine:
    told = [
        *(_texts(detail, "RmtInf/Ustrd") if detail is not None else ()),
        *(_texts(detail, "RmtInf/Strd/CdtrRefInf/Ref") if detail is not None else ()),
        _text(detail, "AddtlTxInf"),
        _text(entry, "AddtlNtryInf"),
    ]
    words = " ".join(dict.fromkeys(filter(None, told)))
    party = _party(detail, amount)
    return ReadLine(
        booked_on=day,
        amount=amount,
        label=(words or party or "Sans libellé")[:600],
        end_to_end=_reference(_text(detail, "Refs/EndToEndId"))[:70],
        counterparty=party[:140],
        bank_ref=_reference(reference)[:100],
        return_code=(_text(detail, "RtrInf/Rsn/Cd") or _text(detail, "RtrInf/Rsn/Prtry"))[:4],
    )


def _party(detail: Element | None, amount: Decimal) -> str:
    """Who paid what came in, who was paid what went out; of a debit that is returned, the one who had been debited."""
    returned = detail is not None and detail.find("RtrInf") is not None
    side = "Dbtr" if amount > 0 or returned else "Cdtr"
    for name in (side, f"Ultmt{side}"):
        if found := _text(detail, f"RltdPties/{name}/Nm") or _text(detail, f"RltdPties/{name}/Pty/Nm"):
            return found
    return ""


def _reference(told: str) -> str:
    return "" if told.upper() in NO_REFERENCE or not told.strip("0") else told


def _text(element: Element | None, path: str) -> str:
    found = element.find(path) if element is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""


def _texts(element: Element, path: str) -> list[str]:
    return [" ".join((found.text or "").split()) for found in element.findall(path)]
