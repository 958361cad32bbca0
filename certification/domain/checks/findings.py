"""What a check finds, what the structure answers, and what is lifted."""

from datetime import date
from pathlib import PurePath

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from certification.domain.checks.steps import take
from certification.models import AccreditationCheck, Finding
from members.domain.moves import Refused
from members.models import User

MAX_BYTES = 20 * 1024 * 1024
PROOFS = ("pdf", "png", "jpg", "jpeg", "docx", "odt")


@transaction.atomic
def write_finding(
    check: AccreditationCheck, *, severity: str, text: str, action: str = "", due_on: date | None = None, by: User,
    finding: Finding | None = None,
) -> Finding:  # fmt: skip
    """Write a finding, or change one, until the report is sent; an action asked for has its day, which is to come."""
    check, _ = take(check, "write", by=by)
    finding = _found(check, finding) if finding else Finding(check_made=check)
    if due_on and due_on <= timezone.localdate():
        raise Refused("L'action est attendue à une date à venir.")
    finding.severity, finding.text, finding.action, finding.due_on = severity, text.strip(), action.strip(), due_on
    finding.full_clean(exclude=["check_made", "closed_by"])
    finding.save()
    return finding


@transaction.atomic
def remove_finding(finding: Finding, *, by: User) -> None:
    """Take back a finding, until the report is sent."""
    check, _ = take(finding.check_made, "write", by=by)
    _found(check, finding).delete()


@transaction.atomic
def answer_finding(finding: Finding, *, answer: str, proof: File | None, by: User) -> Finding:
    """The structure says what it did, with a proof if it has one; answered again, the new proof takes the other's place."""
    check, _ = take(finding.check_made, "answer", by=by)
    finding = _open(check, finding)
    if not answer.strip():
        raise Refused("Dites ce qui a été fait.")
    finding.answer, finding.answered_at, finding.missing = answer.strip(), timezone.now(), ""
    if proof is not None:
        suffix = PurePath(proof.name).suffix.lower().removeprefix(".")
        if suffix not in PROOFS:
            raise Refused(f"Ce format n'est pas accepté : {', '.join(PROOFS)}.")
        if proof.size > MAX_BYTES:
            raise Refused("Ce fichier dépasse 20 Mo.")
        finding.proof_name = PurePath(proof.name).name[-200:]
        finding.proof.save(f"preuve-{finding.pk}.{suffix}", proof, save=False)
    finding.full_clean(exclude=["check_made", "closed_by", "proof"])
    finding.save()
    return finding


@transaction.atomic
def lift_finding(finding: Finding, *, by: User) -> Finding:
    """What was asked is done: the finding is lifted today."""
    check, _ = take(finding.check_made, "lift", by=by)
    finding = _open(check, finding)
    if not finding.answered_at:
        raise Refused("La structure n'a pas encore répondu à cet écart.")
    finding.closed_on, finding.closed_by = timezone.localdate(), by
    finding.save()
    return finding


@transaction.atomic
def ask_again(finding: Finding, *, missing: str, by: User) -> Finding:
    """What was done does not do: say what is still to be done."""
    check, _ = take(finding.check_made, "lift", by=by)
    finding = _open(check, finding)
    if not finding.answered_at:
        raise Refused("La structure n'a pas encore répondu à cet écart.")
    if not missing.strip():
        raise Refused("Dites ce qui manque encore.")
    finding.missing, finding.answered_at = missing.strip(), None
    finding.save()
    return finding


def _found(check: AccreditationCheck, finding: Finding) -> Finding:
    """The finding as it stands; its check is held already."""
    found = Finding.objects.filter(pk=finding.pk, check_made=check).first()
    if found is None:
        raise Refused("Cet écart a été retiré entre-temps.")
    return found


def _open(check: AccreditationCheck, finding: Finding) -> Finding:
    found = _found(check, finding)
    if found.closed_on:
        raise Refused("Cet écart est déjà levé.")
    return found
