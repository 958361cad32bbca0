"""Batches for the Caisse des Dépôts: bytes frozen with their hash, checked against the schema, each certificate once."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from certification.domain.team import require_team
from certification.models import Certificate, Deposit, DepositAccount, DepositLine
from members.domain.moves import Refused
from members.domain.numbers import next_number
from members.models import User

from .building import build_flow, passage_of
from .passages import SENDABLE, PassageState, Standing, standing_of, told_certificates
from .schema import faults_of, fingerprint, schema_content

SERIES = "CDC"
MOST = 1000
TAKES = {Deposit.Kind.CREATION: SENDABLE, Deposit.Kind.DELETION: {PassageState.DELETION_DUE}}


class NotValid(Refused):
    """The file does not follow the schema: it is kept from everybody."""


@dataclass(frozen=True)
class Situation:
    """Everybody in the flow, and how many are in each state."""

    standings: list[Standing]

    def counts(self) -> dict[PassageState, int]:
        found = dict.fromkeys(PassageState, 0)
        for one in self.standings:
            found[one.state] += 1
        return found


def situation(certificates: QuerySet | None = None) -> Situation:
    """Where the certificates of the flow stand, those given or all; oldest first."""
    chosen = told_certificates() if certificates is None else certificates
    return Situation([standing_of(one) for one in chosen.order_by("issued_on", "number")])


def unanswered(deposits: QuerySet) -> QuerySet:
    """Those that were handed in and of which a line still waits for its answer."""
    waiting = DepositLine.objects.filter(deposit=OuterRef("pk"), state=DepositLine.State.EXPORTED)
    return deposits.filter(Exists(waiting), sent_on__isnull=False)


def account_or_refuse() -> DepositAccount:
    """The account, held until the transaction ends: batches are made one after another."""
    account = DepositAccount.objects.select_for_update().order_by("pk").first()
    if account is None:
        raise Refused(
            "Le compte de dépôt n'est pas renseigné : écrivez dans l'administration les identifiants donnés par la "
            "Caisse des Dépôts."
        )
    return account


@transaction.atomic
def make_deposit(
    *, by: User | None, kind: str = Deposit.Kind.CREATION, certificates: list[int] | None = None
) -> Deposit:
    """A batch of all that is ready, the oldest first and a thousand at most, or of these certificates alone.

    Raises Refused, NotValid when the file does not follow the schema; then nothing is written.
    """
    require_team(by)
    account = account_or_refuse()
    if kind == Deposit.Kind.DELETION and account.version != DepositAccount.Version.V115:
        raise Refused(
            "Le schéma 1.1.2 ne connaît pas les suppressions : demandez-les sur le portail des certificateurs, ou passez "
            "le compte au schéma 1.1.5."
        )
    chosen = _chosen(kind, certificates)
    at = timezone.now()
    flow_id = str(uuid4())
    xml = build_flow(
        [passage_of(one.certificate) for one in chosen], account=account, flow_id=flow_id, at=at, kind=kind
    )
    deposit = Deposit(
        number=next_number(SERIES, timezone.localdate().year), kind=kind, flow_id=flow_id, xml=xml,
        sha256=fingerprint(xml), made_by=by, schema_sha256=_checked(xml, schema_content(account)),
    )  # fmt: skip
    deposit.save(force_insert=True)
    # What this batch tells again is replaced by it.
    DepositLine.objects.filter(
        certificate__in=[one.certificate for one in chosen], kind=kind, corrected_at=None
    ).exclude(state=DepositLine.State.EXPORTED).update(corrected_at=at)
    lines = [
        DepositLine(deposit=deposit, certificate=one.certificate, kind=kind, identity=one.holder.as_kept)
        for one in chosen
    ]
    try:
        with transaction.atomic():
            DepositLine.objects.bulk_create(lines)
    except IntegrityError as error:
        raise Refused("Un de ces certificats vient d'être mis dans un autre dépôt : recommencez.") from error
    return deposit


def _chosen(kind: str, certificates: list[int] | None) -> list[Standing]:
    pool = told_certificates()
    if certificates is not None:
        asked = set(certificates)
        pool = pool.filter(pk__in=asked)
        strangers = Certificate.objects.filter(pk__in=asked).exclude(pk__in=pool.order_by().values("pk"))
        if strangers:
            raise Refused(
                "Ne se déclarent pas, car la certification est de la branche seule ou l'attestation est de blocs : "
                + ", ".join(one.number for one in strangers)
            )
    found = situation(pool.select_for_update(of=("self",))).standings
    chosen = [one for one in found if one.state in TAKES[kind]]
    if certificates is not None and len(chosen) < len(found):
        left = next(one for one in found if one.state not in TAKES[kind])
        why = ", ".join(left.blockers) or left.state.label
        raise Refused(f"Le certificat {left.certificate.number} ne peut être déposé : {why}.")
    if not chosen:
        raise Refused("Il n'y a rien à déposer.")
    if certificates is not None and len(chosen) > MOST:
        raise Refused(f"Un dépôt prend {MOST} certificats au plus.")
    return chosen[:MOST]


def _checked(xml: bytes, schema: bytes | None) -> str:
    """The hash of the schema that the file follows; nothing while there is no schema. Raises NotValid."""
    if schema is None:
        return ""
    faults = faults_of(xml, schema)
    if faults:
        raise NotValid("Le fichier ne suit pas le schéma de la Caisse des Dépôts. " + " ; ".join(faults))
    return fingerprint(schema)


@transaction.atomic
def check_deposit(deposit: Deposit, *, by: User | None) -> Deposit:
    """Check a batch made before the schema was there. Raises Refused, NotValid."""
    require_team(by)
    schema = schema_content(account_or_refuse())
    if schema is None:
        raise Refused("Aucun schéma n'est déposé : ajoutez dans l'administration le fichier .xsd du kit.")
    found = _held(deposit)
    found.schema_sha256 = _checked(bytes(found.xml), schema)
    found.save(update_fields=["schema_sha256"])
    return found


@transaction.atomic
def mark_sent(deposit: Deposit, *, on: date, by: User | None) -> Deposit:
    """The file was handed in on the portal of certifiers. Raises Refused."""
    require_team(by)
    found = _held(deposit)
    if not found.is_valid:
        raise Refused("Ce fichier n'est pas encore vérifié : il ne peut avoir été déposé.")
    if found.sent_on:
        raise Refused("Le jour du dépôt est déjà noté.")
    if not timezone.localtime(found.made_at).date() <= on <= timezone.localdate():
        raise Refused("Le jour du dépôt va de celui où le fichier a été fait à aujourd'hui.")
    found.sent_on = on
    found.save(update_fields=["sent_on"])
    return found


@transaction.atomic
def discard_deposit(deposit: Deposit, *, by: User | None) -> None:
    """Give up a batch that was not handed in: its certificates are ready again. Raises Refused."""
    require_team(by)
    found = _held(deposit)
    if found.sent_on:
        raise Refused("Ce dépôt a été remis : il ne s'abandonne plus.")
    found.delete()


@transaction.atomic
def tell_again(line: DepositLine, *, by: User | None) -> DepositLine:
    """Put an answered line in the next batch, though the identity has not changed here. Raises Refused."""
    require_team(by)
    answered = [DepositLine.State.REFUSED, DepositLine.State.ACCEPTED]
    later = DepositLine.objects.filter(certificate=line.certificate_id, pk__gt=line.pk)
    if later.exists() or line.certificate.state == Certificate.State.REVOKED:
        raise Refused("Cette ligne n'est plus la dernière de ce certificat, ou il est révoqué.")
    moved = DepositLine.objects.filter(pk=line.pk, state__in=answered, corrected_at=None).update(
        corrected_at=timezone.now()
    )
    if not moved:
        raise Refused("Cette ligne attend sa réponse, ou est déjà à redéposer.")
    line.refresh_from_db()
    return line


def _held(deposit: Deposit) -> Deposit:
    found = Deposit.objects.select_for_update().filter(pk=deposit.pk).first()
    if found is None:
        raise Refused("Ce dépôt a été abandonné entre-temps.")
    return found
