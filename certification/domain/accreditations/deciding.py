"""The committee decides: an accreditation is granted, granted on conditions, or refused."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from certification.domain.accreditations.impartiality import require_impartial
from certification.domain.accreditations.register import note_change
from certification.domain.accreditations.steps import NotImpartial, State, taken
from certification.domain.accreditations.telling import tell_structure, this_time
from certification.models import Accreditation, RegisterChange
from members.domain.moves import Refused, reasoned
from members.domain.numbers import next_number
from members.models import User
from reporting.french import fr_date, period

SERIES = "AG"
OUTCOMES = (State.GRANTED, State.CONDITIONAL, State.REFUSED)


@dataclass(frozen=True)
class Decision:
    """What the committee of a day decided; `starts` and `ends`, both included, and the legal form where it grants."""

    outcome: str
    committee_on: date
    legal_form: str = ""
    starts: date | None = None
    ends: date | None = None
    conditions: str = ""
    reason: str = ""


def proposed_dates(accreditation: Accreditation, day: date) -> tuple[date, date]:
    """The first and last days proposed: from the end of the one that is renewed, for as long as the certification says."""
    renewed = accreditation.renews
    starts = max(day, renewed.validity.upper) if renewed and renewed.state in Accreditation.ACTIVE else day
    ends = starts + relativedelta(months=accreditation.certification.accreditation_months) - timedelta(days=1)
    last = accreditation.certification.registered_until
    return starts, min(ends, last) if last else ends


@transaction.atomic
def decide(accreditation: Accreditation, decision: Decision, *, by: User) -> Accreditation:
    """Write the decision of the committee, number it, and note what France compétences is to be told.

    Who examined the request does not decide it, nor does who is tied with the structure or checked it within twelve
    months. Raises NotImpartial, and Refused for dates that do not hold.
    """
    kept = taken(accreditation, "decide", by=by)
    if by.pk == kept.reviewer_id:
        raise NotImpartial("Qui a étudié une demande ne la décide pas : une autre personne de l'équipe s'en charge.")
    require_impartial(by, kept)
    _require_committee(kept, decision)
    kept.decided_by, kept.decided_on, kept.committee_on = by, decision.committee_on, decision.committee_on
    kept.state = decision.outcome
    if decision.outcome == State.REFUSED:
        kept.reason = reasoned(decision.reason, "Un refus")
    else:
        _grant(kept, decision)
    try:
        kept.validate_constraints()
    except ValidationError as refused:
        raise Refused(" ".join(refused.messages)) from None
    kept.save()
    if kept.state != State.REFUSED:
        kind = RegisterChange.Kind.CHANGED if _renews_standing(kept) else RegisterChange.Kind.GRANTED
        note_change(kept, kind, kept.decided_on)
    _tell(kept)
    return kept


def _require_committee(accreditation: Accreditation, decision: Decision) -> None:
    if decision.outcome not in OUTCOMES:
        raise Refused("Le comité accorde, accorde sous conditions, ou refuse.")
    if decision.committee_on > timezone.localdate():
        raise Refused("Le comité n'a pas encore eu lieu : la décision s'écrit à partir de ce jour.")
    if decision.committee_on < timezone.localdate(accreditation.requested_at):
        raise Refused("Le comité précède le dépôt de la demande.")


def _grant(accreditation: Accreditation, decision: Decision) -> None:
    if not decision.legal_form:
        raise Refused("Un agrément prend la forme d'une convention ou d'une décision : choisissez-la.")
    if decision.outcome == State.CONDITIONAL:
        accreditation.conditions = reasoned(decision.conditions, "Un accord sous conditions")
    if decision.starts is None or decision.ends is None or decision.ends < decision.starts:
        raise Refused("Donnez le premier et le dernier jours de l'agrément, dans cet ordre.")
    if decision.starts < decision.committee_on:
        raise Refused("Un agrément ne commence pas avant la décision du comité.")
    last = accreditation.certification.registered_until
    if last and decision.ends > last:
        raise Refused(
            f"L'enregistrement de la certification prend fin le {fr_date(last)} : l'agrément ne va pas au-delà."
        )
    accreditation.legal_form = decision.legal_form
    accreditation.validity = DateRange(decision.starts, decision.ends + timedelta(days=1))
    accreditation.number = next_number(SERIES, decision.committee_on.year)


def _renews_standing(accreditation: Accreditation) -> bool:
    return accreditation.renews is not None and accreditation.renews.state in Accreditation.GRANTED


def _tell(accreditation: Accreditation) -> None:
    if accreditation.state == State.REFUSED:
        tell_structure(
            accreditation, this_time("refused"), "Demande d'agrément refusée", f"Motif : {accreditation.reason}",
            attachments=("accreditation_decision",),
        )  # fmt: skip
        return
    text = f"Agrément n° {accreditation.number}, {period(accreditation.validity)}."
    if accreditation.state == State.CONDITIONAL:
        text += f"\nConditions : {accreditation.conditions}"
    papers = ["accreditation_decision"]
    if accreditation.legal_form == Accreditation.LegalForm.CONVENTION:
        papers.append("accreditation_agreement")
        text += "\nLa convention est jointe : elle est à signer et à renvoyer."
    tell_structure(
        accreditation, this_time("granted"), f"Agrément {accreditation.get_state_display()}", text,
        attachments=tuple(papers),
    )  # fmt: skip
