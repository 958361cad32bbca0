"""A candidate is entered by their structure, and their file corrected until they are summoned."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from certification.domain.accreditations.standing import require_standing
from certification.domain.enrolments.prior_blocks import carry_earlier
from certification.domain.enrolments.steps import CHANGE, OPEN_TO_CHANGES, held_by
from certification.domain.enrolments.twins import LikelyTwin, twins_of
from certification.models import Accreditation, Candidate, Certification, Enrolment, Referential, SkillBlock
from members.domain.moves import NotAllowed, Refused
from members.models import Organisation, User
from reporting.french import fr_date

IDENTITY = (
    "birth_name", "used_name", "first_name", "second_name", "third_name", "sex", "birth_year", "birth_month",
    "birth_day", "birth_commune_code", "birth_commune_name", "birth_country_code", "birth_country_name", "email",
    "phone", "identity_seen_on", "informed_on",
)  # fmt: skip
PATH = ("route", "initiative", "contract", "funding", "registered_on", "trainer_name", "tutor_name", "adaptation")
# Once the path has begun, the referential of the day of entry is kept: that day no longer changes.
DAY_MAY_CHANGE = (Enrolment.State.DRAFT, Enrolment.State.REGISTERED)


class ChangedMeanwhile(Refused):
    """Somebody has written since the page was read; `current` is what is kept."""

    def __init__(self, current: Enrolment):
        super().__init__(
            "Une autre personne vient d'enregistrer cette fiche. Votre saisie n'est pas encore enregistrée : ouvrez la "
            "fiche dans un autre onglet, comparez, puis enregistrez ce qui doit rester."
        )
        self.current = current


@dataclass(frozen=True)
class Written:
    """What was typed: civil status, the path, and the numbers of the blocks aimed at (None: all those due)."""

    identity: dict
    path: dict
    blocks: frozenset[str] | None = None


@dataclass(frozen=True)
class Terms:
    """Under what a person enters on a day: the accreditation of the structure and the version of the referential."""

    accreditation: Accreditation
    referential: Referential


def terms_on(organisation: Organisation, certification: Certification, day: date) -> Terms:
    """What holds on the day of entry. Raises Refused where nobody may enter on that day."""
    if day > timezone.localdate():
        raise Refused("L'entrée en parcours ne peut pas être dans le futur.")
    if not Certification.objects.open_on(day).filter(pk=certification.pk).exists():
        raise Refused(f"On n'entre pas en parcours pour {certification} le {fr_date(day)}.")
    accreditation = require_standing(organisation, certification, day)
    referential = certification.referential_on(day)
    if referential is None:
        raise Refused(f"{certification} n'a pas de référentiel en vigueur le {fr_date(day)}.")
    return Terms(accreditation, referential)


@transaction.atomic
def enter_candidate(
    written: Written,
    *,
    organisation: Organisation,
    certification: Certification,
    by: User,
    known: Candidate | None = None,
    sure: bool = False,
) -> Enrolment:
    """A candidate's file, as a draft; blocks that earlier juries granted come with it.

    `known` is a candidate that the structure has already (or, for the certification team, that any has): their civil
    status stays as it is. Raises LikelyTwin unless one is `sure`, NotAllowed, and Refused for the rest.
    """
    if not by.has_perm("certification.present_candidates", organisation):
        raise NotAllowed
    # Two people, or two clicks, who enter the same person at once: the second one is told.
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    terms = terms_on(organisation, certification, written.path["registered_on"])
    if known is None:
        twins = twins_of(written.identity, organisation)
        if twins and not sure:
            raise LikelyTwin(twins)
        candidate = Candidate(**{name: written.identity[name] for name in IDENTITY if name in written.identity})
        candidate.full_clean()
        candidate.save()
    else:
        candidate = _known(known, organisation, by)
    going_on = candidate.enrolments.filter(certification=certification).exclude(
        state__in=[Enrolment.State.WITHDRAWN, Enrolment.State.CERTIFIED]
    )
    if going_on.exists():
        raise Refused(
            "Cette personne est déjà inscrite à cette certification : ouvrez sa fiche, ou reprenez son parcours."
        )
    enrolment = Enrolment(
        candidate=candidate, certification=certification, referential=terms.referential, organisation=organisation,
        accreditation=terms.accreditation, entered_by=by,
        **{name: written.path[name] for name in PATH if name in written.path},
    )  # fmt: skip
    enrolment.full_clean()
    enrolment.save()
    enrolment.blocks.set(_blocks(terms.referential, written.blocks))
    carry_earlier(enrolment)
    return enrolment


@transaction.atomic
def change_enrolment(enrolment: Enrolment, written: Written, *, read_at: str, by: User) -> Enrolment:
    """Correct a file, as it was read at `read_at` (an ISO moment). Raises ChangedMeanwhile and Refused.

    After a summons the structure no longer corrects it; the certification team corrects the civil status alone.
    """
    if by.has_perm("certification.run_certification"):
        found = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    else:
        found = held_by(enrolment, CHANGE, by=by)
    if read_at != found.updated_at.isoformat():
        raise ChangedMeanwhile(found)
    candidate = found.candidate
    for name in IDENTITY:
        if name in written.identity:
            setattr(candidate, name, written.identity[name])
    candidate.full_clean()
    candidate.save()
    if found.state in OPEN_TO_CHANGES:
        _change_path(found, written)
    found.save()
    return found


def _change_path(enrolment: Enrolment, written: Written) -> None:
    day = written.path.get("registered_on", enrolment.registered_on)
    if day != enrolment.registered_on:
        if enrolment.state not in DAY_MAY_CHANGE:
            raise Refused("Le parcours a commencé : sa date d'entrée ne change plus.")
        terms = terms_on(enrolment.organisation, enrolment.certification, day)
        enrolment.accreditation, enrolment.referential = terms.accreditation, terms.referential
    for name in PATH:
        if name in written.path:
            setattr(enrolment, name, written.path[name])
    enrolment.full_clean()
    enrolment.blocks.set(_blocks(enrolment.referential, written.blocks))


def _blocks(referential: Referential, numbers: frozenset[str] | None) -> list[SkillBlock]:
    """The blocks of these numbers; when none is said, all that are mandatory, or all where none is."""
    blocks = list(referential.blocks.all())
    if numbers is None:
        return [block for block in blocks if block.mandatory] or blocks
    return [block for block in blocks if block.number in numbers]


def _known(candidate: Candidate, organisation: Organisation, by: User) -> Candidate:
    known = Candidate.objects.select_for_update(of=("self",))
    if not by.has_perm("certification.run_certification"):
        known = known.filter(pk__in=Enrolment.objects.filter(organisation=organisation).values("candidate"))
    found = known.filter(pk=candidate.pk).first()
    if found is None:
        raise NotAllowed
    return found
