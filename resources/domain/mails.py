"""Every mail of the resource centre, one function each.

A mail is first a `Mailing` row, which names what it is about; it is written when it leaves, from what is true then, by
`send`, which one Celery task calls after commit and again where the mail server does not answer. A person whose
account is closed, or who no longer sees what the mail is about, gets none.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from members.models import Role, RoleGrant, User
from resources.domain.digests import Digest, digest_of, to_review_by
from resources.domain.unsubscribing import unsubscribe_address
from resources.models import AccessRequest, Mailing, Resource, ResourceReader, StoredFile, Version

Subject = Mailing.Subject
# A mail not gone after the task's own tries is tried again by the daily one, while it still says something new.
TRIED_FOR = timedelta(days=3)


@dataclass(frozen=True)
class Letter:
    """What a mail says: its subject, the template of its text, what fills it, and what is to be done once it is gone."""

    subject: str
    template: str
    context: dict
    headers: dict[str, str] = field(default_factory=dict)
    when_gone: Callable[[], None] | None = None


def tell_decision(resource: Resource) -> None:
    """Who proposed a resource is told that it is published, refused, or to be completed."""
    if resource.proposed_by_id:
        about = f"proposal:{resource.pk}:{resource.state}:{_moment(resource.updated_at)}"
        _prepare(Subject.DECISION, about, [resource.proposed_by_id])


def tell_access(request: AccessRequest) -> None:
    """Who asked for files is told whether they are open."""
    _prepare(Subject.DECISION, f"access:{request.pk}:{_moment(request.decided_at)}", [request.user_id])


def tell_replaced(resource: Resource) -> None:
    """Those who took the old resource are told of the new one, while it is known who they are (thirteen months)."""
    readers = ResourceReader.objects.filter(resource=resource, user__isnull=False).values_list("user", flat=True)
    _prepare(Subject.REPLACED, f"replaced:{resource.pk}:{resource.superseded_by_id}", readers)


def tell_file(stored: StoredFile) -> None:
    """Who keeps the resources that give a file is told that it has no preview, and why."""
    given = Resource.objects.filter(versions__files__stored=stored).distinct()
    keepers = set(given.values_list("owner", flat=True))
    if None in keepers:
        keepers = keepers - {None} | set(resource_team())
    _prepare(Subject.FILE, f"file:{stored.pk}", keepers)


def tell_review(person_id: int, *, day: date) -> None:
    """Who keeps resources whose day of review has come is told which ones, in one mail."""
    _prepare(Subject.REVIEW, f"review:{day}", [person_id])


def tell_news(person_id: int, *, day: date) -> None:
    """Who follows themes is told what is new in them, in one mail."""
    _prepare(Subject.DIGEST, f"digest:{day}", [person_id])


def resource_team() -> QuerySet:
    """The numbers of the national staff who keep the resource centre; of all of them where no team is named."""
    staff = RoleGrant.objects.valid_on(timezone.localdate()).filter(role=Role.NATIONAL_STAFF)
    team = staff.filter(team=RoleGrant.Team.RESOURCES)
    return (team if team.exists() else staff).values_list("user", flat=True)


@transaction.atomic
def _prepare(subject: Mailing.Subject, about: str, people: Iterable[int]) -> None:
    """Leave a row for each person who has none about this, and queue their mails once this is committed."""
    active = User.objects.filter(pk__in=set(people), is_active=True).values_list("pk", flat=True)
    Mailing.objects.bulk_create(
        [Mailing(user_id=number, subject=subject, about=about) for number in active], ignore_conflicts=True
    )
    waiting = Mailing.objects.filter(subject=subject, about=about, user__in=active, sent_at=None)
    _queue(list(waiting.values_list("pk", flat=True)))


def _queue(mailings: list[int]) -> None:
    for number in mailings:
        transaction.on_commit(partial(current_app.send_task, "resources.send_mailing", [number]))


def send_waiting() -> None:
    """Queue again the mails that the mail server has refused for long; a digest says the news of its day anew."""
    since = timezone.now() - TRIED_FOR
    waiting = Mailing.objects.filter(sent_at=None, created_at__gt=since).exclude(subject=Subject.DIGEST)
    _queue(list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def send(mailing_id: int) -> bool:
    """Write a mail and send it; whether one has left. Raises what the mail server does, and then nothing is kept.

    The row is locked meanwhile: of two tasks for one mail, the second one finds it gone.
    """
    mailing = Mailing.objects.select_for_update(of=("self",)).select_related("user").filter(pk=mailing_id).first()
    if not mailing or mailing.sent_at or not mailing.user.is_active:
        return False
    kind, *parts = mailing.about.split(":")
    letter = WRITERS[kind](mailing.user, *parts)
    if letter is None:
        return False
    context = {"person": mailing.user, "identity": settings.IDENTITY, "site": settings.SITE_URL} | letter.context
    text = render_to_string(f"resources/email/{letter.template}.txt", context)
    mailing.sent_at = timezone.now()
    mailing.save(update_fields=["sent_at"])
    if letter.when_gone:
        letter.when_gone()
    # Last: what comes before is undone if the server refuses.
    EmailMessage(letter.subject, text, to=[mailing.user.email], headers=letter.headers).send()
    return True


def _decision(person: User, number: str, state: str, *_) -> Letter | None:
    resource = Resource.objects.visible_to(person).filter(pk=number, state=state).first()
    subjects = {
        Resource.State.PUBLISHED: "est publiée",
        Resource.State.REFUSED: "n'est pas retenue",
        Resource.State.DRAFT: "est à compléter",
        Resource.State.EXAMINED: "est examinée",
        Resource.State.ARCHIVED: "est archivée",
    }
    if not resource or state not in subjects:
        return None
    subject = f"Votre ressource {subjects[state]} : {resource.title}"
    return Letter(subject, "decision", {"resource": resource, "outcome": subjects[state], "link": _link(resource)})


def _access(person: User, number: str, *_) -> Letter | None:
    request = AccessRequest.objects.filter(pk=number, user=person).select_related("resource").first()
    if not request or request.state == AccessRequest.State.ASKED:
        return None
    resource = Resource.objects.visible_to(person).filter(pk=request.resource_id).first()
    if not resource:
        return None
    granted = request.state == AccessRequest.State.GRANTED
    subject = f"Accès {request.get_state_display()} : {resource.title}"
    return Letter(
        subject, "access", {"resource": resource, "request": request, "granted": granted, "link": _link(resource)}
    )


def _replaced(person: User, old: str, new: str) -> Letter | None:
    former = Resource.objects.filter(pk=old, superseded_by=new).first()
    resource = Resource.objects.visible_to(person).published().filter(pk=new).first()
    if not former or not resource:
        return None
    return Letter(
        f"Remplacée : {former.title}", "replaced", {"former": former, "resource": resource, "link": _link(resource)}
    )


def _file(person: User, number: str) -> Letter | None:
    stored = StoredFile.objects.defer("text").filter(pk=number, state=StoredFile.State.NO_PREVIEW).first()
    if not stored:
        return None
    versions = Version.objects.filter(files__stored=stored, resource__in=Resource.objects.visible_to(person))
    kept = [version.resource for version in versions.select_related("resource").order_by("resource", "-number")]
    resource = next((one for one in kept if one.owner_id in {person.pk, None}), None)
    if not resource:
        return None
    return Letter(
        f"Fichier sans aperçu : {resource.title}",
        "file",
        {"resource": resource, "stored": stored, "link": _link(resource)},
    )


def _review(person: User, day: str) -> Letter | None:
    resources = list(to_review_by(person, date.fromisoformat(day), team=person.pk in set(resource_team())))
    if not resources:
        return None
    many = len(resources) > 1
    subject = f"{len(resources)} ressources à revoir" if many else f"À revoir : {resources[0].title}"
    return Letter(subject, "review", {"lines": [(one, _link(one)) for one in resources], "many": many})


def _news(person: User, day: str) -> Letter | None:
    digest: Digest = digest_of(person, date.fromisoformat(day))
    if not digest.count:
        return None
    stop_all = unsubscribe_address(person)
    parts = [
        {
            "theme": part.theme,
            "lines": [(one, _link(one)) for one in part.resources],
            "more": part.more,
            "theme_link": settings.SITE_URL + part.theme.get_absolute_url(),
            "stop": unsubscribe_address(person, part.theme),
        }
        for part in digest.parts
    ]
    new = f"{digest.count} nouvelles ressources" if digest.count > 1 else "Une nouvelle ressource"
    return Letter(
        f"{new} dans les thèmes que vous suivez",
        "digest",
        {
            "parts": parts,
            "count": digest.count,
            "stop_all": stop_all,
            "mine": settings.SITE_URL + reverse("resources:mine"),
        },
        {"List-Unsubscribe": f"<{stop_all}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        digest.told,
    )


WRITERS: dict[str, Callable[..., Letter | None]] = {
    "proposal": _decision,
    "access": _access,
    "replaced": _replaced,
    "file": _file,
    "review": _review,
    "digest": _news,
}


def _link(resource: Resource) -> str:
    return settings.SITE_URL + resource.get_absolute_url()


def _moment(at: datetime) -> int:
    """What tells apart two decisions on the same thing, to the millisecond."""
    return int(at.timestamp() * 1000)
