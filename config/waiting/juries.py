"""What waits in juries and candidates: for the certification team, members of juries and structures."""

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from certification.domain.juries.planning import without_jury
from certification.models import Appeal, Enrolment, Jury, Minutes, Seat
from config.todo import Todo
from members.models import (
    User,
)

SHOWN = 5


def candidates_to_complete(user: User) -> list[Todo]:
    """Files of candidates that whoever manages a structure has begun and not yet registered."""
    presented = Enrolment.objects.presented_by(user)
    drafts = presented.filter(state=Enrolment.State.DRAFT).count()
    address = reverse("certification:candidates")
    if not drafts:
        return []
    return [Todo(f"Fiches de candidats à compléter : {drafts}", f"{address}?attente=fiche", "Compléter")]


def juries_to_answer(user: User) -> list[Todo]:
    """The summons that a member of juries has not answered."""
    seats = Seat.objects.filter(
        official__user=user, answer=Seat.Answer.WAITING, jury__held_on__gte=timezone.localdate()
    )
    awaited = seats.filter(jury__state__in=Jury.SUMMONED)
    return [
        Todo(
            f"{seat.jury} : dites si vous venez",
            reverse("certification:seat_answer", args=[seat.token]),
            "Répondre",
        )
        for seat in awaited.select_related("jury__certification").order_by("jury__held_on", "pk")[:SHOWN]
    ]


def juries_to_prepare(user: User) -> list[Todo]:
    """For the certification team: candidates without a jury, juries to convene or to confirm, silent or declined seats."""
    if not user.has_perm("certification.run_certification"):
        return []
    ready = without_jury(Enrolment.objects.presented_by(user)).count()
    todo = []
    if ready:
        address = f"{reverse('certification:candidates')}?attente=jury"
        todo.append(Todo(f"Candidats prêts, sans jury : {ready}", address, "Voir"))
    states = Jury.State
    coming = Jury.objects.visible_to(user).filter(held_on__gte=timezone.localdate())
    juries = (
        coming.filter(state__in=[states.DRAFT, states.CONVENED, states.CONFIRMED])
        .select_related("certification")
        .annotate(
            silent=Count("seats", filter=Q(seats__answer=Seat.Answer.WAITING)),
            declined=Count("seats", filter=Q(seats__answer=Seat.Answer.DECLINED, seats__replacement=None)),
        )
        .exclude(state=states.CONFIRMED, declined=0)
        .order_by("held_on", "pk")
    )
    for jury in juries[:SHOWN]:
        if jury.declined:
            word, action = f"membres à remplacer : {jury.declined}", "Remplacer"
        elif jury.state == states.DRAFT:
            word, action = "convocations à envoyer", "Préparer"
        elif jury.silent:
            word, action = f"convocations sans réponse : {jury.silent}", "Voir"
        else:
            word, action = "à confirmer", "Confirmer"
        todo.append(Todo(f"{jury} : {word}", jury.get_absolute_url(), action))
    return todo


def juries_of_member(user: User) -> list[Todo]:
    """What waits for a member of juries: those of today, and minutes that lack their signature."""
    today = timezone.localdate()
    seated = Seat.objects.filter(official__user=user, role__in=Seat.VOTING).exclude(answer=Seat.Answer.DECLINED)
    seats = dict(seated.values_list("pk", "jury"))
    if not seats:
        return []
    at_work = Jury.objects.filter(
        pk__in=seats.values(), held_on=today, state__in=[Jury.State.CONFIRMED, Jury.State.HELD]
    )
    todo = [
        Todo(f"{one} : c'est aujourd'hui", reverse("certification:jury_day", args=[one.pk]), "Ouvrir")
        for one in at_work.select_related("certification").order_by("starts_at", "pk")
    ]
    corrected = Minutes.objects.filter(jury=OuterRef("jury"), order__gt=OuterRef("order"))
    unsigned = (
        Minutes.objects.filter(~Exists(corrected), jury__state=Jury.State.MINUTES, signers__overlap=list(seats))
        .exclude(signatures__seat__in=seats)
    )  # fmt: skip
    return todo + [
        Todo(f"{one} à signer", reverse("certification:minutes", args=[one.pk]), "Signer")
        for one in unsigned.order_by("written_at")[:SHOWN]
    ]


def juries_to_follow(user: User) -> list[Todo]:
    """What the certification team follows after juries: days gone by without a deliberation, signatures, results, appeals."""
    if not user.has_perm("certification.run_certification"):
        return []
    today, states = timezone.localdate(), Jury.State
    past = Jury.objects.filter(held_on__lt=today, state__in=[states.CONFIRMED, states.HELD])
    steps = [
        (past, "a eu lieu, sa délibération n'est pas close"),
        (Jury.objects.filter(state=states.MINUTES), "procès-verbal à signer"),
        (Jury.objects.filter(state=states.SIGNED), "résultats à notifier"),
    ]
    todo = [
        Todo(f"{one} : {word}", reverse("certification:jury_day", args=[one.pk]), "Ouvrir")
        for juries, word in steps
        for one in juries.select_related("certification").order_by("held_on", "pk")[:SHOWN]
    ]
    waiting = Appeal.objects.visible_to(user).open().count()
    if waiting:
        todo.append(Todo(f"Recours à répondre : {waiting}", reverse("certification:appeals"), "Répondre"))
    return todo
