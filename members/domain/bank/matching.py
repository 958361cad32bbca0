"""Which calls a line pays for: proposals by reference, invoice, SIREN, amount and name, with why and how sure.

A person decides; only what names a call and pays exactly what remains is « sûre ».
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rapidfuzz import fuzz, process

from members.domain.dues import with_paid
from members.imports.cells import plain
from members.models import BankLine, FeeCall, Invoice, MembershipCampaign
from reporting.french import euros

# The text of a line is read without spaces, where banks cut references as they like.
# A reference may start within what looks like the one before, to which it sticks.
REFERENCE = re.compile(r"(?=(RF\d{2}[0-9A-Z]{1,21}))")
INVOICE = re.compile(r"F(20\d{2})-?(\d{5})")
# A SIREN, or the beginning of a SIRET, in groups or not.
NUMBER = re.compile(r"(?<!\d)(\d{3}[ .]?\d{3}[ .]?\d{3})(?=[ .]?\d{5}(?!\d)|(?!\d))")
COMMON = {
    "association", "asso", "chantier", "chantiers", "insertion", "virement", "cotisation", "adhesion", "atelier",
    "ateliers", "facture", "reference", "recu", "sepa", "les", "des", "pour", "ecole",
}  # fmt: skip
ALIKE = 85
SHORTEST = 5
SHOWN = 5
COMPARED = 1000
RECENT_CAMPAIGNS = 2


class Sureness(StrEnum):
    """How much a proposal may be trusted."""

    SURE = "sûre"
    LIKELY = "probable"
    WEAK = "à chercher"


@dataclass(frozen=True)
class Candidate:
    """A call as lines are compared with it."""

    pk: int
    reference: str
    year: int
    name: str
    city: str
    siren: str
    remains: Decimal
    received: Decimal


@dataclass(frozen=True)
class Proposal:
    """What a line may pay for: parts of it for calls, how sure that is, and the reasons in French."""

    parts: tuple[tuple[Candidate, Decimal], ...]
    sureness: Sureness
    reasons: tuple[str, ...]
    score: int


class Candidates:
    """The calls of open and recent campaigns, indexed: two queries for any number of lines."""

    def __init__(self):
        years = MembershipCampaign.objects.exclude(state=MembershipCampaign.State.PREPARED)
        recent = list(years.order_by("-year").values_list("pk", flat=True)[:RECENT_CAMPAIGNS])
        opened = list(years.opened().values_list("pk", flat=True))
        rows = with_paid(FeeCall.objects.filter(campaign__in={*recent, *opened})).values_list(
            "pk", "reference", "membership__year", "membership__organisation__sort_name",
            "membership__organisation__city", "membership__organisation__siren", "remains", "received",
        )  # fmt: skip
        self.calls = {row[0]: Candidate(*row) for row in rows.order_by("-membership__year", "pk")}
        self.by_reference = {one.reference: one for one in self.calls.values()}
        invoices = Invoice.objects.filter(call__in=self.calls, kind=Invoice.Kind.INVOICE).values_list("number", "call")
        self.by_invoice = {number: self.calls[call] for number, call in invoices}
        self.plain: dict[int, str] = {}
        self.by_siren, self.by_amount, self.by_word = defaultdict(list), defaultdict(list), defaultdict(set)
        for one in self.calls.values():
            self.by_siren[one.siren].append(one)
            if one.remains > 0:
                self.by_amount[one.remains].append(one)
            words = _words(one.name)
            self.plain[one.pk] = " ".join(words)
            for word in words:
                self.by_word[word].add(one.pk)

    def proposals(self, line: BankLine) -> list[Proposal]:
        """What a credit may pay for, likeliest first."""
        found = self._certain(line)
        if line.amount > 0 and not any(one.sureness == Sureness.SURE for one in found):
            known = {one.parts[0][0] for one in found}
            found += [one for one in self._by_name(line) if one.parts[0][0] not in known]
        return sorted(found, key=lambda one: -one.score)[:SHOWN]

    def sure(self, line: BankLine) -> Proposal | None:
        """The only proposal that is sure, if there is one; no name is compared, which makes it quick."""
        sure = [one for one in self._certain(line) if one.sureness == Sureness.SURE]
        return sure[0] if len(sure) == 1 else None

    def _certain(self, line: BankLine) -> list[Proposal]:
        """Calls that the line names by a reference, an invoice or a SIREN."""
        if line.amount <= 0:
            return []
        text = _text(line)
        named = self._named(text)
        if len(named) > 1 and (shared := _shared(line, named)):
            return [shared]
        found = [_by_name_of_call(line, one, why) for one, why in named.items()]
        return found + [one for one in self._by_siren(line, text) if one.parts[0][0] not in named]

    def _named(self, text: str) -> dict[Candidate, str]:
        """Calls named by their reference or their invoice's number, whatever the spaces."""
        compact = re.sub(r"[^0-9A-Z-]", "", text.upper())
        named = {}
        for spellings in references(text):
            if one := next((self.by_reference[said] for said in spellings if said in self.by_reference), None):
                named[one] = "référence de l'appel"
        for found in INVOICE.finditer(compact):
            if one := self.by_invoice.get(f"F{found[1]}-{found[2]}"):
                named.setdefault(one, "numéro de facture")
        return named

    def _by_siren(self, line: BankLine, text: str) -> list[Proposal]:
        numbers = dict.fromkeys(re.sub(r"\D", "", found) for found in NUMBER.findall(text))
        calls = [one for number in numbers for one in self.by_siren.get(number, ())]
        due = [one for one in calls if one.remains > 0] or calls
        exact = [one for one in due if one.remains == line.amount]
        return [
            Proposal(
                ((one, line.amount),),
                Sureness.SURE if exact == [one] else Sureness.LIKELY,
                ("SIREN", _of_amount(line, one)),
                85 if one in exact else 60,
            )
            for one in due
        ]

    def _by_name(self, line: BankLine) -> list[Proposal]:
        words = _words(_text(line))
        alike = process.extract(
            " ".join(words), self._near(words), scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=50
        )
        same_amount = {one.pk for one in self.by_amount.get(line.amount, ())}
        found = []
        for _, ratio, pk in alike:
            one, exact = self.calls[pk], pk in same_amount
            if one.remains > 0:
                found.append(
                    Proposal(
                        ((one, line.amount),),
                        Sureness.LIKELY if exact else Sureness.WEAK,
                        (f"nom proche ({ratio:.0f} %)", _of_amount(line, one)),
                        int(ratio * 0.5) + (20 if exact else 0),
                    )
                )
        if not found and len(same_amount) <= SHOWN:
            found = [
                Proposal(((self.calls[pk], line.amount),), Sureness.WEAK, ("montant exact",), 10)
                for pk in sorted(same_amount)
            ]
        return found

    def _near(self, words: list[str]) -> dict[int, str]:
        """The names that hold a word of the line: those of its rarest words, which tell most, and not too many."""
        near: set[int] = set()
        for word in sorted((word for word in words if word in self.by_word), key=lambda one: len(self.by_word[one])):
            if near and len(near) + len(self.by_word[word]) > COMPARED:
                break
            near |= self.by_word[word]
        return {pk: self.plain[pk] for pk in near}


def references(text: str) -> list[list[str]]:
    """What may be the reference of a call in a text, longest first: what follows one sticks to it once spaces are gone."""
    compact = re.sub(r"[^0-9A-Z]", "", text.upper())
    return [
        [found[1][:length] for length in range(len(found[1]), SHORTEST - 1, -1)]
        for found in REFERENCE.finditer(compact)
    ]


def _text(line: BankLine) -> str:
    """All that a line says."""
    return f"{line.end_to_end} {line.label} {line.counterparty}"


def _by_name_of_call(line: BankLine, one: Candidate, why: str) -> Proposal:
    exact = one.remains == line.amount
    return Proposal(
        ((one, line.amount),), Sureness.SURE if exact else Sureness.LIKELY, (why, _of_amount(line, one)),
        100 if exact else 80,
    )  # fmt: skip


def _shared(line: BankLine, named: dict[Candidate, str]) -> Proposal | None:
    """One movement for several calls, where it is what remains of all of them."""
    if sum(one.remains for one in named) != line.amount or any(one.remains <= 0 for one in named):
        return None
    parts = tuple((one, one.remains) for one in named)
    return Proposal(parts, Sureness.SURE, (f"références de {len(parts)} appels", "montant exact"), 100)


def _of_amount(line: BankLine, one: Candidate) -> str:
    """How what came compares with what remains."""
    if one.remains == line.amount:
        return "montant exact"
    if one.remains <= 0:
        return "déjà payé : double paiement ?"
    if line.amount < one.remains:
        return f"paiement partiel, il resterait {euros(one.remains - line.amount)}"
    return f"trop-perçu de {euros(line.amount - one.remains)}"


def _words(text: str) -> list[str]:
    """Words that tell one name from another, without accents, capitals nor common words."""
    return [word for word in dict.fromkeys(re.findall(r"[a-z]{3,}", plain(text))) if word not in COMMON]
