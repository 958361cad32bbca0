"""SEPA direct debits: prepare a batch, announce it, give it to the bank, then say what became of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from members.domain.debits.preparing import DebitRefused, cancel_batch, prepare_batch, remove_order, review
from members.domain.debits.sending import announce, send_batch
from members.domain.debits.settling import reject_order, settle_batch
from members.models import DebitBatch, DebitOrder, MembershipCampaign
from members.money_forms import BatchForm, SettleForm
from members.views.payments import keeps_money
from reporting.jobs import start_job

ORDERS, PROBLEMS = 100, 100
# Beyond that a worker does it.
AT_ONCE = 100
LIVE = Q(orders__state__in=[DebitOrder.State.ORDERED, DebitOrder.State.SETTLED])


@keeps_money
def debits(request):
    """The batches, what may be debited in the latest campaign and what may not."""
    seen = MembershipCampaign.objects.visible_to(request.user)
    form = BatchForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(prepare_batch(by=request.user, **form.cleaned_data))
        except DebitRefused as refusal:
            form.add_error(None, str(refusal))
    campaign = seen.first()
    ready, problems = review(campaign) if campaign else ([], [])
    batches = DebitBatch.objects.visible_to(request.user).annotate(
        count=Count("orders", filter=LIVE), total=Sum("orders__amount", filter=LIVE)
    )
    context = {
        "form": form,
        "campaign": campaign,
        "ready": len(ready),
        "ready_total": sum(one.call.remains for one in ready),
        "problems": problems[:PROBLEMS],
        "more": max(len(problems) - PROBLEMS, 0),
        "page": Paginator(batches.defer("content").order_by("-collection_on", "-pk"), 30).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "members/money/debits.html", context)


@keeps_money
def batch(request, pk):
    """A batch and its orders."""
    return _batch_page(request, _seen(request, pk), SettleForm(initial={"on": timezone.localdate()}))


def _seen(request, pk) -> DebitBatch:
    return get_object_or_404(DebitBatch.objects.visible_to(request.user).defer("content"), pk=pk)


def _batch_page(request, shown: DebitBatch, form: SettleForm):
    orders = (
        DebitOrder.objects.visible_to(request.user)
        .filter(batch=shown)
        .select_related("call__membership__organisation", "mandate", "payment")
    )
    live = orders.filter(state__in=[DebitOrder.State.ORDERED, DebitOrder.State.SETTLED])
    context = {
        "batch": shown,
        "form": form,
        "page": Paginator(orders, ORDERS).get_page(request.GET.get("page")),
        "sums": live.order_by().aggregate(count=Count("pk"), total=Sum("amount")),
    }
    return render(request, "members/money/debit_batch.html", context)


@require_POST
@keeps_money
def step(request, pk):
    """Take the next step of a batch: `annoncer`, `remettre`, `encaisser` or `abandonner`."""
    shown = _seen(request, pk)
    asked = request.POST.get("etape")
    form = SettleForm(request.POST if asked == "encaisser" else None)
    try:
        if asked == "annoncer":
            count, unknown = announce(shown)
            messages.success(request, f"Annonces préparées : {count}.")
            if unknown:
                messages.warning(request, f"Sans adresse, à prévenir autrement : {', '.join(unknown[:20])}.")
        elif asked == "remettre":
            send_batch(shown)
            messages.success(request, "Le fichier est prêt : téléchargez-le et remettez-le à la banque.")
        elif asked == "abandonner":
            cancel_batch(shown)
            messages.success(request, "La remise est abandonnée ; ses appels peuvent être prélevés par une autre.")
        elif asked == "encaisser":
            if not form.is_valid():
                return _batch_page(request, shown, form)
            on = form.cleaned_data["on"]
            if shown.orders.count() > AT_ONCE:
                asked = {"batch": shown.pk, "on": on.isoformat()}
                return redirect(
                    start_job("settle_debits", title=f"Encaissement, {shown}", by=request.user, params=asked)
                )
            messages.success(request, f"Paiements notés : {settle_batch(shown, on=on, by=request.user)}.")
    except DebitRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:debit_batch", pk)


@keeps_money
def file(request, pk):
    """The bank's file, as it was frozen."""
    shown = get_object_or_404(DebitBatch.objects.visible_to(request.user), pk=pk)
    if not shown.sha256:
        raise Http404("This batch has no file yet")
    response = HttpResponse(shown.content.encode(), content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="prelevements-{shown.collection_on:%Y%m%d}-{shown.pk}.xml"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@keeps_money
def reject(request, pk):
    """Take an order out of a batch in preparation, or note that the bank rejected it."""
    order = get_object_or_404(DebitOrder.objects.visible_to(request.user).select_related("batch"), pk=pk)
    reason = request.POST.get("motif", "").strip()
    try:
        if order.batch.state == DebitBatch.State.PREPARED:
            remove_order(order, reason=reason or "Retiré à la main")
            messages.success(request, "Ce prélèvement est retiré de la remise.")
        else:
            reject_order(order, reason=reason, by=request.user)
            messages.success(request, "Le rejet est noté.")
    except DebitRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:debit_batch", order.batch_id)
