"""The processing report of the Caisse des Dépôts: what it accepted, what it refused and why.

Elements are matched whatever their capitals and namespace; DTDs are refused, so that no file can swell when it is read.
"""

from collections import Counter
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError  # noqa: S405 (defusedxml reads; these are names)

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.db import IntegrityError, transaction

from certification.domain.team import require_team
from certification.models import Deposit, DepositLine, DepositReport
from members.domain.moves import Refused
from members.models import User

from .schema import fingerprint

LARGEST = 20_000_000
State = DepositLine.State


class UnreadableReport(Refused):
    """The file is not a processing report."""


@dataclass
class Answers:
    """What a report says, by technical identifier; `repeated` are named more than once."""

    flow_id: str
    treatment_id: str = ""
    accepted: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    repeated: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Read:
    """What came of a report."""

    report: DepositReport
    accepted: int
    refused: int


def parse_report(content: bytes) -> Answers:
    """What a report says. Raises UnreadableReport."""
    if len(content) > LARGEST:
        raise UnreadableReport("Ce fichier est trop gros pour être un compte rendu.")
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableReport(
            "Ce fichier contient des définitions (DTD, entités), ce qu'un compte rendu n'a pas : il est refusé."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableReport("Ce fichier n'est pas du XML lisible : prenez le compte rendu tel que reçu.") from error
    if _tag(root) != "rapport":
        raise UnreadableReport("Ce fichier n'est pas un compte rendu de traitement (élément « rapport » attendu).")
    answers = Answers(flow_id=_text_of(root, "idflux"), treatment_id=_text_of(root, "idtraitement")[:100])
    if not answers.flow_id:
        raise UnreadableReport("Ce compte rendu ne dit pas de quel flux il est (idFlux).")
    named: Counter[str] = Counter()
    for block in root.iter():
        if _tag(block) == "passagesko":
            for passage in (one for one in block.iter() if _tag(one) == "passage"):
                identifier = _text_of(passage, "idtechnique")
                named[identifier] += 1
                errors = [_text(one) for one in passage.iter() if _tag(one) == "messageerreur"]
                answers.refused[identifier] = " ; ".join(filter(None, errors)) or "Sans motif."
        elif _tag(block) == "passagesok":
            for one in (one for one in block.iter() if _tag(one) == "idtechnique"):
                named[_text(one)] += 1
                answers.accepted.append(_text(one))
    answers.repeated = {identifier for identifier, times in named.items() if times > 1}
    return answers


@transaction.atomic
def read_report(deposit: Deposit, *, content: bytes, name: str, by: User | None) -> Read:
    """Note on the lines of a batch what its report says; what cannot be noted is kept as remarks.

    Raises Refused; then nothing is written.
    """
    require_team(by)
    answers = parse_report(content)
    deposit = Deposit.objects.select_for_update().defer("xml").get(pk=deposit.pk)
    if answers.flow_id.casefold() != deposit.flow_id.casefold():
        raise Refused(f"Ce compte rendu est celui d'un autre flux ({answers.flow_id[:60]}).")
    if deposit.sent_on is None:
        raise Refused("Notez d'abord le jour où ce dépôt a été remis.")
    remarks: list[str] = []
    counts = _note(deposit, answers, remarks)
    report = DepositReport(
        deposit=deposit, name=name[:200], content=content, sha256=fingerprint(content),
        treatment_id=answers.treatment_id, remarks=remarks, read_by=by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError as error:
        raise Refused("Ce compte rendu a déjà été lu.") from error
    return Read(report, accepted=counts[State.ACCEPTED], refused=counts[State.REFUSED])


def _note(deposit: Deposit, answers: Answers, remarks: list[str]) -> Counter:
    lines = {
        line.certificate.number: line
        for line in deposit.lines.select_for_update(of=("self",)).select_related("certificate")
    }
    accepted, changed = set(answers.accepted), []
    for identifier in sorted(accepted | set(answers.refused)):
        line = lines.get(identifier)
        answer = State.ACCEPTED if identifier in accepted else State.REFUSED
        if line is None:
            remarks.append(f"{identifier[:60] or 'ligne sans identifiant'} : inconnu dans ce dépôt.")
        elif identifier in accepted and identifier in answers.refused:
            remarks.append(f"{identifier} : à la fois accepté et refusé, rien n'est noté.")
        elif line.state not in (State.EXPORTED, answer):
            remarks.append(f"{identifier} : déjà noté « {line.get_state_display()} », la nouvelle réponse est écartée.")
        else:
            if identifier in answers.repeated:
                remarks.append(f"{identifier} : nommé plusieurs fois, noté une fois.")
            if line.state == State.EXPORTED:
                line.state, line.message = answer, answers.refused.get(identifier, "")
                changed.append(line)
    DepositLine.objects.bulk_update(changed, ["state", "message"], batch_size=500)
    return Counter(line.state for line in changed)


def _tag(element: Element) -> str:
    """The local name in small letters; a comment has none."""
    return element.tag.rsplit("}", 1)[-1].casefold() if isinstance(element.tag, str) else ""


def _text(element: Element) -> str:
    return " ".join((element.text or "").split())


def _text_of(element: Element, tag: str) -> str:
    return next((_text(one) for one in element.iter() if _tag(one) == tag), "")
