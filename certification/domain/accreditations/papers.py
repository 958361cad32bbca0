"""Papers of an accreditation: the decision of the committee, and the agreement that both sign."""

from django.conf import settings

from certification.models import Accreditation
from members.domain.moves import Refused
from members.domain.outbox import NothingToSend, attachment_maker
from members.models import Issuer
from reporting.documents import render_pdf


def decision_pdf(accreditation: Accreditation) -> tuple[str, bytes]:
    """The name and the bytes of the decision. Raises Refused before there is one."""
    if accreditation.decided_on is None:
        raise Refused("Le comité n'a pas encore décidé.")
    name = accreditation.number or f"demande-{accreditation.pk}"
    return f"decision-{name}.pdf", _render("decision", accreditation)


def agreement_pdf(accreditation: Accreditation) -> tuple[str, bytes]:
    """The name and the bytes of the agreement, to be signed by both. Raises Refused where there is none."""
    if accreditation.legal_form != Accreditation.LegalForm.CONVENTION:
        raise Refused("Cet agrément n'a pas de convention.")
    return f"convention-{accreditation.number}.pdf", _render("agreement", accreditation)


def _render(template: str, accreditation: Accreditation) -> bytes:
    context = {
        "accreditation": accreditation,
        "organisation": accreditation.organisation,
        "certification": accreditation.certification,
        "issuer": Issuer.current(),
        "identity": settings.IDENTITY,
    }
    return render_pdf(f"certification/papers/{template}.html", context).content


def _attached(make, number: int) -> tuple[str, bytes]:
    found = Accreditation.objects.select_related("organisation", "certification").get(pk=number)
    try:
        return make(found)
    except Refused as refusal:
        raise NothingToSend(str(refusal)) from refusal


@attachment_maker("accreditation_decision")
def attached_decision(number: int) -> tuple[str, bytes]:
    """The decision about this accreditation, as a mail's attachment."""
    return _attached(decision_pdf, number)


@attachment_maker("accreditation_agreement")
def attached_agreement(number: int) -> tuple[str, bytes]:
    """The agreement of this accreditation, as a mail's attachment."""
    return _attached(agreement_pdf, number)
