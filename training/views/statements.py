"""The yearly statement: its years, its frames, what is typed, its files, and its steps."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from members.domain.moves import Refused
from reporting.exports import XLSX
from reporting.files import pdf_response
from reporting.snapshot import one_snapshot
from training.domain.statement.checks import checks_of
from training.domain.statement.content import content_of, year_in_words
from training.domain.statement.gaps import gaps_of, not_entered, not_said_of_body
from training.domain.statement.history import turns_of
from training.domain.statement.paper import statement_pdf as paper_of
from training.domain.statement.records import contracts
from training.domain.statement.steps import blockers, differences, enter_values, finalise, reopen
from training.domain.statement.year import due_on, prepare_statement, year_to_declare
from training.exports.statements import statement_workbook
from training.forms.statements import EnteredForm, YearForm
from training.models import ActivityStatement

readers_only = permission_required("training.read_training", raise_exception=True)
team_only = permission_required("training.run_training", raise_exception=True)


def seen_statement(request, pk: int) -> ActivityStatement:
    """A statement that this person reads, else a page not found."""
    return get_object_or_404(ActivityStatement.objects.visible_to(request.user), pk=pk)


@readers_only
def statements(request):
    """Every year that is declared, and for the team the one to prepare."""
    shown = ActivityStatement.objects.visible_to(request.user).defer("content").select_related("final_by")
    context = {
        "rows": [(one, year_in_words(one), due_on(one.ends_on)) for one in shown],
        "runs": request.user.has_perm("training.run_training"),
        "owed": year_to_declare(),
    }
    if context["runs"]:
        form = YearForm()
        context["form"] = form if form.fields["annee"].choices else None
    return render(request, "training/statements/list.html", context)


@require_POST
@team_only
def statement_new(request):
    """Begin the statement of a year."""
    form = YearForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choisissez un exercice qui n'a pas encore de bilan.")
        return redirect("training:statements")
    try:
        made = prepare_statement(form.cleaned_data["annee"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("training:statements")
    messages.success(request, "Le bilan est préparé : ses cadres se calculent d'après les sessions et les factures.")
    return redirect(made)


@readers_only
def statement(request, pk):
    """Every frame, the checks, what is lacking, and what changed since it was made final."""
    shown = seen_statement(request, pk)
    is_final = shown.state == ActivityStatement.State.FINAL
    with one_snapshot():
        content = content_of(shown)
        context = {
            "statement": shown,
            "is_final": is_final,
            "content": content,
            "year": year_in_words(shown),
            "due": due_on(shown.ends_on),
            "checks": checks_of(content),
            "gaps": [] if is_final else gaps_of(shown),
            "not_entered": [] if is_final else not_entered(shown),
            "not_said": [] if is_final else not_said_of_body(),
            "blocked": not is_final and bool(blockers(shown, content)),
            "differences": differences(shown),
            "turns": turns_of(shown),
            "runs": request.user.has_perm("training.run_training"),
        }
    return render(request, "training/statements/statement.html", context)


@team_only
def statement_enter(request, pk):
    """Type what the accounts give; purchases are proposed from the signed contracts."""
    shown = seen_statement(request, pk)
    if shown.state == ActivityStatement.State.FINAL:
        messages.error(request, "Ce bilan est définitif : rouvrez-le pour le corriger.")
        return redirect(shown)
    signed = list(contracts(shown).visible_to(request.user).select_related("subcontractor").order_by("number", "pk"))
    total = sum(one.amount for one in signed)
    if request.method == "POST":
        form = EnteredForm(request.POST, instance=shown)
        if form.is_valid():
            try:
                enter_values(shown, form.cleaned_data, by=request.user)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "La saisie est enregistrée.")
                return redirect(shown)
    else:
        proposed = {"purchases": total} if shown.purchases is None and signed else {}
        form = EnteredForm(instance=shown, initial=proposed)
    context = {"statement": shown, "year": year_in_words(shown), "form": form, "contracts": signed, "total": total}
    return render(request, "training/statements/enter.html", context)


@require_POST
@team_only
def statement_step(request, pk):
    """Make a statement final (`arreter`), or open it again (`rouvrir`)."""
    shown, asked = seen_statement(request, pk), request.POST.get("etape")
    try:
        if asked == "arreter":
            finalise(shown, by=request.user)
            messages.success(request, "Le bilan est définitif : ses chiffres et leurs fiches sont gardés tels quels.")
        elif asked == "rouvrir":
            reopen(shown, request.POST.get("motif", "")[:300], by=request.user)
            messages.success(request, "Le bilan est rouvert ; l'historique garde ce qu'il disait.")
        else:
            messages.error(request, "Cette étape n'existe pas.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(shown)


@readers_only
def statement_pdf(request, pk):
    """The statement on paper, in the order of the form."""
    shown = seen_statement(request, pk)
    with one_snapshot():
        return pdf_response(f"bpf-{shown.ends_on.year}.pdf", paper_of(shown))


@readers_only
def statement_xlsx(request, pk):
    """The statement as a workbook: a sheet a frame, then the records that the reader may read."""
    shown = seen_statement(request, pk)
    with one_snapshot():
        response = HttpResponse(statement_workbook(shown, request.user), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="bpf-{shown.ends_on.year}.xlsx"'
    return response
