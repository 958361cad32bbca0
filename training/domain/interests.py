"""Who would follow a course where no session is planned: counted, answered, told when a session opens."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from members.domain.moves import NotAllowed, Refused
from members.domain.outbox import Letter, post
from members.models import Mail, Region, User
from reporting.french import fr_date
from training.domain.team import require_team
from training.models import Course, CourseInterest, CourseVersion, Session

# How long the request of somebody who never came is kept (CNIL, prospects: three years after the last contact).
KEPT = timedelta(days=3 * 365)


@transaction.atomic
def ask(
    course: Course, *, region: Region, name: str, email: str, people: int = 1, message: str = "", organisation=None
) -> CourseInterest:
    """Keep a request; the same address asks once a course and a region: what it says then replaces what it said."""
    if course.state != Course.State.PUBLISHED:
        raise Refused("Cette formation n'est plus au catalogue.")
    facts = {"name": name, "people": people, "message": message, "organisation": organisation}
    same = {"course": course, "region": region, "email": email.lower()}
    waiting = CourseInterest.objects.waiting().select_for_update().filter(**same).first()
    if waiting is None:
        waiting = CourseInterest(**same)
    elif waiting.organisation_id and waiting.organisation_id != getattr(organisation, "pk", None):
        # Who types the address of somebody of another structure does not write in their place.
        return waiting
    for field, value in facts.items():
        setattr(waiting, field, value)
    waiting.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            waiting.save()
    except IntegrityError:
        # Sent twice at the same moment: the first one counts.
        return CourseInterest.objects.waiting().get(**same)
    return waiting


@transaction.atomic
def withdraw(interest: CourseInterest, *, by: User) -> None:
    """Somebody of the structure takes their request back, or the team for them."""
    if not CourseInterest.objects.visible_to(by).filter(pk=interest.pk).exists():
        raise NotAllowed
    if not CourseInterest.objects.waiting().filter(pk=interest.pk).delete()[0]:
        raise Refused("Cette demande a déjà reçu une réponse.")


@transaction.atomic
def close(interest: CourseInterest, *, by: User | None) -> CourseInterest:
    """The team has answered otherwise: the request waits no longer."""
    require_team(by)
    interest = _waiting(interest)
    interest.answered_at = timezone.now()
    interest.save(update_fields=["answered_at"])
    return interest


@transaction.atomic
def reopen(interest: CourseInterest, *, by: User | None) -> CourseInterest:
    """Undo a closing; a request to which a session was proposed stays answered, since its mail has left."""
    require_team(by)
    interest = CourseInterest.objects.select_for_update().get(pk=interest.pk)
    if interest.answered_at is None:
        return interest
    if interest.session_id:
        raise Refused("Une session lui a été proposée par mail : la demande reste répondue.")
    interest.answered_at = None
    try:
        with transaction.atomic():
            interest.save(update_fields=["answered_at"])
    except IntegrityError:
        raise Refused("La même personne a redemandé cette formation depuis.") from None
    return interest


@transaction.atomic
def propose(session: Session, region: Region, *, by: User | None) -> int:
    """Propose a session to all who wait for its course in a region; how many are written to."""
    require_team(by)
    if session.state not in Session.REGISTERING or session.audience != Session.Audience.OPEN:
        raise Refused("Cette session n'est pas ouverte aux inscriptions de tous.")
    found = CourseInterest.objects.waiting().filter(course=session.version.course_id, region=region)
    return _tell(session, found)


@transaction.atomic
def tell_interested(session: Session) -> int:
    """A session opens: who waits for its course in its region is written to, once; how many.

    A session on line is for every region.
    """
    if session.state not in Session.REGISTERING or session.audience != Session.Audience.OPEN:
        return 0
    found = CourseInterest.objects.waiting().filter(course=session.version.course_id)
    if session.modality != CourseVersion.Modality.REMOTE:
        found = found.filter(region=session.region_id)
    return _tell(session, found)


def _tell(session: Session, interests: QuerySet) -> int:
    told = list(interests.select_for_update(of=("self",)).select_related("organisation").order_by("pk"))
    post(_letter(session, one) for one in told)
    CourseInterest.objects.filter(pk__in=[one.pk for one in told]).update(session=session, answered_at=timezone.now())
    return len(told)


def _letter(session: Session, interest: CourseInterest) -> Letter:
    context = {
        "session": session,
        "interest": interest,
        "link": settings.SITE_URL + reverse("training:session", args=[session.pk]),
        "identity": settings.IDENTITY,
    }
    return Letter(
        kind=Mail.Kind.TRAINING,
        about=f"course-interest:{interest.pk}",
        to=interest.email,
        subject=f"{session.version.title} : une session le {fr_date(session.starts_on)}",
        body=render_to_string("training/email/interest.txt", context),
        organisation=interest.organisation,
    )


def _waiting(interest: CourseInterest) -> CourseInterest:
    found = CourseInterest.objects.waiting().select_for_update().filter(pk=interest.pk).first()
    if found is None:
        raise Refused("Cette demande a déjà reçu une réponse.")
    return found


def demand(interests: QuerySet) -> list[dict]:
    """Requests that wait, by course and region: how many, for how many people, since when; the greatest first."""
    return list(
        interests.filter(answered_at=None)
        .order_by()
        .values("course", "course__title", "course__slug", "region", "region__name")
        .annotate(requests=Count("pk"), total=Sum("people"), first=Min("asked_at"), last=Max("asked_at"))
        .order_by("-total", "course__title", "region__name")
    )


def sessions_for(courses: Iterable[int]) -> dict[int, list[Session]]:
    """The coming sessions of courses, that may be proposed."""
    found: dict[int, list[Session]] = {}
    sessions = Session.objects.coming(timezone.localdate()).filter(
        version__course__in=courses, audience=Session.Audience.OPEN
    )
    for session in sessions.select_related("version", "region").order_by("starts_on", "pk"):
        found.setdefault(session.version.course_id, []).append(session)
    return found


def forget_old() -> int:
    """Delete requests that nobody has touched for three years; how many."""
    since = timezone.now() - KEPT
    old = CourseInterest.objects.filter(Q(answered_at__lt=since) | Q(answered_at=None, asked_at__lt=since))
    return old.delete()[0]
