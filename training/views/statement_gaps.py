"""What a statement lacks: the records of each gap, mended on the spot or in their own page."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render

from members.domain.moves import Refused
from reporting.french import euros, number, unit
from training.domain.statement.content import year_in_words
from training.domain.statement.gaps import (
    KINDS,
    GapKind,
    gaps_of,
    mend,
    not_entered,
    not_said_of_body,
    presences_missing,
)
from training.domain.statement.specialities import SPECIALITIES, speciality
from training.models import ActivityStatement, InvoiceLine, Registration, Session

from .statements import seen_statement, team_only

# How many records of a gap are shown at once; the next ones come once these are mended.
SHOWN = 100
ROW = re.compile(r"n-(\d{1,12})$", re.ASCII)


@dataclass(frozen=True)
class Lacking:
    """A record that lacks something: how it is told, and where it opens if it has a page."""

    number: int
    text: str
    note: str
    url: str


@team_only
def statement_gaps(request, pk):
    """Every gap with its records; those that lack one word are given it here."""
    statement = seen_statement(request, pk)
    if statement.state == ActivityStatement.State.FINAL:
        messages.info(request, "Ce bilan est définitif : rien n'est à compléter.")
        return redirect(statement)
    if request.method == "POST":
        _mend(request, statement)
        return redirect("training:statement_gaps", pk)
    sections = []
    for gap in gaps_of(statement):
        kind = KINDS[gap.key]
        rows = list(kind.records(statement).visible_to(request.user)[:SHOWN])
        sections.append((gap, kind, _told(statement, gap.key, rows), _choices(kind, rows), gap.count - len(rows)))
    context = {
        "statement": statement,
        "year": year_in_words(statement),
        "sections": sections,
        "not_entered": not_entered(statement),
        "not_said": not_said_of_body(),
    }
    return render(request, "training/statements/gaps.html", context)


def _mend(request, statement) -> None:
    key = request.POST.get("manque", "")
    words = {
        int(name[1]): value for name, value in ((ROW.match(key), value) for key, value in request.POST.items()) if name
    }
    # One word for all of them is given to those that have none of their own.
    values = {
        number: word for number in words if (word := words[number].strip() or request.POST.get("tous", "").strip())
    }
    if key not in KINDS or not values:
        messages.error(request, "Renseignez au moins une ligne.")
        return
    try:
        mended = mend(statement, key, values, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    messages.success(request, f"{number(mended)} {unit('fiches', mended)} {unit('complétées', mended)}.")


def _choices(kind: GapKind, rows: list) -> list:
    """The words of the form for this field."""
    if not rows or not kind.field:
        return []
    return rows[0]._meta.get_field(kind.field).choices or [(code, speciality(code)) for code in SPECIALITIES]


def _told(statement, key: str, rows: list) -> list[Lacking]:
    missing = presences_missing(statement, rows) if key == "presences" else {}
    return [_lacking(row, missing) for row in rows]


def _lacking(row, missing: dict[int, int]) -> Lacking:
    if isinstance(row, InvoiceLine):
        return Lacking(
            row.pk, f"{row.invoice.number}, {row.invoice.order.buyer}", f"{row.label} : {euros(row.amount)}", ""
        )
    if isinstance(row, Registration):
        return Lacking(row.pk, str(row.trainee), str(row.session), row.session.get_absolute_url())
    if isinstance(row, Session):
        lacks = missing.get(row.pk)
        note = f"{number(lacks)} {unit('présences', lacks)} à renseigner" if lacks else row.get_state_display()
        return Lacking(row.pk, str(row), note, row.get_absolute_url())
    return Lacking(row.pk, row.title, row.code, row.get_absolute_url())
