"""Orders: the list of one's structure, all for the training team; the page of one and what changes in it."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers

from members.domain.history import versions_of
from members.domain.moves import Refused
from reporting.exports import table_response
from training.domain.orders import cancelling, changing
from training.domain.orders.steps import ALIVE, END
from training.domain.registrations.waiting import positions
from training.domain.sessions.calling_off import awaits_answer
from training.exports.orders import ORDER_COLUMNS, order_rows
from training.filters.orders import OrderFilter
from training.forms.registrations import ContactForm, FundingForm, PriceForm, ReasonForm
from training.models import Order, Registration, Session, TrainingBody

may_follow = permission_required("training.follow_registrations", raise_exception=True)
COUNTED = {
    "places": Count("registrations", filter=Q(registrations__state__in=Registration.SEATED), distinct=True),
    "waiting": Count(
        "registrations", filter=Q(registrations__state=Registration.State.WAITING), distinct=True
    ),
}  # fmt: skip
RELATED = ("session__version", "session__replaced_by__version", "organisation", "funder", "requested_by")


@may_follow
def orders(request):
    """The list with its filters; htmx gets the results alone."""
    found = OrderFilter(request.GET, user=request.user)
    rows = found.qs if found.form.is_valid() else found.qs.none()
    rows = rows.select_related("session__version", "organisation", "funder").annotate(**COUNTED)
    context = {
        "filter": found,
        "page": Paginator(rows.order_by("-requested_at", "-pk"), 50).get_page(request.GET.get("page")),
    }
    response = render(request, f"training/orders/{'results' if request.htmx else 'list'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@may_follow
def orders_export(request, fmt):
    """Exactly the orders shown."""
    found = OrderFilter(request.GET, user=request.user)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    rows = found.qs.select_related("session__version", "organisation", "funder").annotate(**COUNTED)
    return table_response(
        fmt, "commandes-de-formation", ORDER_COLUMNS, order_rows(rows.order_by("-requested_at", "-pk"))
    )


def seen_order(request, pk: int, *, acts: bool = False) -> Order:
    """The order, for whoever sees it and, where it is said, manages its buyer or is of the team."""
    found = get_object_or_404(Order.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    if acts and not request.user.has_perm("training.manage_order", found):
        raise PermissionDenied
    return found


def order(request, pk):
    return _page(request, seen_order(request, pk))


def order_change(request, pk):
    """Write the contact, the funding or, for the team, a price agreed upon; asked by GET, it leads to the order."""
    shown = seen_order(request, pk, acts=True)
    what = request.POST.get("what", "")
    if what == "funding":
        form = FundingForm(request.POST)
        change = changing.set_funding
    elif what == "price":
        form = PriceForm(request.POST)
        change = changing.set_price
    elif what == "contact":
        form = ContactForm(request.POST)
        change = changing.change_contact
    else:
        return redirect(shown)
    if form.is_valid():
        try:
            change(shown, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "La commande est enregistrée.")
            return redirect(shown)
    return _page(request, shown, status=HTTPStatus.BAD_REQUEST, **{f"{what}_form": form})


def order_cancel(request, pk):
    """Cancel the whole order; the terms are read before the button."""
    shown = seen_order(request, pk, acts=True)
    if request.method != "POST":
        return redirect(shown)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            cancelling.cancel_order(shown, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "La commande est annulée ; ses places sont rendues.")
        return redirect(shown)
    return _page(request, shown, status=HTTPStatus.BAD_REQUEST, reason_form=form)


def _page(request, shown: Order, *, status: int = HTTPStatus.OK, **given):
    user = request.user
    manages = user.has_perm("training.manage_order", shown)
    runs = user.has_perm("training.run_training")
    places = list(shown.registrations.select_related("trainee").order_by("registered_at", "pk"))
    ranks = positions(shown.session) if any(place.state == Registration.State.WAITING for place in places) else {}
    for place in places:
        place.rank = ranks.get(place.pk)
    alive = shown.state in ALIVE
    ahead = shown.session.state not in Session.HELD
    context = {
        "order": shown, "session": shown.session, "places": places, "manages": manages, "runs": runs,
        "seated": sum(place.state in Registration.SEATED for place in places),
        "may_change": manages and alive, "may_cancel": manages and shown.state in END.states and ahead,
        "may_price": runs and shown.state in (Order.State.REQUESTED, Order.State.QUOTED),
        "before": Registration.BEFORE, "ahead": ahead, "awaits": awaits_answer(shown),
        "terms": TrainingBody.current().cancellation_terms,
        "contact_form": ContactForm(initial={name: getattr(shown, name) for name in changing.CONTACT}),
        "funding_form": FundingForm(initial=FundingForm.initial_of(shown)),
        "price_form": PriceForm(initial={"unit_price": shown.unit_price}),
        "reason_form": ReasonForm(),
        "versions": versions_of(shown)[:30] if runs else [],
    } | given  # fmt: skip
    return render(request, "training/orders/order.html", context, status=status)
