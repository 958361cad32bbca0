"""Corrections of legal data: asked by who manages an organisation, decided by national staff."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from members.domain.outbox import Letter, post
from members.domain.people.colleagues import held
from members.domain.people.refusals import (
    AlreadyAsked,
    AlreadyDecided,
    Invalid,
    NoReason,
    NotAllowed,
    NothingAsked,
    ToConfirm,
)
from members.domain.places import Places
from members.models import ChangeRequest, Establishment, Mail, Organisation, User
from members.validators import siret_key_is_right

State = ChangeRequest.State


@dataclass(frozen=True)
class Difference:
    """A field of a request in words: what it was when asked, what it is now, what is asked."""

    field: str
    label: str
    old: str
    now: str
    new: str

    @property
    def moved(self) -> bool:
        """Whether somebody has changed it since it was asked."""
        return self.old != self.now


def legal_data(organisation: Organisation) -> dict[str, str]:
    """The values that only national staff change."""
    return {name: getattr(organisation, name) for name in ChangeRequest.LEGAL}


def differences_of(request: ChangeRequest) -> list[Difference]:
    """What a request asks, in the order of the form; once decided, « now » is what it was then."""
    now = legal_data(request.organisation) if request.state == State.ASKED else request.old
    found = []
    for name in ChangeRequest.LEGAL:
        if name in request.new:
            field = Organisation._meta.get_field(name)
            words = dict(field.flatchoices)
            old, current, new = (words.get(v, v) for v in (request.old[name], now[name], request.new[name]))
            found.append(Difference(name, str(field.verbose_name), old, current, new))
    return found


@transaction.atomic
def ask_correction(organisation: Organisation, *, by: User, reason: str, **values) -> ChangeRequest:
    """Ask that legal data become `values`, of which those that change are kept. One request waits at a time."""
    organisation = held(organisation, by=by)
    current = legal_data(organisation)
    new = {name: value for name, value in values.items() if value != current[name]}
    if not new:
        raise NothingAsked
    if not reason.strip():
        raise NoReason
    if organisation.change_requests.waiting().exists():
        raise AlreadyAsked
    _check(_changed(organisation, new), new)
    return ChangeRequest.objects.create(
        organisation=organisation,
        old={name: current[name] for name in new},
        new=new,
        reason=reason.strip(),
        asked_by=by,
    )


@transaction.atomic
def withdraw(request: ChangeRequest, *, by: User) -> ChangeRequest:
    """Ask no longer: who manages the organisation thought better of it."""
    held(request.organisation, by=by)
    return _decide(_waiting(request), State.WITHDRAWN, by=by)


@transaction.atomic
def accept(request: ChangeRequest, *, by: User, note: str = "", confirmed: bool = False) -> ChangeRequest:
    """Write what was asked, territories and seat along with it, and tell who asked.

    Raises ToConfirm, unless `confirmed`, where the data has changed since, a SIRET's key is wrong or the SIREN changes;
    Invalid where the values can no longer be written.
    """
    request = _waiting(request, by=by)
    organisation = request.organisation
    doubts = doubts_of(request)
    if doubts and not confirmed:
        raise ToConfirm(doubts)
    before = legal_data(organisation)
    _changed(organisation, request.new)
    organisation.siret_confirmed = organisation.siret_confirmed or not siret_key_is_right(organisation.siret)
    _check(organisation, request.new)
    organisation.save()
    _seat_follows(organisation, before)
    return _told(_decide(request, State.ACCEPTED, by=by, note=note))


@transaction.atomic
def refuse(request: ChangeRequest, *, by: User, note: str) -> ChangeRequest:
    """Say no, and why, to who asked."""
    request = _waiting(request, by=by)
    if not note.strip():
        raise NoReason
    return _told(_decide(request, State.REFUSED, by=by, note=note.strip()))


def doubts_of(request: ChangeRequest) -> list[str]:
    """What somebody must have looked at before a request is accepted, in sentences."""
    doubts = [
        f"« {one.label} » a changé depuis la demande : « {one.now} »." for one in differences_of(request) if one.moved
    ]
    siret = request.new.get("siret")
    if siret and not siret_key_is_right(siret):
        doubts.append("La clé de contrôle du SIRET demandé est fausse.")
    if siret and not siret.startswith(request.organisation.siren):
        doubts.append("Le SIREN change : si c'est une autre personne morale, notez plutôt une succession.")
    return doubts


def _waiting(request: ChangeRequest, *, by: User | None = None) -> ChangeRequest:
    # The organisation first, always: two people who decide at once wait for each other in one order.
    organisation = Organisation.objects.select_for_update().get(pk=request.organisation_id)
    request = ChangeRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    request.organisation = organisation
    if by and not by.has_perm("members.decide_corrections"):
        raise NotAllowed
    if request.state != State.ASKED:
        raise AlreadyDecided(request.get_state_display())
    return request


def _decide(request: ChangeRequest, state: State, *, by: User, note: str = "") -> ChangeRequest:
    request.state, request.decided_by, request.decided_at, request.note = state, by, timezone.now(), note
    request.save(update_fields=["state", "decided_by", "decided_at", "note"])
    return request


def _changed(organisation: Organisation, new: dict) -> Organisation:
    """The organisation with the values asked for, not written yet."""
    for name, value in new.items():
        setattr(organisation, name, value)
    if "siret" in new:
        organisation.siren = new["siret"][:9]
    if {"postcode", "city"} & set(new):
        place = Places([organisation.postcode]).moved_to(organisation, organisation.postcode, organisation.city)
        for name, value in place.items():
            setattr(organisation, name, value)
    return organisation


def _check(organisation: Organisation, new: dict) -> None:
    """What the database and the fields would refuse, told by field; what was there before is nobody's fault."""
    checked = {*new, *({"siren"} if "siret" in new else ())}
    excluded = {field.name for field in Organisation._meta.fields} - checked
    told = []
    for check in (organisation.clean_fields, organisation.validate_unique):
        try:
            check(exclude=excluded)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                label = Organisation._meta.get_field(name).verbose_name
                told += [f"{label[0].upper()}{label[1:]} : {message}" for message in messages]
    if told:
        # A number that is wrong is often refused twice, as SIRET and as SIREN.
        raise Invalid(list(dict.fromkeys(told)))


def _seat_follows(organisation: Organisation, before: dict) -> None:
    """The seat among the establishments is the organisation's own address: it follows where it said the same."""
    seat = organisation.establishments.filter(kind=Establishment.Kind.SEAT, siret=before["siret"]).first()
    if seat is None:
        return
    for name in ("siret", "name", "address", "postcode", "city"):
        if getattr(seat, name) == before[name]:
            setattr(seat, name, getattr(organisation, name))
    seat.department = organisation.department
    seat.save()


def _told(request: ChangeRequest) -> ChangeRequest:
    person = request.asked_by
    if person is None or not person.is_active:
        return request
    context = {
        "asked": request,
        "differences": differences_of(request),
        "identity": settings.IDENTITY,
        "link": settings.SITE_URL + reverse("members:corrections", args=[request.organisation_id]),
    }
    letter = Letter(
        Mail.Kind.COLLEAGUE,
        f"correction:{request.pk}",
        person.email,
        f"Correction {request.get_state_display()} : {request.organisation}",
        render_to_string("members/email/correction.txt", context),
        organisation=request.organisation,
        user_id=person.pk,
    )
    post([letter])
    return request
