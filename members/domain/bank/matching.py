"""Which calls a line pays for: proposals by reference, invoice, SIREN, amount and name, with why and how sure.

A person decides; only what names a call and pays exactly what remains is « sûre ».
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rapidfuzz import fuzz

from members.domain.dues import with_paid
from members.models import BankLine, FeeCall, Invoice, MembershipCampaign
from reporting.french import euros

# The text of a line is read without spaces, where banks cut references as they like.
# A reference may start within what looks like the one before, to which it sticks.
REFERENCE = re.compile(r"(?=(RF\d{2}[0-9A-Z]{1,21}))")
INVOICE = re.compile(r"F(20\d{2})-?(\d{5})")
NUMBER = re.compile(r"(?<!\d)\d{9}(?:\d{5})?(?!\d)")
COMMON = {
    "association", "asso", "chantier", "chantiers", "insertion", "virement", "cotisation", "adhesion", "atelier",
    "ateliers", "facture", "reference", "recu", "sepa", "les", "des", "pour", "ecole",
}  # fmt: skip
ALIKE = 85
SHOWN = 5
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
        self.by_siren, self.by_amount, self.by_word = defaultdict(list), defaultdict(list), defaultdict(set)
        for one in self.calls.values():
            self.by_siren[one.siren].append(one)
            if one.remains > 0:
                self.by_amount[one.remains].append(one)
            for word in _words(one.name):
                self.by_word[word].add(one.pk)

    def proposals(self, line: BankLine) -> list[Proposal]:
        """What a credit may pay for, likeliest first."""
        if line.amount <= 0:
            return []
        text = f"{line.end_to_end} {line.label} {line.counterparty}"
        named = self._named(text)
        if len(named) > 1 and (shared := _shared(line, named)):
            return [shared]
        found = [_by_name_of_call(line, one, why) for one, why in named.items()]
        found += [one for one in self._by_siren(line, text) if one.parts[0][0] not in named]
        if not found or found[0].sureness != Sureness.SURE:
            known = {one.parts[0][0] for one in found}
            found += [one for one in self._by_name(line, text) if one.parts[0][0] not in known]
        return sorted(found, key=lambda one: -one.score)[:SHOWN]

    def _named(self, text: str) -> dict[Candidate, str]:
        """Calls named by their reference or their invoice's number, whatever the spaces."""
        compact = re.sub(r"[^0-9A-Z-]", "", text.upper())
        named = {}
        for found in REFERENCE.finditer(compact):
            # What follows a reference sticks to it once spaces are gone: the longest one that exists is it.
            for length in range(len(found[1]), 4, -1):
                if one := self.by_reference.get(found[1][:length]):
                    named[one] = "référence de l'appel"
                    break
        for found in INVOICE.finditer(compact):
            if one := self.by_invoice.get(f"F{found[1]}-{found[2]}"):
                named.setdefault(one, "numéro de facture")
        return named

    def _by_siren(self, line: BankLine, text: str) -> list[Proposal]:
        digits = re.sub(r"(?<=\d)[ .](?=\d)", "", text)
        calls = [one for number in NUMBER.findall(digits) for one in self.by_siren.get(number[:9], ())]
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

    def _by_name(self, line: BankLine, text: str) -> list[Proposal]:
        said = " ".join(_words(text))
        near = {pk for word in _words(text) for pk in self.by_word.get(word, ())}
        alike = {pk: fuzz.token_set_ratio(said, " ".join(_words(self.calls[pk].name))) for pk in near}
        same_amount = {one.pk for one in self.by_amount.get(line.amount, ())}
        found = []
        for pk, ratio in alike.items():
            one = self.calls[pk]
            if ratio < ALIKE or (one.remains <= 0 and pk not in same_amount):
                continue
            exact = pk in same_amount
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
    bare = unicodedata.normalize("NFD", text.lower())
    plain = re.sub(r"[^a-z ]+", " ", "".join(c for c in bare if not unicodedata.combining(c)))
    return [word for word in dict.fromkeys(plain.split()) if len(word) > 2 and word not in COMMON]
