"""Where each certified person stands with the Caisse des Dépôts, and by when they must be told.

Nothing of it is stored: it comes from the certificate, its lines in batches, and the identity as it is today. Holders of
certifications of the national registers are told within three months (article L. 6113-8 of the labour code).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, TextChoices
from django.utils import timezone

from certification.domain.fiche import outside_fiche
from certification.models import Certificate, Certification, Deposit, DepositLine
from members.domain.calendar import months_after

from .identity import Holder, blockers, holder_of, warnings

DUE_MONTHS = 3
# How long after the issue it turns amber, then red.
AMBER, RED = timedelta(days=45), timedelta(days=75)
FICHE = {Certification.Kind.RNCP: re.compile(r"RNCP[0-9]{1,6}"), Certification.Kind.RS: re.compile(r"RS[0-9]{1,6}")}


class PassageState(TextChoices):
    """What the team reads of a person in the flow."""

    NOT_DUE = "not_due", "rien à déclarer"
    BLOCKED = "blocked", "à compléter"
    READY = "ready", "à déposer"
    EXPORTED = "exported", "en attente de réponse"
    ACCEPTED = "accepted", "accepté"
    REFUSED = "refused", "refusé, à corriger"
    CORRECTED = "corrected", "corrigé, à redéposer"
    CORRECTION_DUE = "correction_due", "correction à déposer"
    DELETION_DUE = "deletion_due", "suppression à déposer"
    DELETION_EXPORTED = "deletion_exported", "suppression en attente de réponse"
    DELETED = "deleted", "supprimé"


# What the next batch takes, what still waits for the team, and what is over.
SENDABLE = {PassageState.READY, PassageState.CORRECTED, PassageState.CORRECTION_DUE}
OPEN = SENDABLE | {PassageState.BLOCKED, PassageState.REFUSED, PassageState.DELETION_DUE}
SETTLED = {PassageState.NOT_DUE, PassageState.ACCEPTED, PassageState.DELETED}
TONES = {
    PassageState.BLOCKED: "alert", PassageState.REFUSED: "alert", PassageState.READY: "info",
    PassageState.CORRECTED: "info", PassageState.CORRECTION_DUE: "info", PassageState.EXPORTED: "wait",
    PassageState.DELETION_DUE: "wait", PassageState.DELETION_EXPORTED: "wait", PassageState.ACCEPTED: "ok",
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """A certificate in the flow: its state, what stops it, what may make it be refused, its last line."""

    certificate: Certificate
    state: PassageState
    blockers: list[str]
    warnings: list[str]
    holder: Holder
    line: DepositLine | None
    counts_from: date | None

    @property
    def due_on(self) -> date | None:
        """The last day to tell it; none for what is over, or where nobody knows since when."""
        return months_after(self.counts_from, DUE_MONTHS) if self.counts_from else None

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "off")

    def urgency(self, today: date) -> str:
        """« late », « red » or « amber » for what waits for the team, nothing for the rest."""
        if self.state not in OPEN or self.due_on is None:
            return ""
        if today > self.due_on:
            return "late"
        since = today - self.counts_from
        return "red" if since >= RED else "amber" if since >= AMBER else ""


def told_certificates() -> QuerySet:
    """Certificates whose holders are told: parchments of certifications of a national register."""
    lines = DepositLine.objects.select_related("deposit").defer("deposit__xml").order_by("pk")
    return (
        Certificate.objects.filter(
            kind=Certificate.Kind.PARCHMENT,
            place__jury__certification__kind__in=[Certification.Kind.RNCP, Certification.Kind.RS],
        )
        .select_related(
            "place__jury__certification", "place__enrolment__candidate", "place__enrolment__organisation"
        )
        .defer("content")
        .prefetch_related(Prefetch("deposit_lines", lines))
    )  # fmt: skip


def pressing_certificates(today: date) -> QuerySet:
    """Those of the flow that may be amber, red or late today: the others are not read."""
    lines = DepositLine.objects.filter(certificate=OuterRef("pk"), kind=Deposit.Kind.CREATION)
    known = lines.filter(state=DepositLine.State.ACCEPTED)
    live = lines.filter(state__in=[DepositLine.State.EXPORTED, DepositLine.State.ACCEPTED], corrected_at=None)
    since, states = today - AMBER, Certificate.State
    return told_certificates().filter(
        Q(~Exists(live), state=states.ISSUED, issued_on__lte=since)
        | Q(Exists(known), state=states.REVOKED, revoked_on__lte=since)
    )


def standing_of(certificate: Certificate) -> Standing:
    """Where a certificate stands."""
    holder = holder_of(certificate.place.enrolment.candidate)
    stops = _fiche_blockers(certificate) + blockers(holder)
    lines = list(certificate.deposit_lines.all())
    state = _state(certificate, lines, stops, holder)
    line = lines[-1] if lines else None
    return Standing(
        certificate=certificate,
        state=state,
        blockers=stops if state in OPEN else [],
        warnings=warnings(holder) if state in OPEN else [],
        holder=holder,
        line=line,
        counts_from=_counts_from(certificate, state, line),
    )


def is_corrected(line: DepositLine, holder: Holder) -> bool:
    """Whether a line is to be told again: staff said so, or the identity has changed since."""
    return line.corrected_at is not None or line.identity != holder.as_kept


def _state(certificate: Certificate, lines: list[DepositLine], stops: list[str], holder: Holder) -> PassageState:
    if certificate.kind != Certificate.Kind.PARCHMENT or not certificate.place.jury.certification.is_told_to_cdc:
        return PassageState.NOT_DUE
    told = [line for line in lines if line.kind == Deposit.Kind.CREATION]
    if certificate.state == Certificate.State.REVOKED:
        return _state_of_revoked(told, [line for line in lines if line.kind == Deposit.Kind.DELETION])
    if not told:
        return PassageState.BLOCKED if stops else PassageState.READY
    last = told[-1]
    if last.state == DepositLine.State.EXPORTED:
        return PassageState.EXPORTED
    accepted = last.state == DepositLine.State.ACCEPTED
    if not is_corrected(last, holder):
        return PassageState.ACCEPTED if accepted else PassageState.REFUSED
    if stops:
        return PassageState.BLOCKED
    return PassageState.CORRECTION_DUE if accepted else PassageState.CORRECTED


def _state_of_revoked(told: list[DepositLine], deleted: list[DepositLine]) -> PassageState:
    answers = {line.state for line in deleted}
    if DepositLine.State.ACCEPTED in answers:
        return PassageState.DELETED
    if DepositLine.State.EXPORTED in answers:
        return PassageState.DELETION_EXPORTED
    if told and told[-1].state == DepositLine.State.EXPORTED:
        return PassageState.EXPORTED
    known = any(line.state == DepositLine.State.ACCEPTED for line in told)
    return PassageState.DELETION_DUE if known else PassageState.NOT_DUE


def _fiche_blockers(certificate: Certificate) -> list[str]:
    certification, found = certificate.place.jury.certification, []
    number = FICHE.get(certification.kind)
    if number is None or not number.fullmatch(certification.fiche_number):
        found.append("le numéro de fiche ne va pas avec le répertoire")
    outside = outside_fiche(certification, certificate.place.enrolment, certificate.place.jury.held_on)
    return [*found, outside] if outside else found


def _counts_from(certificate: Certificate, state: PassageState, line: DepositLine | None) -> date | None:
    """The issue; the revocation for a deletion; for a correction the day when staff asked for it, if they did."""
    if state in SETTLED:
        return None
    if state == PassageState.DELETION_DUE:
        return certificate.revoked_on
    if state == PassageState.CORRECTION_DUE:
        return timezone.localdate(line.corrected_at) if line.corrected_at else None
    return certificate.issued_on
