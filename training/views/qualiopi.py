"""The page of the quality referential, and the archive for the auditor."""

from datetime import timedelta
from secrets import randbelow

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from reporting.files import stored_file
from reporting.jobs import start_job
from training.domain.quality.archive import draw_sample
from training.domain.quality.evidence import Range, counted_sessions, lines_of, referential_on
from training.forms.quality import EvidenceForm, RangeForm, SampleForm
from training.models import QualityEvidence

team_only = permission_required("training.run_training", raise_exception=True)
YEAR = timedelta(days=365)


def _range(request) -> tuple[Range, RangeForm]:
    """The days asked for; the last year where none, or none that can be, are."""
    today = timezone.localdate()
    form = RangeForm(request.GET or None, initial={"du": today - YEAR, "au": today})
    if form.is_bound and form.is_valid():
        return Range(form.cleaned_data["du"], form.cleaned_data["au"]), form
    return Range(today - YEAR, today), form


@team_only
def qualiopi(request):
    """Each indicator of the referential in force on the last day: what the portal shows for it, what lacks."""
    days, form = _range(request)
    referential = referential_on(days.end)
    lines = lines_of(referential, days) if referential else []
    context = {
        "days": days,
        "form": form,
        "referential": referential,
        "lines": lines,
        "ready": sum(line.state == "ok" for line in lines),
        "applied": sum(line.applies for line in lines),
        "evidence_form": EvidenceForm(initial={"dated_on": timezone.localdate()}),
        "sample_form": SampleForm(initial={"du": days.start, "au": days.end, "tirage": 3}),
        "sessions": counted_sessions(days),
    }
    return render(request, "training/quality/qualiopi.html", context)


@require_POST
@team_only
def evidence_add(request):
    """Add evidence that the portal does not make itself."""
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        form.instance.added_by = request.user
        form.save()
        messages.success(request, f"« {form.instance} » est jointe à l'indicateur {form.instance.number}.")
    else:
        messages.error(request, " ".join(problem for problems in form.errors.values() for problem in problems))
    return redirect("training:qualiopi")


@require_POST
@team_only
def evidence_remove(request, pk):
    """Take away evidence that was added by mistake."""
    one = get_object_or_404(QualityEvidence.objects.visible_to(request.user), pk=pk)
    one.delete()
    messages.success(request, f"« {one} » est retirée.")
    return redirect("training:qualiopi")


@team_only
def evidence_file(request, pk):
    one = get_object_or_404(QualityEvidence.objects.visible_to(request.user), pk=pk)
    if not one.file:
        raise Http404("Cette preuve n'a pas de fichier.")
    return stored_file(one.file, one.file.name.rsplit("/", 1)[-1], as_attachment=True)


@require_POST
@team_only
def qualiopi_archive(request):
    """The archive for the auditor, made by a job: on a range, with sessions chosen or drawn."""
    form = SampleForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(problem for problems in form.errors.values() for problem in problems))
        return redirect("training:qualiopi")
    told = form.cleaned_data
    days, seed = Range(told["du"], told["au"]), None
    chosen = [session.pk for session in told["sessions"]]
    if not chosen:
        seed = randbelow(1_000_000)
        chosen = draw_sample(days, told["tirage"] or 3, seed)
    if not chosen:
        messages.error(request, "Aucune session ne s'est tenue sur ces dates : il n'y a pas d'échantillon à montrer.")
        return redirect("training:qualiopi")
    params = {"start": days.start.isoformat(), "end": days.end.isoformat(), "sessions": chosen, "seed": seed}
    title = f"Preuves Qualiopi du {days.start:%d/%m/%Y} au {days.end:%d/%m/%Y}"
    return redirect(start_job("training_evidence", title=title, by=request.user, params=params))
