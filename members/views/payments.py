"""Payments of calls: typed one by one or in a row, reversed, given back; their papers."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from members.domain.call_search import calls_to_look_at, calls_to_pay, search_calls
from members.domain.dues import standing_invoice
from members.domain.invoices import InvoiceRefused, waive
from members.domain.papers import invoice_pdf, receipt_pdf
from members.domain.payments import AlreadyRecorded, PaymentRefused, record_payment, refund, reverse_payment
from members.fee_forms import ReasonForm
from members.models import FeeCall, Invoice, Payment
from members.money_forms import PaymentForm, RefundForm
from reporting.exports import table_response
from reporting.files import pdf_response
from reporting.french import euros

keeps_money = permission_required("members.keep_money", raise_exception=True)
SHOWN_LAST = 10
GAPS = {"trop": "Trop-perçus et doubles paiements", "partiel": "Paiements partiels"}


def call_payments(request, pk):
    """What a call asked for, its papers and its payments; whoever keeps money records from here."""
    call = get_object_or_404(calls_to_pay(request.user), pk=pk)
    form = PaymentForm(initial=_expected(call)) if request.user.has_perm("members.keep_money") else None
    return _call_page(request, call, form)


def _call_page(request, call: FeeCall, form, refund_form=None):
    context = {
        "call": call,
        "form": form,
        "refund_form": refund_form,
        "payments": Payment.objects.visible_to(request.user)
        .filter(call=call)
        .select_related("reversal", "recorded_by"),
        "invoices": Invoice.objects.visible_to(request.user).filter(call=call),
        "may_waive": form and call.membership.has_ended and standing_invoice(call),
    }
    if form and refund_form is None and call.remains < 0:
        context["refund_form"] = RefundForm(prefix="rendre", initial={"amount": -call.remains, "method": "transfer"})
    return render(request, "members/money/call.html", context)


def _expected(call: FeeCall) -> dict:
    """What the form shows first: what remains, by the way that the member chose."""
    initial = {"amount": call.remains} if call.remains > 0 else {}
    return initial | ({"method": call.method} if call.method else {})


@require_POST
@keeps_money
def record(request, pk):
    """Record a payment typed on the page of its call."""
    call = get_object_or_404(calls_to_pay(request.user), pk=pk)
    form = PaymentForm(request.POST)
    if form.is_valid() and (payment := _record(request, call, form)):
        messages.success(request, f"Paiement noté : {euros(payment.amount)}, reçu {payment.receipt_number}.")
        return redirect("members:call_payments", pk)
    return _call_page(request, call, form)


def _record(request, call: FeeCall, form: PaymentForm) -> Payment | None:
    """Record what a valid form says; its refusal is said in the form, where a second press confirms a twin."""
    try:
        return record_payment(call, form.received(), by=request.user, another=form.cleaned_data["another"])
    except AlreadyRecorded as twin:
        form.data = form.data.copy()
        form.data["another"] = "on"
        form.add_error(None, f"{twin} Si c'est bien un autre paiement, enregistrez-le à nouveau.")
    except PaymentRefused as refusal:
        form.add_error(None, str(refusal))
    return None


@require_POST
@keeps_money
def give_back(request, pk):
    """Record a refund typed on the page of its call."""
    call = get_object_or_404(calls_to_pay(request.user), pk=pk)
    form = RefundForm(request.POST, prefix="rendre")
    if form.is_valid():
        try:
            payment = refund(call, form.received(), reason=form.cleaned_data["reason"], by=request.user)
        except PaymentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Remboursement noté : {euros(-payment.amount)}, reçu {payment.receipt_number}.")
            return redirect("members:call_payments", pk)
    return _call_page(request, call, PaymentForm(initial=_expected(call)), form)


@keeps_money
def reverse_one(request, pk):
    """Undo a payment, for a reason."""
    payment = get_object_or_404(
        Payment.objects.visible_to(request.user).select_related("call__membership__organisation"), pk=pk
    )
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reverse_payment(payment, reason=form.cleaned_data["reason"], by=request.user)
        except PaymentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Le paiement {payment.receipt_number} est annulé.")
            return redirect("members:call_payments", payment.call_id)
    return render(request, "members/money/reverse.html", {"payment": payment, "form": form})


@require_POST
@keeps_money
def give_up(request, pk):
    """A credit note for the fee of an organisation that has left."""
    call = get_object_or_404(FeeCall.objects.visible_to(request.user), pk=pk)
    try:
        credit = waive(call)
        messages.success(request, f"L'avoir {credit.number} annule la facture {credit.cancels.number}.")
    except InvoiceRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:call_payments", pk)


@keeps_money
def entry(request):
    """Many payments in a row: search the call, check the amount, record, next."""
    asked = request.GET.get("appel", "")
    call = get_object_or_404(calls_to_pay(request.user), pk=asked) if asked.isdecimal() else None
    form = PaymentForm(initial=_expected(call) | _last_typed(request)) if call else None
    if request.method == "POST" and call:
        form = PaymentForm(request.POST)
        if form.is_valid() and (payment := _record(request, call, form)):
            data = form.cleaned_data
            request.session["payment_typed"] = {"on": data["on"].isoformat(), "method": data["method"]}
            messages.success(request, f"{call.membership.organisation} : {euros(payment.amount)} notés.")
            return redirect("members:payment_entry")
    text = request.GET.get("q", "")
    last = Payment.objects.visible_to(request.user).filter(recorded_by=request.user, kind=Payment.Kind.PAYMENT)
    context = {
        "text": text,
        "found": search_calls(request.user, text),
        "call": call,
        "form": form,
        "last": last.select_related("call__membership__organisation", "reversal").order_by("-pk")[:SHOWN_LAST],
    }
    part = "members/money/entry_found.html" if request.htmx else "members/money/entry.html"
    return render(request, part, context)


def _last_typed(request) -> dict:
    """The day and the way of the payment before: a pile of cheques has the same."""
    return request.session.get("payment_typed", {})


@require_POST
@keeps_money
def undo_last(request):
    """Undo the payment that one has just typed."""
    last = (
        Payment.objects.visible_to(request.user)
        .filter(
            recorded_by=request.user, kind=Payment.Kind.PAYMENT, reversal=None, pk=request.POST.get("paiement") or 0
        )
        .first()
    )
    try:
        if last is None:
            raise PaymentRefused("Ce paiement est déjà annulé, ou n'est pas de vous.")
        reverse_payment(last, reason="Erreur de saisie", by=request.user)
        messages.success(request, f"Le paiement {last.receipt_number} est annulé.")
    except PaymentRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:payment_entry")


@keeps_money
def gaps(request):
    """The calls that were paid in excess or in part."""
    kind = _gap(request)
    page = Paginator(calls_to_look_at(request.user, kind), 50).get_page(request.GET.get("page"))
    kinds = [{"key": key, "label": label, "active": key == kind} for key, label in GAPS.items()]
    return render(request, "members/money/gaps.html", {"page": page, "kinds": kinds})


def _gap(request) -> str:
    asked = request.GET.get("genre")
    return asked if asked in GAPS else "trop"


@keeps_money
def gaps_export(request, fmt):
    kind = _gap(request)
    rows = (
        [call.membership.organisation.name, call.membership.year, call.reference, call.due, call.received, call.remains]
        for call in calls_to_look_at(request.user, kind)
    )
    columns = ["Structure", "Campagne", "Référence", "À payer", "Reçu", "Reste"]
    return table_response(fmt, f"paiements-{kind}", columns, rows)


def invoice(request, pk):
    """An invoice or a credit note."""
    return pdf_response(*invoice_pdf(get_object_or_404(Invoice.objects.visible_to(request.user), pk=pk)))


def receipt(request, pk):
    """The receipt of a payment."""
    payments = Payment.objects.visible_to(request.user).select_related("reverses", "call__membership__organisation")
    return pdf_response(*receipt_pdf(get_object_or_404(payments, pk=pk)))
