"""Whether a jury is lawful: each rule of its certification, kept or not, with the reason in French.

Sources: France compétences' doctrine for juries (collegial, independent and impartial, half of its members external to
the certifying body and to those who trained the candidates), then what each certification sets (colleges, quorum, delay
of the summons), which is read from its record and never written here.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from certification.domain.accreditations.standing import NotAccredited, require_standing
from certification.domain.juries.ties import ties_between
from certification.domain.officials.fitness import Duty, unfit_reasons
from certification.models import College, Jury, Mandate, Place, Seat
from members.domain.moves import Refused
from reporting.french import fr_date, number


class UnlawfulJury(Refused):
    """A rule of the jury is not kept; the message names those that are not."""

    def __init__(self, checks: "list[Check]"):
        broken = [check for check in checks if not check.ok]
        super().__init__("Ce jury n'est pas en règle. " + " ".join(f"{one.label} : {one.detail}" for one in broken))
        self.broken = broken


@dataclass(frozen=True)
class Check:
    """A rule: its name, whether it is kept, and what was found."""

    key: str
    label: str
    ok: bool
    detail: str


class Composition:
    """A jury as its rules read it: voting members who count, and candidates.

    Before the summons every member proposed counts; after them, those who have accepted, save for what is asked of
    everybody who might come (mandates, ties).
    """

    def __init__(self, jury: Jury):
        self.jury, self.certification = jury, jury.certification
        seats = list(jury.seats.select_related("official__employer", "official__region").order_by("pk"))
        self.expected = [one for one in seats if one.role in Seat.VOTING and one.answer != Seat.Answer.DECLINED]
        self.counted = (
            self.expected
            if jury.state == Jury.State.DRAFT
            else [one for one in self.expected if one.answer == Seat.Answer.ACCEPTED]
        )
        self.places: list[Place] = list(
            jury.places.select_related("enrolment__organisation", "enrolment__candidate", "enrolment__certification")
            .prefetch_related("recused")
            .order_by("order", "pk")
        )
        self.ties = ties_between([seat.official for seat in self.expected], self.places, day=jury.held_on)

    @property
    def organisations(self) -> set[int]:
        """The structures that present a candidate."""
        return {place.enrolment.organisation_id for place in self.places}

    def is_external(self, seat: Seat) -> bool:
        """Whether a member is neither of the certifying body, nor employed by a structure that presents a candidate."""
        return not seat.official.of_certifier and seat.official.employer_id not in self.organisations

    def judges(self, place: Place) -> list[Seat]:
        """The members who count and are not recused for this candidate."""
        recused = {seat.pk for seat in place.recused.all()}
        return [seat for seat in self.counted if seat.pk not in recused]


def checks_of(jury: Jury, today: date | None = None) -> list[Check]:
    """Every rule of a jury, kept or not."""
    seen = Composition(jury)
    today = today or timezone.localdate()
    return [
        _practical(seen),
        _candidates(seen),
        _quorum(seen),
        _colleges(seen),
        _president(seen),
        _mandates(seen),
        _external(seen),
        _ties(seen),
        _accreditations(seen),
        _summons(seen, today),
    ]


def require_lawful(jury: Jury) -> None:
    """Raises UnlawfulJury unless every rule is kept."""
    checks = checks_of(jury)
    if not all(check.ok for check in checks):
        raise UnlawfulJury(checks)


def _practical(seen: Composition) -> Check:
    lacking = [
        what for what, value in (("le lieu ou le lien", seen.jury.place), ("l'heure", seen.jury.starts_at)) if not value
    ]
    told = f"il manque {' et '.join(lacking)}." if lacking else "le lieu et l'heure sont donnés."
    return Check("practical", "Lieu et heure", not lacking, told)


def _candidates(seen: Composition) -> Check:
    count = len(seen.places)
    return Check(
        "candidates", "Candidats", count > 0, f"{number(count)} à entendre." if count else "aucun n'est choisi."
    )


def _quorum(seen: Composition) -> Check:
    """A jury is collegial: enough members, for each candidate once the recused ones are set apart."""
    least = seen.certification.min_members
    count = len(seen.counted)
    if count < least:
        return Check("quorum", "Quorum", False, f"{count} sur {least} membres {_word(seen)}.")
    short = [place.code for place in seen.places if len(seen.judges(place)) < least]
    if short:
        return Check("quorum", "Quorum", False, f"trop de membres récusés pour : {', '.join(short)}.")
    return Check("quorum", "Quorum", True, f"{count} membres {_word(seen)}, {least} au moins.")


def _colleges(seen: Composition) -> Check:
    """Both sides of the branch sit, for each candidate too."""
    least = seen.certification.min_per_college
    counts = {
        college: sum(seat.college == college for seat in seen.counted)
        for college in (College.EMPLOYER, College.EMPLOYEE)
    }
    told = ", ".join(f"{college.label} : {count}" for college, count in counts.items())
    ok = all(count >= least for count in counts.values())
    short = [
        place.code
        for place in seen.places
        if ok and any(sum(s.college == college for s in seen.judges(place)) < least for college in counts)
    ]
    if short:
        return Check("colleges", "Collèges", False, f"un collège manque, par récusation, pour : {', '.join(short)}.")
    return Check("colleges", "Collèges", ok, f"{told} ({least} au moins de chacun).")


def _president(seen: Composition) -> Check:
    president = next((seat for seat in seen.counted if seat.role == Seat.Role.PRESIDENT), None)
    told = f"{president.official}." if president else f"aucun membre {_word(seen).removesuffix('s')} ne préside."
    return Check("president", "Présidence", president is not None, told)


def _mandates(seen: Composition) -> Check:
    reasons = []
    for seat in seen.expected:
        duty = Duty(
            seen.jury.held_on, seen.jury.region, seen.certification, Mandate.Role.MANDATAIRE, College(seat.college)
        )
        reasons += unfit_reasons(seat.official, duty)
    told = " ".join(reasons) or f"chaque mandat couvre le {fr_date(seen.jury.held_on)}, la région et la certification."
    return Check("mandates", "Mandats et disponibilités", not reasons, told)


def _external(seen: Composition) -> Check:
    """The share of external members, counted on those who sit."""
    least, total = seen.certification.external_percent, len(seen.counted)
    external = sum(seen.is_external(seat) for seat in seen.counted)
    ok = total > 0 and external * 100 >= least * total
    return Check("external", "Membres extérieurs", ok, f"{external} sur {total} ; {least} % au moins.")


def _ties(seen: Composition) -> Check:
    """Separation of duties: no trainer, tutor, employer or relative of a candidate judges them."""
    recused = {(seat.official_id, place.pk) for place in seen.places for seat in place.recused.all()}
    names = {seat.official_id: seat.official for seat in seen.expected}
    codes = {place.pk: place.code for place in seen.places}
    told = [
        f"{names[official]} {why} ({codes[place]})."
        for (official, place), why in seen.ties.items()
        if (official, place) not in recused
    ]
    if told:
        return Check("ties", "Indépendance", False, " ".join(told) + " Récusez ou remplacez.")
    word = "les membres liés à un candidat sont récusés pour lui." if seen.ties else "aucun lien avec un candidat."
    return Check("ties", "Indépendance", True, word)


def _accreditations(seen: Composition) -> Check:
    reasons = []
    for organisation in {place.enrolment.organisation for place in seen.places}:
        try:
            require_standing(organisation, seen.certification, seen.jury.held_on)
        except NotAccredited as lack:
            reasons.append(str(lack))
    told = " ".join(sorted(reasons)) or "les structures des candidats ont leur agrément ce jour-là."
    return Check("accreditations", "Agréments", not reasons, told)


def _summons(seen: Composition, today: date) -> Check:
    """Members and candidates are told so many days before."""
    least = seen.certification.summons_days
    sent = timezone.localdate(seen.jury.convened_at) if seen.jury.convened_at else today
    days = (seen.jury.held_on - sent).days
    word = "jours avant" if seen.jury.convened_at else "jours avant, si elles partent aujourd'hui"
    return Check("summons", "Délai de convocation", days >= least, f"{days} {word} ; {least} au moins.")


def _word(seen: Composition) -> str:
    return "proposés" if seen.jury.state == Jury.State.DRAFT else "qui ont accepté"
