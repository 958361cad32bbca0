"""The XML of a flow, as the schema of the Caisse des Dépôts has it.

What is absent is `xsi:nil` where the schema wants the element, and left out where it does not: never an empty element.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.conf import settings
from lxml import etree

from certification.models import Certificate, Deposit, DepositAccount, Enrolment, Jury

from .identity import Holder, holder_of
from .schema import NAMESPACE

PARIS = ZoneInfo("Europe/Paris")
XSI = "http://www.w3.org/2001/XMLSchema-instance"
MODALITIES = {
    Jury.Modality.ON_SITE: "EN_PRESENTIEL",
    Jury.Modality.REMOTE: "A_DISTANCE",
    Jury.Modality.MIXED: "MIXTE",
}
ACCESS = {
    Enrolment.Route.TRAINING: "FORMATION_CONTINUE_HORS_CONTRAT_DE_PROFESSIONNALISATION",
    Enrolment.Route.VAE: "VAE",
    Enrolment.Route.ALTERNATION: "FORMATION_CONTINUE_CONTRAT_DE_PROFESSIONNALISATION",
}
INITIATIVES = {
    Enrolment.Initiative.EMPLOYER: "EMPLOYEUR",
    Enrolment.Initiative.CANDIDATE: "CERTIFIE",
    Enrolment.Initiative.TRAINING_BODY: "OF",
    # Its name of before: the schema does not know the new one.
    Enrolment.Initiative.EMPLOYMENT_SERVICE: "POLE_EMPLOI",
    Enrolment.Initiative.OTHER: "AUTRE",
}
ACTIONS = {Deposit.Kind.CREATION: "CREATION", Deposit.Kind.DELETION: "SUPPRESSION"}


@dataclass(frozen=True)
class Passage:
    """A certified person, as a flow tells them."""

    register: str
    fiche_number: str
    technical_id: str
    proof_url: str
    held_on: date
    modality: str
    postcode: str
    issued_on: date
    valid_until: date | None
    route: str
    initiative: str
    registered_on: date
    holder: Holder


def passage_of(certificate: Certificate) -> Passage:
    place = certificate.place
    jury, enrolment = place.jury, place.enrolment
    return Passage(
        register=jury.certification.kind, fiche_number=jury.certification.fiche_number,
        technical_id=certificate.number, proof_url=settings.SITE_URL + certificate.check_path(),
        held_on=jury.held_on, modality=jury.modality, postcode=jury.postcode, issued_on=certificate.issued_on,
        valid_until=certificate.valid_until, route=enrolment.route, initiative=enrolment.initiative,
        registered_on=enrolment.registered_on, holder=holder_of(enrolment.candidate),
    )  # fmt: skip


def build_flow(passages: Iterable[Passage], *, account: DepositAccount, flow_id: str, at: datetime, kind: str) -> bytes:
    """The file of a flow, its passages grouped by fiche; `at` is an aware moment, told in the time of Paris."""
    root = etree.Element(_name("flux"), nsmap={"cpf": NAMESPACE, "xsi": XSI})
    _add(root, "idFlux", flow_id)
    _add(root, "horodatage", at.astimezone(PARIS).replace(microsecond=0).isoformat())
    if account.version == DepositAccount.Version.V115:
        _add(root, "action", ACTIONS[kind])
    sender = _add(root, "emetteur")
    _add(sender, "idClient", account.client_id)
    certifier = _add(_add(sender, "certificateurs"), "certificateur")
    _add(certifier, "idClient", account.certifier_id or account.client_id)
    _add(certifier, "idContrat", account.contract_id)
    certifications = _add(certifier, "certifications")

    def fiche(passage):
        return passage.register, passage.fiche_number

    for (register, number), told in groupby(sorted(passages, key=fiche), key=fiche):
        certification = _add(certifications, "certification")
        _add(certification, "type", register)
        _add(certification, "code", number)
        _add(certification, "natureDeposant", "TIERS_CONFIANCE" if account.trusted_third_party else "CERTIFICATEUR")
        inside = _add(certification, "passageCertifications")
        for passage in told:
            _add_passage(inside, passage)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add_passage(parent, passage: Passage) -> None:
    element = _add(parent, "passageCertification")
    _add(element, "idTechnique", passage.technical_id)
    _add(element, "urlPreuve", passage.proof_url)
    _add(element, "obtentionCertification", "PAR_ADMISSION")
    _add(element, "donneeCertifiee", "true")
    _add(element, "dateDebutExamen", passage.held_on)
    _add(element, "dateFinExamen", passage.held_on)
    _add(element, "modalitePassageExamen", MODALITIES[passage.modality])
    _add_optional(element, "codePostalCentreExamen", passage.postcode)
    _add(element, "dateDebutValidite", passage.issued_on)
    _add_or_nil(element, "dateFinValidite", passage.valid_until)
    _add(element, "presenceNiveauLangueEuro", "false")
    _add(element, "presenceNiveauNumeriqueEuro", "false")
    _add_or_nil(element, "scoring", None)
    _add_or_nil(element, "mentionValidee", None)
    entry = _add(element, "modalitesInscription")
    _add(entry, "modaliteAcces", ACCESS[passage.route])
    if passage.route == Enrolment.Route.VAE:
        _add(entry, "voieAccessVAE", "VAE_CLASSIQUE")
    _add(entry, "initiativeInscription", INITIATIVES[passage.initiative])
    _add(entry, "dateInscription", passage.registered_on)
    _add_holder(_add(_add(element, "identificationTitulaire"), "titulaire"), passage.holder)


def _add_holder(element, holder: Holder) -> None:
    _add(element, "nomNaissance", holder.birth_name)
    _add_or_nil(element, "nomUsage", holder.used_name)
    _add(element, "prenom1", holder.first_name)
    _add_optional(element, "prenom2", holder.second_name)
    _add_optional(element, "prenom3", holder.third_name)
    _add(element, "anneeNaissance", holder.year)
    _add_or_nil(element, "moisNaissance", holder.month)
    _add_or_nil(element, "jourNaissance", holder.day)
    _add(element, "sexe", holder.sex)
    commune = _add(element, "codeCommuneNaissance")
    if holder.commune_code:
        _add(_add(commune, "codeInseeNaissance"), "codeInsee", holder.commune_code)
    else:
        _add_or_nil(_add(commune, "codePostalNaissance"), "codePostal", None)
    _add_optional(element, "libelleCommuneNaissance", holder.commune_name)
    _add_optional(element, "codePaysNaissance", holder.country_code)
    _add_optional(element, "libellePaysNaissance", holder.country_name)


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _add(parent, tag: str, value=None):
    element = etree.SubElement(parent, _name(tag))
    if value is not None:
        element.text = value.isoformat() if isinstance(value, date) else str(value)
    return element


def _add_optional(parent, tag: str, value) -> None:
    if value:
        _add(parent, tag, value)


def _add_or_nil(parent, tag: str, value) -> None:
    element = _add(parent, tag, value or None)
    if not value:
        element.set(f"{{{XSI}}}nil", "true")
