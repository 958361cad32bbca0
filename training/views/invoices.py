"""Invoices, credit notes and payments."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST

from members.domain.moves import Refused
from reporting.exports import table_response
from reporting.files import pdf_response
from training.domain.papers.invoice_paper import invoice_pdf as paper_of
from training.domain.papers.invoicing import credit_invoice, invoice_order
from training.domain.papers.paying import record_payment, reverse_payment, unpaid, with_due
from training.exports import papers as exports
from training.filters.papers import InvoiceFilter
from training.forms.papers import PaymentForm, ReasonForm
from training.models import Order, TrainingInvoice, TrainingPayment

team_only = permission_required("training.run_training", raise_exception=True)
SHOWN = 50
WITH = ["order__organisation", "order__session__version", "funder", "cancels"]


def invoices(request):
    """The invoices that one sees; htmx gets the results alone."""
    found = InvoiceFilter(request.GET, user=request.user)
    shown = found.qs if found.form.is_valid() else with_due(TrainingInvoice.objects.none())
    rows = shown.select_related(*WITH).defer("content")
    context = {"filter": found, "page": Paginator(rows, SHOWN).get_page(request.GET.get("page"))}
    if not request.htmx and request.user.has_perm("training.read_training"):
        late = unpaid(timezone.localdate())
        context["late"] = late.count()
        context["late_total"] = late.aggregate(total=Sum("left"))["total"]
    template = f"training/invoices/{'results' if request.htmx else 'list'}.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def invoices_export(request, fmt):
    """Exactly the invoices shown."""
    found = InvoiceFilter(request.GET, user=request.user)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    rows = exports.invoice_rows(found.qs.select_related(*WITH).defer("content"))
    return table_response(fmt, "factures-formation", exports.INVOICE_COLUMNS, rows)


def _seen(request, pk: int) -> TrainingInvoice:
    found = with_due(TrainingInvoice.objects.visible_to(request.user)).select_related(*WITH)
    return get_object_or_404(found, pk=pk)


def invoice(request, pk):
    """An invoice: its lines, what was paid, its credit note."""
    shown = _seen(request, pk)
    payments = TrainingPayment.objects.visible_to(request.user).filter(invoice=shown).select_related("recorded_by")
    context = {
        "invoice": shown,
        "lines": shown.lines.order_by("pk"),
        "payments": payments.order_by("received_on", "pk"),
        "left": exports.left_of(shown),
        "credit": TrainingInvoice.objects.filter(cancels=shown).first(),
        "runs": request.user.has_perm("training.run_training"),
        "payment_form": PaymentForm(initial={"amount": exports.left_of(shown)}),
        "reason_form": ReasonForm(),
    }
    return render(request, "training/invoices/invoice.html", context)


def invoice_pdf(request, pk):
    return pdf_response(*paper_of(_seen(request, pk)))


@require_POST
@team_only
def order_invoice(request, pk):
    """Make the invoices of an order."""
    order = get_object_or_404(Order.objects.visible_to(request.user), pk=pk)
    try:
        made = invoice_order(order, by=request.user, by_hours="by_hours" in request.POST)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{', '.join(map(str, made))} : {'faites' if len(made) > 1 else 'faite'}.")
    return redirect("training:order_papers", pk)


@require_POST
@team_only
def invoice_credit(request, pk):
    """Cancel an invoice by a credit note."""
    shown = _seen(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Écrivez le motif, en 200 caractères au plus.")
        return redirect("training:invoice", pk)
    try:
        made = credit_invoice(shown, reason=form.cleaned_data["reason"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("training:invoice", pk)
    messages.success(request, f"{made} annule {shown}.")
    return redirect("training:invoice", made.pk)


@require_POST
@team_only
def invoice_payment(request, pk):
    """Note what was received, or given back."""
    shown = _seen(request, pk)
    form = PaymentForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Indiquez le montant, le jour et le mode du règlement.")
        return redirect("training:invoice", pk)
    try:
        record_payment(shown, by=request.user, **form.cleaned_data)
        messages.success(request, "Le règlement est noté.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("training:invoice", pk)


@require_POST
@team_only
def payment_reverse(request, pk):
    """Undo a payment noted by mistake."""
    payment = get_object_or_404(TrainingPayment.objects.visible_to(request.user), pk=pk)
    try:
        reverse_payment(payment, reason=request.POST.get("reason", ""), by=request.user)
        messages.success(request, "Le règlement est annulé.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("training:invoice", payment.invoice_id)
