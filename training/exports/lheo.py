"""The catalogue in LHÉO 2.3, the language in which public services read the offer of training (décret 2015-742).

Source: the documentation of the language, an element a page, version 2.2, and the changes that 2.3 lists. Elements stand
in the order that it fixes; texts are cut to the lengths that it allows.
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from math import ceil
from textwrap import shorten, wrap

from django.conf import settings
from lxml.etree import Element, SubElement, tostring

from members.domain.moves import Refused
from training.domain.catalogue.offer import places_of
from training.models import CourseVersion, Session, TrainingBody

NAMESPACE = "http://lheo.gouv.fr/2.3"
# Versions of the Formacode: that of the courses' codes, and that of the code « tout public » in the documentation.
FORMACODE = "V14"
ANY_PUBLIC, ANY_PUBLIC_REF = "80056", "V10"
UNKNOWN_START, UNKNOWN_END = "00000000", "99999999"
ONE_GROUP, NO_LEVEL, FIXED_DATES, OPEN, CLOSED = "1", "1", "0", "1", "2"
CERTIFICATION, SKILLS = "6", "2"
MODES = {
    CourseVersion.Modality.ON_SITE: "0",
    CourseVersion.Modality.MIXED: "1",
    CourseVersion.Modality.REMOTE: "2",
    CourseVersion.Modality.WORKPLACE: "0",
}
LONG, URL_LENGTH, LINE, MOST_LINES = 3000, 400, 50, 4
_TOWN = re.compile(r"^(\d{5})\s+(.+)$")
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


class BodyIncomplete(Refused):
    """The training body lacks what every LHÉO file names."""


def lheo_file(versions: Iterable[CourseVersion], sessions: dict[int, list[Session]], body: TrainingBody) -> bytes:
    """The offer: a `formation` a course, an `action` a coming session, which `sessions` gives by course.

    A course without a session has one action whose dates are unknown. Raises BodyIncomplete.
    """
    address = _postal(body.address)
    if not (body.activity_number and body.siret and address):
        raise BodyIncomplete(
            "L'organisme de formation n'a pas son numéro de déclaration, son SIRET ou son adresse (avec code postal et "
            "commune) : sans eux, le fichier LHÉO n'est pas valable."
        )
    root = Element(f"{{{NAMESPACE}}}lheo", nsmap={None: NAMESPACE})
    offers = _in(root, "offres")
    for version in versions:
        _course(offers, version, sessions.get(version.course_id, []), body, address)
    return tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _in(parent, name: str, text: str | None = None, **attributes):
    """An element at the end of `parent`."""
    element = SubElement(parent, f"{{{NAMESPACE}}}{name}", **attributes)
    if text is not None:
        element.text = _FORBIDDEN.sub(" ", text)
    return element


def _first(*texts: str) -> str:
    """The first text that says something, once what XML does not hold is set aside."""
    return next((text for text in texts if _FORBIDDEN.sub(" ", text).strip()), "")


def _told(parent, name: str, text: str, longest: int) -> None:
    """A text cut at a word to what the language allows."""
    flat = " ".join(_FORBIDDEN.sub(" ", text).split())
    cut = flat if len(flat) <= longest else shorten(flat, longest, placeholder=" …")
    _in(parent, name, cut[:longest])


def _course(offers, version: CourseVersion, sessions: list[Session], body: TrainingBody, address) -> None:
    course = version.course
    found = _in(offers, "formation", numero=course.code, datemaj=f"{version.published_at:%Y%m%d}")
    domain = _in(found, "domaine-formation")
    for code in course.formacodes[:5]:
        _in(domain, "code-FORMACODE", code, ref=FORMACODE)
    if course.nsf_code:
        _in(domain, "code-NSF", course.nsf_code)
    for code in course.rome_codes[:5]:
        _in(domain, "code-ROME", code)
    _told(found, "intitule-formation", version.title, 255)
    _told(found, "objectif-formation", _first(" ; ".join(version.objectives), course.summary, version.title), LONG)
    _told(found, "resultats-attendus", _first(version.follow_up, "Attestation de fin de formation."), LONG)
    _told(found, "contenu-formation", _first(version.content, version.title), LONG)
    _in(found, "certifiante", str(int(course.is_certifying)))
    _contact(_in(found, "contact-formation"), body, address, version.contact)
    _in(found, "parcours-de-formation", ONE_GROUP)
    _in(found, "code-niveau-entree", NO_LEVEL)
    _in(found, "objectif-general-formation", CERTIFICATION if course.is_certifying else SKILLS)
    if course.is_certifying:
        kind = "RNCP" if course.fiche_number.startswith("RNCP") else "RS"
        _in(_in(found, "certification"), f"code-{kind}", course.fiche_number.removeprefix(kind))
    _url(found, "url-formation", course.get_absolute_url())
    for session in sessions or [None]:
        _action(found, version, session, body, address)
    _body(_in(found, "organisme-formation-responsable"), body, address)


def _action(found, version: CourseVersion, session: Session | None, body: TrainingBody, address) -> None:
    action = _in(found, "action")
    sold = session.version if session else version
    _told(action, "rythme-formation", _pace(sold), LONG)
    _in(action, "code-public-vise", ANY_PUBLIC, ref=ANY_PUBLIC_REF)
    if _first(sold.audience):
        _told(action, "info-public-vise", sold.audience, 250)
    _in(action, "niveau-entree-obligatoire", "0")
    _in(action, "modalites-alternance", "Sans alternance.")
    _in(action, "modalites-enseignement", MODES[session.modality if session else sold.modality])
    _told(action, "conditions-specifiques", _first(sold.prerequisites, "aucune"), LONG)
    # Funders pay for what a certified body trains (L. 6316-1).
    _in(action, "prise-en-charge-frais-possible", str(int(bool(body.qualiopi_number))))
    place = _place(session) if session else None
    if place:
        details = _in(_in(action, "lieu-de-formation"), "coordonnees")
        if _first(session.place_name):
            _told(details, "nom", session.place_name, LINE)
        _address(details, place)
    _in(action, "modalites-entrees-sorties", FIXED_DATES)
    _url(action, "url-action", (session or version.course).get_absolute_url())
    _session(_in(action, "session"), session, place or address)
    if _first(sold.accessibility):
        _told(action, "acces-handicapes", sold.accessibility, 250)
    _in(action, "langue-formation", "fr")
    if _first(sold.methods):
        _told(action, "modalites-pedagogiques", sold.methods, 200)
    _in(action, "prix-total-TTC", str(_with_tax(session or sold, body)))
    _in(action, "nombre-heures-total", str(ceil(sold.hours)))


def _session(found, session: Session | None, address) -> None:
    dates = _in(found, "periode")
    _in(dates, "debut", f"{session.starts_on:%Y%m%d}" if session else UNKNOWN_START)
    _in(dates, "fin", f"{session.ends_on:%Y%m%d}" if session else UNKNOWN_END)
    _address(_in(found, "adresse-inscription"), address)
    if session:
        found.set("numero", session.number)
        _in(found, "modalites-inscription", "En ligne, depuis la page de la session.")
        _in(found, "etat-recrutement", OPEN if places_of(session).open else CLOSED)


def _body(found, body: TrainingBody, address) -> None:
    _in(found, "numero-activite", body.activity_number)
    _in(_in(found, "SIRET-organisme-formation"), "SIRET", body.siret)
    _told(found, "nom-organisme", body.name, 250)
    _told(found, "raison-sociale", body.name, 250)
    _contact(_in(found, "coordonnees-organisme"), body, address)
    _contact(_in(found, "contact-organisme"), body, address)


def _contact(found, body: TrainingBody, address, person: str = "") -> None:
    details = _in(found, "coordonnees")
    _told(details, "nom", body.name, LINE)
    for line in _lines(person)[:3]:
        _in(details, "ligne", line)
    _address(details, address)
    if body.phone:
        _in(_in(details, "telfixe"), "numtel", body.phone)
    if body.email:
        _in(details, "courriel", body.email)


def _address(parent, address: tuple[list[str], str, str]) -> None:
    lines, postcode, town = address
    found = _in(parent, "adresse")
    for line in lines:
        _in(found, "ligne", line)
    _in(found, "codepostal", postcode)
    _in(found, "ville", town[:LINE])


def _postal(text: str) -> tuple[list[str], str, str] | None:
    """An address written on lines, the last one with the postcode and the town."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    last = _TOWN.match(lines[-1]) if lines else None
    if last is None:
        return None
    return _lines(" ".join(lines[:-1]) or last[2]), last[1], last[2]


def _place(session: Session) -> tuple[list[str], str, str] | None:
    if session.modality == CourseVersion.Modality.REMOTE or not (session.postcode and session.city):
        return None
    return _lines(_first(session.address, session.place_name, session.city)), session.postcode, session.city


def _lines(text: str) -> list[str]:
    return wrap(_FORBIDDEN.sub(" ", text), LINE)[:MOST_LINES]


def _url(parent, name: str, path: str) -> None:
    _in(_in(parent, name), "urlweb", f"{settings.SITE_URL}{path}"[:URL_LENGTH])


def _pace(version: CourseVersion) -> str:
    days = f"{version.days.normalize():f} jour(s), ".replace(".", ",") if version.days else ""
    return f"{days}{version.hours.normalize():f} heures".replace(".", ",")


def _with_tax(priced: CourseVersion | Session, body: TrainingBody) -> Decimal:
    """The price for whoever is no member, with the VAT that a body without an exemption adds."""
    rate = Decimal(0) if body.vat_exempt_since else Decimal(body.vat_rate)
    return (priced.price_public * (1 + rate / 100)).quantize(Decimal("0.01"), ROUND_HALF_UP)
