"""What a certificate says, frozen on the day of issue."""

from datetime import date

from certification.models import BlockEvaluation, Candidate, Certificate, Place
from members.models import Issuer
from reporting.french import MONTHS, fr_date


def content_of(
    place: Place, *, kind: str, number: str, issued_on: date, valid_until: date | None, blocks: list
) -> dict:
    """What the PDF prints: dates as AAAA-MM-JJ, so that it is kept as JSON."""
    certification, candidate = place.jury.certification, place.enrolment.candidate
    issuer = Issuer.current()
    return {
        "kind": kind,
        "number": number,
        "issuer": {"name": issuer.name, "address": issuer.address, "siren": issuer.siren,
                   "signatory": issuer.signatory, "signatory_function": issuer.signatory_function},
        "certification": {
            "code": certification.code, "title": certification.title, "register": certification.kind,
            "fiche_number": certification.fiche_number, "eu_level": certification.eu_level,
            "decided_on": _iso(certification.decided_on), "registered_from": _iso(certification.registered_from),
            "registered_until": _iso(certification.registered_until),
            "referential": place.enrolment.referential.version,
        },
        "holder": {
            "first_names": " ".join(filter(None, [candidate.first_name, candidate.second_name, candidate.third_name])),
            "birth_name": candidate.birth_name, "used_name": candidate.used_name, "sex": candidate.sex,
            "born": birth_words(candidate), "birthplace": birthplace(candidate),
        },
        "decided_on": _iso(place.jury.held_on),
        "issued_on": _iso(issued_on),
        "valid_until": _iso(valid_until),
        "blocks": [{"number": block.number, "title": block.title} for block in blocks],
    }  # fmt: skip


def acquired_blocks(place: Place) -> list:
    """The blocks that the jury granted and those that the candidate held already, in the order of the referential."""
    granted = BlockEvaluation.objects.filter(place=place, kind=BlockEvaluation.Kind.JURY, acquired=True)
    found = {row.block_id: row.block for row in granted.select_related("block")}
    found |= {row.block_id: row.block for row in place.enrolment.acquired.select_related("block")}
    return sorted(found.values(), key=lambda block: (block.order, block.number))


def birth_words(candidate: Candidate) -> str:
    """The day of birth as far as civil status knows it: « le 17 mai 1990 », « en mai 1990 », « en 1990 »."""
    year, month, day = candidate.birth_year, candidate.birth_month, candidate.birth_day
    if not year:
        return ""
    if not month:
        return f"en {year}"
    try:
        return f"le {fr_date(date(year, month, day))}" if day else f"en {MONTHS[month - 1]} {year}"
    except ValueError:
        return f"en {MONTHS[month - 1]} {year}"


def birthplace(candidate: Candidate) -> str:
    """The commune with its department, or the town with its country."""
    where = candidate.birth_country_name if candidate.born_abroad else _department(candidate.birth_commune_code)
    name = candidate.birth_commune_name
    return f"{name} ({where})" if name and where else name or candidate.birth_country_name


def _department(code: str) -> str:
    """The code of the department of a commune: two characters, three overseas."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def printed_kind(certificate: Certificate) -> str:
    """What kind of paper the holder gets, in full words."""
    if certificate.kind == Certificate.Kind.BLOCKS:
        return "Attestation de blocs de compétences"
    if certificate.content["certification"]["register"] == "RS":
        return "Certification"
    return "Certificat de qualification professionnelle"
