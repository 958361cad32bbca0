"""Contracts with the bodies that train for the network (Qualiopi, indicator 27)."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from members.domain.moves import Refused, Step, held, moved, reasoned
from members.domain.uploads import is_what_it_says, suffix_of
from members.models import User
from training.domain.papers.issuing import issue
from training.domain.team import require_team
from training.models import FundingLine, Order, Session, Subcontract, Subcontractor, TrainingDocument

State = Subcontract.State
SEND = Step((State.DRAFT, State.SENT), State.SENT, "il ne s'envoie plus")
SIGN = Step((State.SENT,), State.SIGNED, "il se signe une fois envoyé")
CANCEL = Step((State.DRAFT, State.SENT), State.CANCELLED, "un contrat signé ne s'annule pas ici")


def warnings_of(subcontractor: Subcontractor, day: date) -> list[str]:
    """What its file lacks on that day."""
    told = []
    if not subcontractor.activity_number:
        told.append("son numéro de déclaration d'activité n'est pas connu")
    if subcontractor.qualiopi_until is None or subcontractor.qualiopi_until < day:
        told.append("il n'a pas de certificat Qualiopi en cours de validité")
    if subcontractor.charter_signed_on is None:
        told.append("il n'a pas signé la charte qualité")
    if subcontractor.vat_exempt_since is None or subcontractor.vat_exempt_since > day:
        told.append("il n'a pas l'attestation 3511-SD : ses factures portent la TVA")
    return told


def refusals_of(contract: Subcontract) -> list[str]:
    """Why it cannot be sent: training paid by the CPF is only subcontracted to a body certified Qualiopi (since 1 April 2024)."""
    refused = []
    for session in contract.sessions.select_related("version__course"):
        certified = contract.subcontractor.qualiopi_until and contract.subcontractor.qualiopi_until >= session.ends_on
        by_cpf = Order.objects.filter(session=session, funder__funding_line=FundingLine.CPF).exclude(
            state=Order.State.CANCELLED
        )
        if not certified and session.version.course.is_certifying and by_cpf.exists():
            refused.append(
                f"{session} est financée par le compte personnel de formation : {contract.subcontractor} n'est pas "
                "certifié Qualiopi jusqu'à son dernier jour."
            )
    return refused


@transaction.atomic
def prepare_contract(contract: Subcontract, sessions: list[Session], *, by: User) -> Subcontract:
    """Keep a draft with the sessions that it covers. Raises Refused."""
    require_team(by)
    if contract.pk:
        held(contract, Step((State.DRAFT,), State.DRAFT, "il ne se modifie plus"))
    if not sessions:
        raise Refused("Un contrat porte sur une session au moins.")
    numbers = [session.pk for session in sessions]
    taken = Session.objects.select_for_update(of=("self",)).filter(pk__in=numbers).exclude(subcontract=None)
    if taken.exclude(subcontract=contract.pk).exists():
        raise Refused("Une de ces sessions a déjà un contrat de sous-traitance.")
    contract.full_clean()
    contract.save()
    Session.objects.filter(subcontract=contract).exclude(pk__in=numbers).update(subcontract=None)
    Session.objects.filter(pk__in=numbers).update(subcontract=contract)
    return contract


@transaction.atomic
def send_contract(contract: Subcontract, *, by: User) -> TrainingDocument:
    """Number the contract and make its paper, to be sent to the body. Raises Refused."""
    require_team(by)
    found = held(contract, SEND)
    refused = refusals_of(found)
    if refused:
        raise Refused(" ".join(refused))
    document = issue(TrainingDocument.Kind.SUBCONTRACT, found, by=by)
    moved(found, SEND, number=document.number, sent_on=found.sent_on or timezone.localdate())
    return document


@transaction.atomic
def sign_contract(contract: Subcontract, *, on: date, copy: UploadedFile | None, by: User) -> Subcontract:
    """The body sent it back signed. Raises Refused."""
    require_team(by)
    found = held(contract, SIGN)
    if on > timezone.localdate():
        raise Refused("Ce jour de signature n'est pas encore venu.")
    if copy is None or suffix_of(copy) != "pdf" or not is_what_it_says(copy):
        raise Refused("Déposez l'exemplaire signé, en PDF.")
    return moved(found, SIGN, signed_on=on, signed_copy=copy)


@transaction.atomic
def cancel_contract(contract: Subcontract, *, reason: str, by: User) -> Subcontract:
    """Give up a contract that is not signed; its sessions may be entrusted to another. Raises Refused."""
    require_team(by)
    reason = reasoned(reason, "L'abandon d'un contrat")
    found = held(contract, CANCEL)
    found.sessions.update(subcontract=None)
    return moved(found, CANCEL, scope=f"{found.scope}\n\nAbandonné : {reason}".strip()[:3000])
