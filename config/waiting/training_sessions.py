"""What waits in sessions, orders and registrations: for structures, the training team, trainers and referents."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from config.todo import Todo
from members.models import User
from training.domain.registrations.needs import needs_awaited
from training.domain.sessions.following import credits_due, to_decide
from training.domain.sessions.teaching import sessions_taught
from training.models import Adaptation, Order, Registration, Session

SHOWN = 5


def sessions_todo(user: User) -> list[Todo]:
    """The offers to answer and quotes to sign of one's structures, then what is for the team and for trainers."""
    todo = _of_structures(user) if user.managed_ids else []
    if user.has_perm("training.run_training"):
        todo += _of_team(user)
    if user.has_perm("training.hold_desk"):
        todo += _of_trainer(user)
    if user.has_perm("training.read_adaptations"):
        todo += _of_referent(user)
    return todo


def _of_structures(user: User) -> list[Todo]:
    own = Order.objects.filter(organisation__in=user.managed_ids).select_related("session__version")
    offered = own.exclude(state=Order.State.CANCELLED).filter(
        session__state__in=Session.CALLED_OFF, session__replaced_by__isnull=False
    )
    todo = [
        Todo(f"{one.session} : une autre session vous est proposée", one.get_absolute_url(), "Répondre")
        for one in offered.order_by("pk")[:SHOWN]
    ]
    quoted = own.filter(state=Order.State.QUOTED, session__state__in=Session.REGISTERING)
    todo += [
        Todo(f"{one.session} : devis de la commande {one.number} à signer", one.get_absolute_url(), "Signer")
        for one in quoted.order_by("session__starts_on", "pk")[:SHOWN]
    ]
    untold = needs_awaited(Registration.objects.filter(order__organisation__in=user.managed_ids)).count()
    if untold:
        text = f"Stagiaires dont les besoins ne sont pas encore recueillis : {untold}"
        todo.append(Todo(text, f"{reverse('training:registrations')}?besoins=manquent", "Voir"))
    return todo


def _of_team(user: User) -> list[Todo]:
    today = timezone.localdate()
    todo = []
    for one in (
        to_decide(Session.objects.visible_to(user), today).select_related("version").order_by("starts_on", "pk")[:SHOWN]
    ):
        few = one.seated < one.minimum
        word = f"{one.seated} sur {one.minimum} au moins, à décider" if few else "à confirmer"
        todo.append(Todo(f"{one} : {word}", one.get_absolute_url(), "Décider" if few else "Confirmer"))
    counts = Order.objects.aggregate(
        asked=Count("pk", filter=Q(state=Order.State.REQUESTED, session__state__in=Session.REGISTERING))
    )
    if counts["asked"]:
        todo.append(
            Todo(f"Commandes sans devis : {counts['asked']}", f"{reverse('training:orders')}?etat=requested", "Voir")
        )  # fmt: skip
    credits = credits_due().count()
    if credits:
        text = f"Avoirs à faire, pour des commandes annulées ou reportées : {credits}"
        todo.append(Todo(text, f"{reverse('training:orders')}?suivi=avoirs", "Voir"))
    ended = Session.objects.filter(state=Session.State.COMPLETED).count()
    if ended:
        todo.append(
            Todo(f"Sessions terminées à clore : {ended}", f"{reverse('training:sessions')}?etat=completed", "Voir")
        )
    return todo


def _of_trainer(user: User) -> list[Todo]:
    coming = sessions_taught(user).filter(ends_on__gte=timezone.localdate()).select_related("version")
    return [
        Todo(f"Vous animez : {one}", reverse("training:session_people", args=[one.pk]), "Préparer")
        for one in coming.order_by("starts_on", "pk")[:1]
    ]


def _of_referent(user: User) -> list[Todo]:
    asked = Adaptation.objects.visible_to(user).filter(answered_at=None).count()
    if not asked:
        return []
    return [Todo(f"Demandes d'adaptation sans réponse : {asked}", reverse("training:adaptations"), "Répondre")]
