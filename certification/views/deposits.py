"""The flow to the Caisse des Dépôts: who is due, the batches, their files and reports."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST

from certification.domain.deposits import batches
from certification.domain.deposits.passages import SENDABLE, PassageState
from certification.domain.deposits.reports import read_report
from certification.exports.deposits import LINE_COLUMNS, STANDING_COLUMNS, line_rows, standing_rows
from certification.filters.deposits import DepositFilter
from certification.forms.deposits import ReportForm, SentForm
from certification.models import Deposit, DepositAccount, DepositLine, DepositReport
from members.domain.moves import Refused
from reporting.exports import table_response
from reporting.french import number, unit

from .certificates import team_only

SHOWN, BATCHES = 50, 20
WITH = ["certificate__place__jury__certification", "certificate__place__enrolment__candidate"]


def _found(request) -> tuple[DepositFilter, list, dict]:
    """The people asked for, and how many of all are in each state."""
    found = DepositFilter(request.GET)
    if not found.form.is_valid():
        return found, [], {}
    everybody = batches.situation(found.qs)
    return found, found.kept(everybody.standings), everybody.counts()


@team_only
def deposits(request):
    """Who is due and by when, then the batches; htmx gets the list alone."""
    found, standings, counts = _found(request)
    page, today = Paginator(standings, SHOWN).get_page(request.GET.get("page")), timezone.localdate()
    context = {"filter": found, "page": page, "rows": [(one, one.urgency(today)) for one in page]}
    if not request.htmx:
        account = DepositAccount.objects.visible_to(request.user).order_by("pk").first()
        context |= {
            "account": account,
            "counts": [(state, PassageState(state).label, counts[state]) for state in counts if counts[state]],
            "ready": min(sum(counts.get(state, 0) for state in SENDABLE), batches.MOST),
            "to_delete": counts.get(PassageState.DELETION_DUE, 0),
            "deletes": account is not None and account.version == DepositAccount.Version.V115,
            "batches": _counted(Deposit.objects.visible_to(request.user))[:BATCHES],
        }
    response = render(request, f"certification/deposits/{'results' if request.htmx else 'list'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _counted(deposits):
    """With how many lines they have, and how many of each answer."""
    states = DepositLine.State
    return deposits.defer("xml").annotate(
        count=Count("lines"),
        accepted=Count("lines", filter=Q(lines__state=states.ACCEPTED)),
        refused=Count("lines", filter=Q(lines__state=states.REFUSED)),
        waiting=Count("lines", filter=Q(lines__state=states.EXPORTED)),
    )


@team_only
def deposits_export(request, fmt):
    """Exactly the people shown."""
    found, standings, _ = _found(request)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    return table_response(fmt, "caisse-des-depots", STANDING_COLUMNS, standing_rows(standings))


@require_POST
@team_only
def deposit_new(request):
    """Make a batch of what is ready, or of the deletions that are due."""
    kind = Deposit.Kind.DELETION if request.POST.get("nature") == "suppressions" else Deposit.Kind.CREATION
    try:
        made = batches.make_deposit(by=request.user, kind=kind)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("certification:deposits")
    if made.is_valid:
        messages.success(request, "Le fichier est fait et suit le schéma : téléchargez-le, puis déposez-le.")
    else:
        messages.warning(
            request, "Le fichier est fait. Il se télécharge une fois vérifié : déposez le schéma XSD du kit."
        )
    return redirect(made)


def _seen(request, pk: int) -> Deposit:
    return get_object_or_404(_counted(Deposit.objects.visible_to(request.user)), pk=pk)


@team_only
def deposit(request, pk):
    """A batch: its file, the next step, the answers line by line."""
    shown = _seen(request, pk)
    lines = DepositLine.objects.visible_to(request.user).filter(deposit=shown).select_related(*WITH)
    answer = request.GET.get("reponse", "")
    if answer in DepositLine.State.values:
        lines = lines.filter(state=answer)
    context = {
        "deposit": shown,
        "page": Paginator(lines.order_by("certificate__number"), SHOWN).get_page(request.GET.get("page")),
        "answer": answer,
        "answers": DepositLine.State.choices,
        "reports": DepositReport.objects.visible_to(request.user).filter(deposit=shown).defer("content"),
        "sent_form": SentForm(initial={"on": timezone.localdate()}),
        "report_form": ReportForm(),
    }
    return render(request, "certification/deposits/deposit.html", context)


@team_only
def deposit_file(request, pk):
    """The bytes that were frozen, once they were checked against the schema."""
    shown = get_object_or_404(Deposit.objects.visible_to(request.user), pk=pk)
    if not shown.is_valid:
        raise Http404("Ce fichier n'est pas encore vérifié.")
    return _attached(bytes(shown.xml), f"{shown.number}.xml")


def _attached(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@team_only
def deposit_lines_export(request, pk, fmt):
    shown = _seen(request, pk)
    lines = DepositLine.objects.visible_to(request.user).filter(deposit=shown).select_related(*WITH)
    return table_response(fmt, f"depot-{shown.number}", LINE_COLUMNS, line_rows(lines.order_by("certificate__number")))


@require_POST
@team_only
def deposit_step(request, pk):
    """Take the next step of a batch: `verifier`, `remis` or `abandonner`."""
    shown, asked = _seen(request, pk), request.POST.get("etape")
    try:
        if asked == "verifier":
            batches.check_deposit(shown, by=request.user)
            messages.success(request, "Le fichier suit le schéma : téléchargez-le, puis déposez-le.")
        elif asked == "remis":
            form = SentForm(request.POST)
            if not form.is_valid():
                messages.error(request, "Écrivez le jour du dépôt, comme 31/12/2026.")
                return redirect(shown)
            batches.mark_sent(shown, on=form.cleaned_data["on"], by=request.user)
            messages.success(request, "Le jour du dépôt est noté. Il reste à lire le compte rendu, quand il arrive.")
        elif asked == "abandonner":
            batches.discard_deposit(shown, by=request.user)
            messages.success(request, "Le dépôt est abandonné ; ses certificats sont de nouveau à déposer.")
            return redirect("certification:deposits")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(shown)


@require_POST
@team_only
def deposit_report(request, pk):
    """Read the processing report of a batch."""
    shown, form = _seen(request, pk), ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["file"]))
        return redirect(shown)
    file = form.cleaned_data["file"]
    try:
        read = read_report(shown, content=file.read(), name=file.name, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(shown)
    messages.success(
        request,
        f"{number(read.accepted)} {unit('lignes', read.accepted)} {unit('acceptées', read.accepted)}, "
        f"{number(read.refused)} {unit('refusées', read.refused)}.",
    )
    if read.report.remarks:
        messages.warning(request, f"Lignes écartées ou répétées : {len(read.report.remarks)}, à lire ci-dessous.")
    return redirect(shown)


@team_only
def report_file(request, pk):
    """A report as it was received."""
    report = get_object_or_404(DepositReport.objects.visible_to(request.user).select_related("deposit"), pk=pk)
    return _attached(bytes(report.content), f"compte-rendu-{report.deposit.number}.xml")


@require_POST
@team_only
def deposit_again(request, pk):
    """Put an answered line in the next batch."""
    line = get_object_or_404(
        DepositLine.objects.visible_to(request.user).select_related("deposit", "certificate"), pk=pk
    )
    try:
        batches.tell_again(line, by=request.user)
        messages.success(request, f"Le certificat {line.certificate.number} sera dans le prochain dépôt.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(line.deposit)
