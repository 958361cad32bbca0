"""People are registered on a session: by their structure, by the training team for any buyer."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone

from members.domain.moves import Refused
from members.models import Organisation
from training.domain.orders.prices import price_for
from training.domain.registrations.notice import trainees_notice
from training.domain.registrations.people import Person
from training.domain.registrations.registering import Buyer, Registered, may_join, refusal_of
from training.domain.registrations.registering import register as register_people
from training.domain.sessions.seats import seats_left
from training.forms.registrations import (
    BuyerForm,
    KnownForm,
    OutsideBuyerForm,
    WishForm,
    person_lines,
    with_more_lines,
)
from training.models import Registration, Session, Trainee, TraineeType, TrainingBody
from training.views.sessions import seen_session

OUTSIDE, INDIVIDUAL = "hors-reseau", "particulier"


def register(request, pk):
    """First for whom, when there is a choice; then who comes, who is written to, who pays."""
    shown = seen_session(request, pk)
    buyers = buyers_of(request.user)
    if refusal := refusal_of(shown, timezone.localdate()):
        messages.error(request, refusal)
        return redirect(shown)
    kind = request.GET.get("pour", "")
    if kind in (OUTSIDE, INDIVIDUAL) and request.user.has_perm("training.run_training"):
        return _register(request, shown, None, kind)
    chosen = chosen_buyer(request, buyers)
    if isinstance(chosen, BuyerForm):
        context = {"session": shown, "form": chosen, "runs": request.user.has_perm("training.run_training")}
        return render(request, "training/registrations/buyer.html", context)
    if not may_join(shown, chosen, request.user):
        raise PermissionDenied
    return _register(request, shown, chosen, "")


def buyers_of(user):
    """The structures for which this person registers people. Raises PermissionDenied when there is none."""
    if user.has_perm("training.run_training"):
        return Organisation.objects.filter(closed_on=None).order_by("name")
    if not user.managed_ids:
        raise PermissionDenied
    return Organisation.objects.filter(pk__in=user.managed_ids).order_by("name")


def chosen_buyer(request, buyers) -> Organisation | BuyerForm:
    """The structure, when the address says which or there is only one; else the form that asks."""
    form = BuyerForm(request.GET if "structure" in request.GET else None, organisations=buyers)
    if form.is_bound and form.is_valid():
        return form.cleaned_data["structure"]
    if not request.user.has_perm("training.run_training") and len(request.user.managed_ids) == 1:
        return buyers.get()
    return form


def _register(request, shown: Session, organisation: Organisation | None, kind: str):
    user, data = request.user, request.POST or None
    individual = kind == INDIVIDUAL
    known = _known_trainees(organisation, shown)
    more = "more" in request.POST
    if more:
        data = with_more_lines(request.POST)
    forms = {
        "outside": OutsideBuyerForm(data, individual=individual) if organisation is None else None,
        "known": KnownForm(data, trainees=known) if organisation is not None and known.exists() else None,
        "wish": WishForm(data, priced=user.has_perm("training.run_training"), initial=_writes_to(user, organisation)),
        "lines": person_lines(data, individual=individual),
    }
    given = [form for form in forms.values() if form is not None]
    valid = request.method == "POST" and not more and all([form.is_valid() for form in given])
    if valid:
        people = forms["lines"].people() + _chosen(forms["known"])
        buyer = Buyer(organisation) if organisation else forms["outside"].buyer()
        try:
            made = register_people(shown, buyer=buyer, people=people, wish=forms["wish"].wish(), by=user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            tell_registered_people(request, made)
            return redirect(made.order)
    price_kind, price = price_for(shown, organisation, timezone.localdate())
    context = forms | {
        "session": shown, "organisation": organisation, "individual": individual, "left": seats_left(shown),
        "price_kind": price_kind.label, "price": price, "notice": trainees_notice(),
        "terms": TrainingBody.current().cancellation_terms,
    }  # fmt: skip
    status = HTTPStatus.BAD_REQUEST if request.method == "POST" and not more else HTTPStatus.OK
    return render(request, "training/registrations/register.html", context, status=status)


def tell_registered_people(request, made: Registered) -> None:
    """Say who has a place and who waits."""
    if made.seated:
        messages.success(request, f"Places réservées : {', '.join(str(one.trainee) for one in made.seated)}.")
    if made.waiting:
        names = ", ".join(str(one.trainee) for one in made.waiting)
        messages.warning(
            request,
            f"La session est complète. En liste d'attente : {names}. Dès qu'une place se libère, elle est donnée "
            "dans l'ordre, et vous êtes prévenu.",
        )


def _known_trainees(organisation: Organisation | None, session: Session):
    """The trainees of a structure who are not on this session yet."""
    there = session.registrations.exclude(state=Registration.State.CANCELLED).order_by().values("trainee")
    return Trainee.objects.filter(organisation=organisation).exclude(organisation=None).exclude(pk__in=there)


def _chosen(form: KnownForm | None) -> list[Person]:
    """Trainees who are chosen, of the kind that they were last time."""
    if form is None:
        return []
    chosen = list(form.cleaned_data["known"])
    last = dict(
        Registration.objects.filter(trainee__in=chosen).exclude(trainee_type="").order_by("pk")
        .values_list("trainee", "trainee_type")
    )  # fmt: skip
    return [Person(trainee_type=last.get(one.pk, TraineeType.EMPLOYEE), known=one) for one in chosen]


def _writes_to(user, organisation: Organisation | None) -> dict:
    """Whoever registers their own colleagues is written to by default."""
    if organisation is not None and organisation.pk in user.managed_ids:
        return {"contact_name": str(user), "contact_email": user.email}
    return {}
