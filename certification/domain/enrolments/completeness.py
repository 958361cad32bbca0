"""What a file lacks before its next step, told field by field."""

from dataclasses import dataclass

from certification.domain.accreditations.standing import NotAccredited, require_standing
from certification.models import BlockEvaluation, Candidate, Enrolment


@dataclass(frozen=True)
class Gap:
    """What lacks, and the part of the page where it is given: identity, path or blocks."""

    what: str
    part: str


# What the Caisse des Dépôts needs of a holder (schema 1.1.2), so that nothing lacks on the day of a certificate.
IDENTITY = [
    ("birth_name", "le nom de naissance"),
    ("first_name", "le premier prénom"),
    ("sex", "le sexe à l'état civil"),
    ("birth_year", "l'année de naissance"),
    ("identity_seen_on", "la date à laquelle la pièce d'identité a été vue"),
    ("informed_on", "la date de remise de la notice d'information"),
]


def identity_gaps(candidate: Candidate) -> list[Gap]:
    """What civil status lacks."""
    gaps = [Gap(what, "identity") for name, what in IDENTITY if not getattr(candidate, name)]
    if not candidate.birth_commune_code and not candidate.birth_country_code:
        gaps.append(Gap("la commune de naissance, ou le pays", "identity"))
    return gaps


def gaps_of(enrolment: Enrolment, step: str) -> list[Gap]:
    """What lacks for `step`: "register", "start" or "ready"; the other steps ask nothing more.

    A candidate is ready once somebody may be told apart from their jury (a trainer or a tutor is named, save for a VAE)
    and each block aimed at has been evaluated, unless it is already held.
    """
    if step not in {"register", "start", "ready"}:
        return []
    gaps = identity_gaps(enrolment.candidate)
    aimed = {block.pk: block for block in enrolment.blocks.all()}
    if not aimed:
        gaps.append(Gap("un bloc visé au moins", "path"))
    try:
        require_standing(enrolment.organisation, enrolment.certification, enrolment.registered_on)
    except NotAccredited as lack:
        gaps.append(Gap(f"un agrément ({lack})", "path"))
    if step == "ready":
        if enrolment.route != Enrolment.Route.VAE and not (enrolment.trainer_name or enrolment.tutor_name):
            gaps.append(Gap("le nom du formateur ou du tuteur, qui ne siégera pas au jury", "path"))
        seen = {one.block_id for one in enrolment.acquired.all()}
        seen |= {one.block_id for one in enrolment.evaluations.all() if one.kind != BlockEvaluation.Kind.JURY}
        gaps += [Gap(f"une évaluation de « {block} »", "blocks") for pk, block in aimed.items() if pk not in seen]
    return gaps


def told(gaps: list[Gap]) -> str:
    """The gaps in a sentence."""
    return "Il manque : " + " ; ".join(gap.what for gap in gaps) + "."
