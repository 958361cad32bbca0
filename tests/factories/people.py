"""People: their accounts, roles and functions, what they ask and receive."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from members.models import ChangeRequest, Contact, Mail, Membership, RegionalAssociation, Role, RoleGrant, User
from tests.factories.organisations import MembershipFactory, OrganisationFactory


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    full_name = "Camille Exemple"


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    organisation = factory.SubFactory(OrganisationFactory)
    full_name = "Dominique Exemple"


class RegionalAssociationFactory(DjangoModelFactory):
    class Meta:
        model = RegionalAssociation
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Association régionale {n}")

    @factory.post_generation
    def regions(self, create, codes, **kwargs):
        self.regions.add(*codes or ())


def person(role: Role, *, organisation=None, region: str = "53") -> User | None:
    """A person who holds `role` today: in `organisation` for a member, in `region` for regional staff."""
    if role == Role.VISITOR:
        return None
    if role == Role.ADMIN:
        return UserFactory(is_superuser=True)
    if role in {Role.MEMBER, Role.SYMPATHISER}:
        organisation = organisation or OrganisationFactory()
        kind = Membership.Kind.MEMBER if role == Role.MEMBER else Membership.Kind.SYMPATHISER
        MembershipFactory(organisation=organisation, year=date.today().year, kind=kind)
        return ContactFactory(organisation=organisation, user=UserFactory()).user
    user = UserFactory()
    if role == Role.FORMER:
        return user
    association = None
    if role == Role.REGIONAL_STAFF:
        association = RegionalAssociationFactory()
        association.regions.add(region)
    RoleGrant.objects.create(user=user, role=role, association=association)
    return user


class ChangeRequestFactory(DjangoModelFactory):
    """A request that waits: another name."""

    class Meta:
        model = ChangeRequest

    organisation = factory.SubFactory(OrganisationFactory)
    old = factory.LazyAttribute(lambda o: {"name": o.organisation.name})
    new = factory.LazyAttribute(lambda o: {"name": f"{o.organisation.name} nouveau"})
    reason = "Changement de nom"


class MailFactory(DjangoModelFactory):
    """A mail that may be stopped, which waits to be sent."""

    class Meta:
        model = Mail

    kind = Mail.Kind.NEWS
    about = factory.Sequence(lambda n: f"essai:{n}")
    to = factory.Sequence(lambda n: f"lecteur{n}@example.org")
    subject = "Des nouvelles"
    body = "Bonjour"
