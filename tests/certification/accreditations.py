"""What tests of accreditations share: people, a complete request, and one in each state."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from certification.domain.accreditations.deciding import Decision
from certification.models import Accreditation
from members.models import Role, RoleGrant, User
from tests.factories import ContactFactory, UserFactory
from tests.factories.certification import AccreditationFactory, AccreditationPieceFactory, PieceKindFactory

State = Accreditation.State
WRITTEN = {
    "sites": "1 rue de l'Exemple, 29000 Quimper", "activities": "Maraîchage", "employees": 12, "team": "Une équipe",
    "disability_contact": "Alix Exemple", "organisation_text": "En production", "means": "Une salle", "tools": "Un livret",
}  # fmt: skip


def of_team() -> User:
    """A person of the certification team, with an address."""
    user = UserFactory()
    RoleGrant.objects.create(user=user, role=Role.NATIONAL_STAFF, team=RoleGrant.Team.CERTIFICATION)
    return user


def of_another_team() -> User:
    """A person of the national staff who reads certification and does nothing in it."""
    user = UserFactory()
    RoleGrant.objects.create(user=user, role=Role.NATIONAL_STAFF, team=RoleGrant.Team.TRAINING)
    return user


def manager_of(accreditation: Accreditation) -> User:
    user = UserFactory()
    ContactFactory(organisation=accreditation.organisation, user=user, email=user.email, manages=True)
    return user


def pdf(name: str = "piece.pdf") -> ContentFile:
    return ContentFile(b"%PDF-1.7 x", name=name)


def complete(state: str, **kwargs) -> Accreditation:
    """An accreditation in that state, whose file holds all that is asked for; its required piece is accepted."""
    made = AccreditationFactory(state=state, **(WRITTEN | kwargs))
    kind = PieceKindFactory(certification=made.certification)
    AccreditationPieceFactory(accreditation=made, kind=kind, state="accepted")
    return made


def granting(**changes) -> Decision:
    """The committee of today grants, from today on."""
    today = timezone.localdate()
    values = {
        "outcome": State.GRANTED, "committee_on": today, "legal_form": "convention", "starts": today,
        "ends": today + timedelta(days=300),
    }  # fmt: skip
    return Decision(**(values | changes))
