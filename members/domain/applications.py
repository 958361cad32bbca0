"""Applications: sent and confirmed by anybody, given an opinion by the region, decided by national staff."""

from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from members.domain.campaigns.opening import Size, new_call
from members.domain.fees import quarter_of, read_scale
from members.domain.outbox import Letter, post
from members.domain.people.colleagues import invite_colleague
from members.domain.people.refusals import AlreadyThere, Refused
from members.models import (
    Contact,
    FeeCall,
    Mail,
    Membership,
    MembershipApplication,
    MembershipCampaign,
    Organisation,
    RegionalAssociation,
    User,
)
from members.models.membership import calendar_year
from members.validators import siret_key_is_right

State = MembershipApplication.State
# What was never confirmed is soon forgotten; a refusal is kept a year, for who asks why.
UNCONFIRMED_DAYS, REFUSED_DAYS = 7, 365


class ApplicationRefused(Exception):
    """What cannot be done with an application; the message is a French sentence."""


@transaction.atomic
def submit(application: MembershipApplication) -> MembershipApplication:
    """Keep an application and ask its address to confirm it: nobody sees it before."""
    application.save()
    _write(application, "confirm", "Confirmez votre demande d'adhésion",
           link=settings.SITE_URL + reverse("members:application_confirm", args=[application.token]))  # fmt: skip
    return application


@transaction.atomic
def confirm(token: str) -> MembershipApplication | None:
    """The address is right: those who examine are told. The same link twice confirms once; None for an unknown one."""
    application = MembershipApplication.objects.select_for_update(of=("self",)).filter(token=token).first()
    if application is None or application.state != State.UNCONFIRMED:
        return application
    application.state = State.RECEIVED
    try:
        with transaction.atomic():
            application.save(update_fields=["state"])
    except IntegrityError:
        raise ApplicationRefused("Une demande de cette structure est déjà en cours d'examen.") from None
    _tell_region(application)
    return application


@transaction.atomic
def give_opinion(application: MembershipApplication, *, opinion: str, note: str, by: User) -> MembershipApplication:
    """The opinion of the regional association, which may change until the decision."""
    application = _waiting(application)
    if opinion not in MembershipApplication.Opinion.values:
        raise ApplicationRefused("Choisissez un avis : favorable, réservé ou défavorable.")
    if opinion != MembershipApplication.Opinion.FAVOURABLE and not note.strip():
        raise ApplicationRefused("Un avis réservé ou défavorable a un motif.")
    application.opinion, application.opinion_note = opinion, note.strip()
    application.opinion_by, application.opinion_at = by, timezone.now()
    application.save(update_fields=["opinion", "opinion_note", "opinion_by", "opinion_at"])
    return application


@transaction.atomic
def accept(application: MembershipApplication, *, year: int, by: User) -> FeeCall:
    """Accept: the organisation, its contact with an account that manages it, its membership to pay and its call.

    An organisation known by its SIREN is the same one; it may not have a membership in that year already.
    """
    application = _waiting(application)
    today = timezone.localdate()
    if year not in {today.year, today.year + 1}:
        raise ApplicationRefused("L'adhésion commence cette année ou l'année prochaine.")
    campaign = MembershipCampaign.objects.filter(year=year).exclude(state=MembershipCampaign.State.PREPARED).first()
    if campaign is None:
        raise ApplicationRefused(f"La campagne {year} n'est pas ouverte : préparez-la d'abord.")
    organisation = _organisation(application)
    membership = _membership(application, organisation, campaign, today)
    size = application.insertion_fte
    if campaign.scale.basis == "total_fte" and size is not None and application.permanent_fte is not None:
        size += application.permanent_fte
    call = new_call(
        campaign, membership, read_scale(campaign.scale), None if size is None else Size(size, year - 1),
        newcomer=True, quarter=quarter_of(membership.validity.lower),
    )  # fmt: skip
    call.save()
    _decide(application, State.ACCEPTED, "", by, organisation)
    _write(application, "accepted", "Votre demande d'adhésion est acceptée", call=call,
           link=settings.SITE_URL + reverse("members:renewal", args=[call.pk]))  # fmt: skip
    try:
        invite_colleague(
            organisation, by=by, full_name=application.contact_name, email=application.email,
            function=application.contact_function, manages=True,
        )  # fmt: skip
    except AlreadyThere:
        # An organisation that comes back with somebody whom the portal knows.
        Contact.objects.filter(organisation=organisation, email__iexact=application.email).update(manages=True)
    except Refused as refusal:
        raise ApplicationRefused(str(refusal)) from refusal
    return call


@transaction.atomic
def refuse(application: MembershipApplication, *, reason: str, by: User) -> MembershipApplication:
    """Refuse, with the reason that the applicant is told."""
    application = _waiting(application)
    if not reason.strip():
        raise ApplicationRefused("Un refus a un motif, que la structure reçoit.")
    _decide(application, State.REFUSED, reason.strip(), by, None)
    _write(application, "refused", "Votre demande d'adhésion")
    return application


def forget_old() -> int:
    """Delete what was never confirmed and what was refused long ago; how many applications."""
    now = timezone.now()
    unconfirmed = MembershipApplication.objects.filter(
        state=State.UNCONFIRMED, created_at__lt=now - timedelta(days=UNCONFIRMED_DAYS)
    )
    refused = MembershipApplication.objects.filter(
        state=State.REFUSED, decided_at__lt=now - timedelta(days=REFUSED_DAYS)
    )
    return sum(rows.delete()[0] for rows in (unconfirmed, refused))


def _waiting(application: MembershipApplication) -> MembershipApplication:
    application = (
        MembershipApplication.objects.select_for_update(of=("self",))
        .select_related("department__region")
        .get(pk=application.pk)
    )
    if application.state != State.RECEIVED:
        raise ApplicationRefused(f"Cette demande est déjà {application.get_state_display()}.")
    return application


def _organisation(application: MembershipApplication) -> Organisation:
    siren = application.siret[:9]
    found = Organisation.objects.select_for_update(of=("self",)).filter(siren=siren).first()
    if found:
        if found.closed_on:
            raise ApplicationRefused("Une structure de ce SIREN est fermée dans le portail : vérifiez avec elle.")
        return found
    return Organisation.objects.create(
        name=application.name,
        siren=siren,
        siret=application.siret,
        siret_confirmed=not siret_key_is_right(application.siret),
        legal_form=application.legal_form,
        address=application.address,
        postcode=application.postcode,
        city=application.city,
        department=application.department,
        website=application.website,
        email=application.email,
        phone=application.phone,
        activities=[word.strip()[:60] for word in application.activities.split(",") if word.strip()],
    )


def _membership(application, organisation: Organisation, campaign: MembershipCampaign, today: date) -> Membership:
    if Membership.objects.filter(organisation=organisation, year=campaign.year).exists():
        raise ApplicationRefused(f"Cette structure a déjà une adhésion {campaign.year}.")
    whole = calendar_year(campaign.year)
    return Membership.objects.create(
        organisation=organisation,
        year=campaign.year,
        kind=application.kind,
        region=organisation.department.region,
        validity=DateRange(max(whole.lower, today), whole.upper),
        state=Membership.State.CALLED,
    )


def _decide(application, state: str, reason: str, by: User, organisation: Organisation | None) -> None:
    application.state, application.reason, application.organisation = state, reason, organisation
    application.decided_by, application.decided_at = by, timezone.now()
    application.save(update_fields=["state", "reason", "organisation", "decided_by", "decided_at"])


def _tell_region(application: MembershipApplication) -> None:
    """Those who examine have a mail at the address of their association."""
    association = RegionalAssociation.objects.filter(regions=application.department.region).exclude(email="").first()
    if association:
        _write(application, "region", f"Demande d'adhésion : {application}", to=association.email,
               link=settings.SITE_URL + application.get_absolute_url())  # fmt: skip


def _write(application: MembershipApplication, template: str, subject: str, *, to: str = "", **context) -> None:
    context |= {"application": application, "identity": settings.IDENTITY}
    post([
        Letter(
            kind=Mail.Kind.APPLICATION,
            about=f"application-{template}:{application.pk}",
            to=to or application.email,
            subject=subject,
            body=render_to_string(f"members/email/application_{template}.txt", context),
            organisation=application.organisation,
        )
    ])  # fmt: skip
