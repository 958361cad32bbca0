"""What a reader does with a session, on its page: register, follow colleagues' places, run it."""

from django.utils import timezone

from members.models import Organisation, User
from training.domain.orders.prices import price_for
from training.domain.registrations.registering import may_join, refusal_of
from training.domain.registrations.waiting import positions
from training.domain.sessions.seats import seats_left
from training.domain.sessions.steps import CHANGE, STEPS
from training.models import Order, Registration, Session, Trainer


def session_actions(session: Session, user: User) -> dict:
    """What `training/sessions/actions.html` shows to this reader."""
    today = timezone.localdate()
    runs = user.has_perm("training.run_training")
    leads = runs or (user.is_authenticated and user.has_perm("training.lead_session", session))
    refusal = refusal_of(session, today)
    manages = user.is_authenticated and bool(user.managed_ids)
    found = {
        "runs": runs, "leads": leads, "refusal": refusal, "left": seats_left(session),
        "may_register": not refusal and (runs or (manages and _may_join_one(session, user))),
        "own_places": [], "own_orders": [], "may": set(), "may_change": False, "alone": 0, "seated": 0,
        "own_price": None, "trainers": [],
    }  # fmt: skip
    if user.is_authenticated and user.history_ids:
        own = session.registrations.filter(order__organisation__in=user.history_ids)
        found["own_places"] = list(own.select_related("trainee", "order").order_by("trainee__last_name", "pk"))
        orders = session.orders.filter(organisation__in=user.history_ids).exclude(state=Order.State.CANCELLED)
        found["own_orders"] = list(orders.select_related("organisation").order_by("pk"))
        if any(place.state == Registration.State.WAITING for place in found["own_places"]):
            ranks = positions(session)
            for place in found["own_places"]:
                place.rank = ranks.get(place.pk)
    if found["may_register"] and not runs and len(user.managed_ids) == 1:
        found["own_price"] = price_for(session, _only(user), today)[1]
    if leads:
        found["seated"] = session.registrations.seated().count()
    if runs:
        found["may"] = {name for name, step in STEPS.items() if session.state in step.states}
        found["may_change"] = session.state in CHANGE.states
        found["alone"] = session.slots.filter(trainers=None).count()
        found["trainers"] = list(Trainer.objects.filter(slots__session=session).distinct().order_by("full_name"))
    return found


def _only(user: User):
    return Organisation.objects.get(pk=next(iter(user.managed_ids)))


def _may_join_one(session: Session, user: User) -> bool:
    """Whether one of the structures that this person manages may come to this session."""
    if session.audience == Session.Audience.OPEN:
        return True
    return any(may_join(session, one, user) for one in Organisation.objects.filter(pk__in=user.managed_ids))
