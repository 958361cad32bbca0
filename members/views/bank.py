"""Bank statements: drop a file, then decide of each line."""

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from members.domain.bank import confirming
from members.domain.bank.keeping import AlreadyImported, import_statement
from members.domain.bank.known import Known
from members.domain.bank.matching import Candidates
from members.domain.bank.reasons import told
from members.domain.bank.statement import UnreadableStatement
from members.domain.call_search import calls_to_pay, search_calls
from members.models import BankLine, BankStatement, DebitBatch, FeeCall, Payment
from members.money_forms import MoneyField, StatementForm
from members.views.payments import keeps_money
from reporting.jobs import start_job

LINES = 50
# Beyond that a worker does it.
AT_ONCE = 100
STATES = {
    "a-rapprocher": BankLine.State.NEW,
    "rapprochees": BankLine.State.MATCHED,
    "ecartees": BankLine.State.SET_ASIDE,
}
TABS = {"a-rapprocher": "À rapprocher", "rapprochees": "Rapprochées", "ecartees": "Écartées"}


@keeps_money
def bank(request):
    """The statements brought in, and the form that brings in another."""
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return redirect(import_statement(file.read(), file.name, by=request.user))
        except UnreadableStatement as fault:
            form.add_error("file", f"{fault} Rien n'a été enregistré.")
        except AlreadyImported as known:
            messages.warning(request, str(known))
            return redirect(known.statement)
    statements = (
        BankStatement.objects.visible_to(request.user)
        .select_related("imported_by")
        .annotate(count=Count("lines"), waiting=Count("lines", filter=Q(lines__state=BankLine.State.NEW)))
        .order_by("-ends", "-pk")
    )
    page = Paginator(statements, 30).get_page(request.GET.get("page"))
    return render(request, "members/money/bank.html", {"form": form, "page": page})


@keeps_money
def statement(request, pk):
    """The lines of a statement with what each may pay for."""
    shown = get_object_or_404(BankStatement.objects.visible_to(request.user), pk=pk)
    counts = dict(shown.lines.order_by().values_list("state").annotate(count=Count("pk")))
    asked = request.GET.get("etat")
    state = STATES.get(
        asked, BankLine.State.NEW if counts.get(BankLine.State.NEW) or not counts else BankLine.State.MATCHED
    )
    page = Paginator(shown.lines.filter(state=state).select_related("decided_by"), LINES).get_page(
        request.GET.get("page")
    )
    waiting = state == BankLine.State.NEW
    candidates = Candidates() if waiting and counts.get(state) else None
    context = {
        "statement": shown,
        "page": page,
        "lines": _told(request, list(page), candidates),
        "sure": len(confirming.sure_lines(shown, candidates)) if candidates else 0,
        "states": [
            {"key": key, "label": TABS[key], "count": counts.get(one, 0), "active": one == state}
            for key, one in STATES.items()
        ],
    }
    return render(request, "members/money/statement.html", context)


def _told(request, lines: list[BankLine], candidates: Candidates | None) -> list[dict]:
    """Each line with what is shown of it: proposals if it waits, payments if it is matched."""
    matched, known = {}, Known(lines, request.user)
    payments = Payment.objects.visible_to(request.user).filter(match__line__in=lines)
    for payment in payments.select_related("call__membership__organisation", "match"):
        matched.setdefault(payment.match.line_id, []).append(payment)
    return [
        {
            "line": line,
            "return_words": told(line.return_code) if line.return_code else "",
            "proposals": candidates.proposals(line) if candidates and line.state == BankLine.State.NEW else [],
            "returned": known.returned(line),
            "refunds": known.refunds(line),
            "batches": known.batches(line),
            "payments": matched.get(line.pk, []),
        }
        for line in lines
    ]


@require_POST
@keeps_money
def confirm_sure(request, pk):
    """Record every line of which the portal is sure."""
    shown = get_object_or_404(BankStatement.objects.visible_to(request.user), pk=pk)
    if len(confirming.sure_lines(shown)) > AT_ONCE:
        title = f"Rapprochement, {shown}"
        return redirect(start_job("match_sure_lines", title=title, by=request.user, params={"statement": shown.pk}))
    done, refused = confirming.match_sure_lines(shown, by=request.user)
    messages.success(request, f"Lignes rapprochées : {done}.")
    for words in refused[:5]:
        messages.warning(request, f"Laissée de côté : {words}")
    return redirect(shown)


@keeps_money
def line(request, pk):
    """One line alone, where another call is searched for, or several to share it; a search keeps the amounts typed."""
    shown = get_object_or_404(BankLine.objects.visible_to(request.user), pk=pk)
    return _line_page(request, shown)


def _line_page(request, shown: BankLine, refusal: str = ""):
    text = request.POST.get("q") or request.GET.get("q", "")
    waits = shown.state == BankLine.State.NEW
    context = _told(request, [shown], Candidates() if waits else None)[0] | {
        "text": text,
        "found": _with_typed(request, search_calls(request.user, text)) if waits else [],
        "refusal": refusal,
        "alone": not request.htmx,
    }
    return render(request, f"members/money/line{'_part' if request.htmx else ''}.html", context)


def _with_typed(request, found: list[FeeCall]) -> list[FeeCall]:
    """The calls in front of which an amount was typed, then those that were found."""
    typed = {int(number): amount for number, amount in _typed(request)}
    calls = list(calls_to_pay(request.user).filter(pk__in=typed)) if typed else []
    calls += [call for call in found if call.pk not in typed]
    for call in calls:
        call.typed = typed.get(call.pk, "")
    return calls


def _typed(request) -> list[tuple[str, str]]:
    """The numbers of calls and the amounts sent with them; an empty amount is none."""
    sent = [(key.partition("-"), amount.strip()) for key, amount in request.POST.items()]
    return [
        (number, amount) for (name, _, number), amount in sent if name == "montant" and number.isdecimal() and amount
    ]


@require_POST
@keeps_money
def match(request, pk):
    """See in a line payments of calls (`montant-<call>`), a return (`rejet`), a refund (`rendu`) or a batch (`remise`)."""
    shown = get_object_or_404(BankLine.objects.visible_to(request.user), pk=pk)

    payments, batches = Payment.objects.visible_to(request.user), DebitBatch.objects.visible_to(request.user)

    def decide():
        if "rejet" in request.POST:
            confirming.match_rejection(shown, _chosen(request, "rejet", payments), by=request.user)
        elif "rendu" in request.POST:
            confirming.match_refund(shown, _chosen(request, "rendu", payments), by=request.user)
        elif "remise" in request.POST:
            confirming.match_batch(shown, _chosen(request, "remise", batches), by=request.user)
        else:
            confirming.match_line(shown, _parts(request), by=request.user)

    return _after(request, shown, decide)


def _chosen(request, name: str, seen):
    """The record whose number was sent."""
    number = request.POST[name]
    return get_object_or_404(seen, pk=number if number.isdecimal() else 0)


def _parts(request) -> list[tuple[int, Decimal]]:
    parts = []
    for number, typed in _typed(request):
        try:
            parts.append((int(number), MoneyField().clean(typed)))
        except forms.ValidationError:
            raise confirming.LineRefused(f"« {typed} » n'est pas un montant.") from None
    seen = set(calls_to_pay(request.user).filter(pk__in=[pk for pk, _ in parts]).values_list("pk", flat=True))
    return [(pk, amount) for pk, amount in parts if pk in seen]


@require_POST
@keeps_money
def set_aside(request, pk):
    shown = get_object_or_404(BankLine.objects.visible_to(request.user), pk=pk)
    reason = request.POST.get("motif", "")
    return _after(request, shown, lambda: confirming.set_line_aside(shown, reason=reason, by=request.user))


@require_POST
@keeps_money
def reopen(request, pk):
    shown = get_object_or_404(BankLine.objects.visible_to(request.user), pk=pk)
    return _after(request, shown, lambda: confirming.reopen_line(shown, by=request.user))


def _after(request, shown: BankLine, decide):
    """Take a decision, then show the line as it is, or the statement again; a refusal keeps what was typed."""
    try:
        decide()
    except confirming.LineRefused as refusal:
        shown.refresh_from_db()
        return _line_page(request, shown, str(refusal))
    shown.refresh_from_db()
    if request.htmx:
        return _line_page(request, shown)
    messages.success(request, f"Ligne « {shown.label[:60]} » : {shown.get_state_display()}.")
    return redirect("members:statement", shown.statement_id)
