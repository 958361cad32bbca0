"""What ties a member of a jury to a candidate: nobody judges whom they employ, train, tutor or know.

Law and doctrine ask of juries that they be independent and impartial; a tie is lawful only where the member is recused
for that candidate.
"""

import re
from collections.abc import Iterable
from datetime import date

from certification.domain.officials.fitness import conflicts_on
from certification.models import Enrolment, Official, Place
from members.imports.cells import plain

# (number of the official, number of the place): why they are tied.
Ties = dict[tuple[int, int], str]
_SEVERAL = re.compile(r"[,;/&]|\bet\b")


def same_person(name: str, written: str) -> bool:
    """Whether `written`, where several people may be named, names this person; order, accents and case set aside."""
    words = set(plain(name).split())
    return bool(words) and any(set(plain(one).split()) == words for one in _SEVERAL.split(written))


def ties_between(officials: Iterable[Official], places: Iterable[Place], *, day: date) -> Ties:
    """The ties of these officials with the candidates of these places on `day`, in one query."""
    officials, places = list(officials), list(places)
    declared: dict[tuple, str] = {}
    for one in conflicts_on(day).filter(official__in=officials):
        declared[one.official_id, "organisation", one.organisation_id] = one.tie
        declared[one.official_id, "candidate", one.candidate_id] = one.tie
    found = {}
    for official in officials:
        for place in places:
            why = _tie(official, place.enrolment, declared)
            if why:
                found[official.pk, place.pk] = why
    return found


def _tie(official: Official, enrolment: Enrolment, declared: dict[tuple, str]) -> str:
    if official.employer_id == enrolment.organisation_id:
        return "travaille dans la structure du candidat"
    if same_person(official.full_name, enrolment.trainer_name):
        return "porte le nom du formateur du candidat"
    if same_person(official.full_name, enrolment.tutor_name):
        return "porte le nom du tuteur du candidat"
    if tie := declared.get((official.pk, "organisation", enrolment.organisation_id)):
        return f"a déclaré un lien avec la structure du candidat : {tie}"
    if tie := declared.get((official.pk, "candidate", enrolment.candidate_id)):
        return f"a déclaré un lien avec le candidat : {tie}"
    return ""
