"""Who works in an organisation, who manages it, and how one comes in and leaves.

Every change locks the organisation first: of two managers who remove each other, the second finds itself removed.
"""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils import timezone

from members.domain.people.invitation import invitation
from members.domain.people.refusals import (
    AlreadyIn,
    AlreadyThere,
    ClosedAccount,
    LastManager,
    NoAddress,
    NoLonger,
    NotAllowed,
    TooMany,
)
from members.domain.people.sessions import end_sessions_without_role
from members.models import Contact, Mail, Organisation, User

INVITATIONS_A_DAY = 30


def colleagues(organisation: Organisation, user) -> QuerySet[Contact]:
    """Those who hold a function today, as `user` may see them, managers first."""
    return (
        Contact.objects.visible_to(user)
        .filter(organisation=organisation)
        .valid_on(timezone.localdate())
        .select_related("user")
        .with_bounced()
        .order_by("-manages", "full_name", "pk")
    )


def access_of(contact: Contact) -> str:
    """Where a person's access stands: « sans accès », « invitée », « accès ouvert » or « compte fermé »."""
    if contact.user is None:
        return "sans accès"
    if not contact.user.is_active:
        return "compte fermé"
    return "accès ouvert" if contact.user.last_login else "invitation envoyée"


@transaction.atomic
def invite_colleague(
    organisation: Organisation,
    *,
    by: User,
    full_name: str,
    email: str,
    function: Contact.Function,
    manages: bool = False,
    contact: Contact | None = None,
) -> Contact:
    """Give a person a function and the access that goes with it, and mail them; who has an account keeps it.

    `contact` is somebody already written down without an account, who receives one.
    """
    organisation = held(organisation, by=by)
    today = timezone.localdate()
    _within_limit(organisation)
    user = _account(email.strip().lower(), full_name)
    there = organisation.contacts.valid_on(today)
    if there.filter(user=user).exists():
        raise AlreadyThere(full_name)
    if contact is None:
        contact = there.filter(user=None, email__iexact=email, function=function).first()
    else:
        contact = there.select_for_update(of=("self",)).filter(pk=contact.pk, user=None).first()
        if contact is None:
            raise NoLonger
    contact = contact or Contact(organisation=organisation, validity=DateRange(today, None))
    contact.user, contact.full_name, contact.email = user, full_name, user.email
    contact.function, contact.manages = function, manages
    contact.save()
    invitation(contact, by=by)
    return contact


@transaction.atomic
def resend(contact: Contact, *, by: User) -> None:
    """Mail once more the invitation of somebody who has not come yet."""
    contact = _held_contact(contact, by=by)
    if contact.user is None:
        raise NoAddress
    if not contact.user.is_active:
        raise ClosedAccount
    if contact.user.last_login:
        raise AlreadyIn(contact.full_name)
    _within_limit(contact.organisation)
    invitation(contact, by=by)


@transaction.atomic
def change_colleague(contact: Contact, *, by: User, function: Contact.Function, manages: bool) -> Contact:
    """What a person does in the organisation, and whether they manage it."""
    contact = _held_contact(contact, by=by)
    managed, contact.function, contact.manages = contact.manages, function, manages
    contact.save(update_fields=["function", "manages"])
    if managed and not manages:
        _still_managed(contact, by=by)
    return contact


@transaction.atomic
def remove_colleague(contact: Contact, *, by: User) -> list[Contact]:
    """End today all that this person does in the organisation; their access closes at once. What has ended.

    Anyone may so leave their own organisation.
    """
    contact = _held_contact(contact, by=by, leaving=True)
    today = timezone.localdate()
    of_person = contact.organisation.contacts.valid_on(today)
    ended = list(of_person.filter(user=contact.user)) if contact.user else [contact]
    for one in ended:
        # The last day is yesterday, that of somebody invited today too: a range without a day would tell nothing.
        first = one.validity.lower if one.validity else None
        one.validity = DateRange(first and min(first, today - timedelta(days=1)), today)
        one.save(update_fields=["validity"])
    if any(one.manages for one in ended):
        _still_managed(contact, by=by)
    if contact.user:
        end_sessions_without_role(contact.user)
    return ended


def held(organisation: Organisation, *, by: User) -> Organisation:
    """The organisation locked until the end of the transaction, once it is known that `by` still manages it."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if not _manages(by, organisation):
        raise NotAllowed
    return organisation


def _manages(by: User, organisation: Organisation) -> bool:
    """Whether `by` manages the organisation, asked of the database under the lock.

    `managed_ids` is kept a minute: another manager may have removed this one while the lock was waited for.
    """
    if by.is_national:
        return True
    return organisation.contacts.valid_on(timezone.localdate()).filter(user=by, manages=True).exists()


def _held_contact(contact: Contact, *, by: User, leaving: bool = False) -> Contact:
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=contact.organisation_id)
    there = organisation.contacts.valid_on(timezone.localdate()).select_related("user").filter(pk=contact.pk)
    contact = there.first()
    # `_manages` first: it reads the roles of `by`, which must not be read, and kept, once they are about to change.
    if not _manages(by, organisation) and not (leaving and contact and contact.user_id == by.pk):
        raise NotAllowed
    if contact is None:
        raise NoLonger
    contact.organisation = organisation
    return contact


def _still_managed(contact: Contact, *, by: User) -> None:
    """An organisation keeps a manager who can log in; national staff, who can name one at any time, may do without."""
    managers = contact.organisation.contacts.valid_on(timezone.localdate()).filter(manages=True, user__is_active=True)
    if not by.is_national and not managers.exists():
        raise LastManager


def _account(email: str, full_name: str) -> User:
    """The account of this address, made without a password where there is none."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user, _ = User.objects.get_or_create(
            email=email, defaults={"full_name": full_name, "password": make_password(None)}
        )
    if not user.is_active:
        raise ClosedAccount
    return user


def _within_limit(organisation: Organisation) -> None:
    since = timezone.now() - timedelta(days=1)
    sent = Mail.objects.filter(organisation=organisation, kind=Mail.Kind.COLLEAGUE, created_at__gt=since)
    if sent.count() >= INVITATIONS_A_DAY:
        raise TooMany
