"""The life of a resource: proposed, examined, published, archived, replaced; each step is taken once.

Every function holds the resource, so that of two people who decide at once the second one is told what the first one
has done. They raise `Refused`, whose message a page can show.
"""

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from members.models import User
from resources.domain import mails
from resources.domain.index import index_resources, vocabulary_changed
from resources.domain.refusals import Incomplete, NoReason, Refused, ReplacedByItself, WrongState, held, require
from resources.models import Publication, Resource

__all__ = ["Refused", "archive", "examine", "missing_in", "propose", "publish", "refuse", "send_back", "supersede"]

State = Resource.State
# Any number that nothing else locks by: two replacements at once, each right by itself, could close a loop.
REPLACING = 7_301


def missing_in(resource: Resource) -> list[str]:
    """What a resource still needs before it is sent, in words; tools and offers may say how to get in instead."""
    missing = []
    if not resource.title.strip():
        missing.append("un titre")
    if not resource.summary.strip():
        missing.append("un résumé")
    if not resource.themes.exists():
        missing.append("un thème")
    is_service = resource.kind in {Resource.Kind.TOOL, Resource.Kind.OFFER}
    told = is_service and resource.access_notes.strip()
    versions = resource.versions.order_by()
    if not told and not (versions.exclude(files=None).exists() or versions.exclude(links=None).exists()):
        missing.append("un fichier, un lien ou comment y accéder" if is_service else "un fichier ou un lien")
    return missing


@transaction.atomic
def propose(resource: Resource, *, by: User) -> Resource:
    """Send a draft, or one that was refused, to be examined. Raises Incomplete."""
    resource = held(resource)
    require(by, "send_resource", resource)
    _step(resource, "propose", State.PROPOSED)
    _complete(resource)
    resource.decision_note = ""
    resource.save()
    return resource


def send_back(resource: Resource, *, by: User, note: str) -> Resource:
    """Ask who proposed a resource to complete it, saying how. Raises NoReason."""
    return _turn_down(resource, "send_back", State.DRAFT, by, note)


def refuse(resource: Resource, *, by: User, note: str) -> Resource:
    """Leave a proposal out, saying why; it may be mended and proposed again. Raises NoReason."""
    return _turn_down(resource, "refuse", State.REFUSED, by, note)


@transaction.atomic
def examine(resource: Resource, *, by: User) -> Resource:
    """Find a proposal right: it waits to be published."""
    resource = held(resource)
    require(by, "examine_resource", resource)
    _step(resource, "examine", State.EXAMINED)
    resource.save()
    return resource


@transaction.atomic
def publish(resource: Resource, *, by: User) -> Resource:
    """Open a resource to its readers, with its first version; one that was archived comes back. Raises Incomplete."""
    resource = held(resource)
    require(by, "examine_resource", resource)
    comes_back = resource.state == State.ARCHIVED
    _step(resource, "publish", State.PUBLISHED)
    _complete(resource)
    now = timezone.now()
    resource.published_at = resource.published_at or now
    resource.decision_note = ""
    resource.save()
    if not resource.versions.filter(published_at__isnull=False).exists():
        resource.versions.update(published_at=now)
    _open_publication(resource)
    index_resources([resource.pk])
    if not comes_back:
        _tell(resource, by)
    return resource


@transaction.atomic
def archive(resource: Resource, *, by: User) -> Resource:
    """Take a resource out of lists and search; `publish` brings it back as it was."""
    resource = held(resource)
    require(by, "examine_resource", resource)
    _step(resource, "archive", State.ARCHIVED)
    resource.save()
    _close_publication(resource)
    index_resources([resource.pk])
    vocabulary_changed()
    return resource


@transaction.atomic
def supersede(resource: Resource, *, replacement: Resource | None, by: User) -> Resource:
    """Say that another resource takes the place of this one, or none any more; those who took it are told.

    Raises ReplacedByItself.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REPLACING])
    resource = held(resource)
    require(by, "examine_resource", resource)
    if replacement is None:
        return _replaced_by(resource, None)
    replacement = Resource.objects.get(pk=replacement.pk)
    if resource.superseded_by_id == replacement.pk:
        raise Refused("Cette ressource est déjà remplacée par celle-là.")
    if resource.state not in {State.PUBLISHED, State.ARCHIVED}:
        raise WrongState(resource, "supersede")
    if replacement.state != State.PUBLISHED:
        raise Refused(f"« {replacement} » n'est pas publiée : elle ne peut pas en remplacer une autre.")
    following = replacement
    while following:
        if following.pk == resource.pk:
            raise ReplacedByItself
        following = following.superseded_by
    resource = _replaced_by(resource, replacement)
    mails.tell_replaced(resource)
    return resource


def _replaced_by(resource: Resource, replacement: Resource | None) -> Resource:
    resource.superseded_by = replacement
    resource.save()
    index_resources([resource.pk])
    return resource


@transaction.atomic
def _turn_down(resource: Resource, step: str, target: State, by: User, note: str) -> Resource:
    resource = held(resource)
    require(by, "examine_resource", resource)
    _step(resource, step, target)
    if not note.strip():
        raise NoReason
    resource.decision_note = note.strip()
    resource.save()
    _tell(resource, by)
    return resource


def _step(resource: Resource, step: str, target: State) -> None:
    try:
        getattr(resource, step)()
    except TransitionNotAllowed:
        raise WrongState(resource, step, target) from None


def _complete(resource: Resource) -> None:
    missing = missing_in(resource)
    if missing:
        raise Incomplete(missing)


def _tell(resource: Resource, by: User) -> None:
    """Nobody is told by mail of what they have just decided."""
    if resource.proposed_by_id != by.pk:
        mails.tell_decision(resource)


def _open_publication(resource: Resource) -> None:
    """From today on; archived and opened again the same day, the publication goes on."""
    today = timezone.localdate()
    closed_today = resource.publications.filter(validity__endswith=today).first()
    if closed_today:
        closed_today.validity = DateRange(closed_today.validity.lower, None)
        closed_today.save(update_fields=["validity"])
    else:
        Publication.objects.create(resource=resource, validity=DateRange(today, None))


def _close_publication(resource: Resource) -> None:
    """Until yesterday; published for less than a day, it leaves no trace."""
    today = timezone.localdate()
    for publication in resource.publications.filter(validity__upper_inf=True):
        if publication.validity.lower == today:
            publication.delete()
        else:
            publication.validity = DateRange(publication.validity.lower, today)
            publication.save(update_fields=["validity"])
