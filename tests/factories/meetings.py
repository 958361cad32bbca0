"""General meetings."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from members.models import College, GeneralMeeting, Membership, Proxy, Resolution, RollEntry
from tests.factories.organisations import OrganisationFactory


class CollegeFactory(DjangoModelFactory):
    """Members, one vote each."""

    class Meta:
        model = College
        django_get_or_create = ("name",)

    name = "Adhérents"
    kinds = factory.LazyFunction(lambda: [Membership.Kind.MEMBER])


class GeneralMeetingFactory(DjangoModelFactory):
    """A meeting of today whose roll is frozen; `state` makes it otherwise."""

    class Meta:
        model = GeneralMeeting

    title = "Assemblée générale"
    held_on = factory.LazyFunction(timezone.localdate)
    record_date = factory.SelfAttribute("held_on")
    state = GeneralMeeting.State.ROLL_FROZEN
    frozen_at = factory.LazyFunction(timezone.now)


class ResolutionFactory(DjangoModelFactory):
    class Meta:
        model = Resolution

    meeting = factory.SubFactory(GeneralMeetingFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "Rapport moral"
    majority = "simple"


class RollEntryFactory(DjangoModelFactory):
    class Meta:
        model = RollEntry

    class Params:
        there = factory.Trait(present=True, arrived_at=factory.LazyFunction(timezone.now))

    meeting = factory.SubFactory(GeneralMeetingFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    college = factory.SubFactory(CollegeFactory)
    college_name = factory.SelfAttribute("college.name")
    region = factory.LazyAttribute(lambda o: o.organisation.department.region)
    votes = 1
    name = factory.SelfAttribute("organisation.name")
    town = factory.SelfAttribute("organisation.city")
    siren = factory.SelfAttribute("organisation.siren")


class ProxyFactory(DjangoModelFactory):
    class Meta:
        model = Proxy

    giver = factory.SubFactory(RollEntryFactory)
    holder = factory.LazyAttribute(lambda o: RollEntryFactory(meeting=o.giver.meeting))
    given_on = factory.LazyFunction(timezone.now)
