"""Who is registered: the person as typed, and how two that are written alike are known to be one."""

from collections.abc import Iterable
from dataclasses import dataclass

from members.imports.cells import plain
from members.models import Organisation
from training.models import Trainee, TraineeType


@dataclass(frozen=True)
class Person:
    """A trainee as typed; `known` is the trainee of the structure who was chosen."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    job: str = ""
    trainee_type: str = TraineeType.EMPLOYEE
    known: Trainee | None = None

    def __str__(self):
        return str(self.known) if self.known else f"{self.first_name} {self.last_name}"


def key_of(trainee: Trainee) -> tuple:
    """What tells trainees apart: names in one structure; with their address, where they have no structure here."""
    return _key(trainee.first_name, trainee.last_name, trainee.organisation_id, trainee.email)


def key_of_person(person: Person, organisation: Organisation | None) -> tuple:
    """The same, of a person as typed."""
    if person.known:
        return key_of(person.known)
    return _key(person.first_name, person.last_name, organisation.pk if organisation else None, person.email)


def trainees_of(organisation: Organisation | None) -> dict[tuple, Trainee]:
    """The trainees whom a structure has sent already, by what tells them apart."""
    if organisation is None:
        return {}
    return {key_of(one): one for one in Trainee.objects.filter(organisation=organisation).order_by("-pk")}


def as_trainee(person: Person, organisation: Organisation | None, known: dict[tuple, Trainee]) -> Trainee:
    """The trainee that this person is: the one who is known, with what was not known of them, or a new one."""
    found = person.known or known.get(key_of_person(person, organisation))
    if found is None:
        found = Trainee(organisation=organisation, first_name=person.first_name, last_name=person.last_name)
    typed = {name: getattr(person, name) for name in ("email", "phone", "job")}
    changed = {name: value for name, value in typed.items() if value and value != getattr(found, name)}
    if changed or found.pk is None:
        for name, value in changed.items():
            setattr(found, name, value)
        found.full_clean()
        found.save()
    return found


def repeated(people: Iterable[Person], organisation: Organisation | None) -> list[Person]:
    """The people who are written twice."""
    seen, twice = set(), []
    for person in people:
        key = key_of_person(person, organisation)
        if key in seen:
            twice.append(person)
        seen.add(key)
    return twice


def _key(first_name: str, last_name: str, organisation: int | None, email: str) -> tuple:
    return plain(first_name), plain(last_name), organisation, "" if organisation else email.lower()
