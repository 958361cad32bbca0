"""Reports of delegated missions: filled by the carrier, saved by itself, sent, answered by the national team, printed."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from members.domain.missions import reports as domain
from members.domain.missions.papers import report_pdf
from members.domain.missions.refusals import REPORT_STEPS, STEPS, ChangedMeanwhile, MissionRefused
from members.mission_forms import AnswerForm, ReportForm
from members.models import MissionReport
from members.views.missions import seen_mission
from reporting.files import pdf_response


def _report(request, pk: int, year: int, kind: str) -> MissionReport:
    mission = seen_mission(request, pk)
    report = get_object_or_404(
        MissionReport.objects.select_related("updated_by"), mission=mission, year=year, kind=kind
    )
    report.mission = mission
    return report


def _may(user, report: MissionReport, step: str) -> bool:
    may, states, _ = STEPS[step]
    return (
        report.state in REPORT_STEPS[step][0]
        and report.mission.state in states
        and user.has_perm(f"members.{may}", report.mission)
    )


def mission_report(request, pk, year, kind):
    """Read a report; its carrier writes it, the national team answers it."""
    report = _report(request, pk, year, kind)
    if request.method == "POST":
        answers = {"accept", "ask_for_more"} & set(request.POST)
        if not request.user.has_perm(f"members.{'keep_missions' if answers else 'report_mission'}", report.mission):
            raise PermissionDenied
        return _answer(request, report) if answers else _write(request, report)
    return _page(request, report)


def _page(request, report: MissionReport, *, form=None, answer_form=None, refusal=None, status=HTTPStatus.OK):
    writes = _may(request.user, report, "write")
    context = {
        "report": report,
        "mission": report.mission,
        "form": form or (ReportForm(report=report) if writes else None),
        "spent": domain.spent_lines(report),
        "values": domain.value_lines(report),
        "missing": domain.missing_of(report) if writes else [],
        "answer_form": answer_form or (AnswerForm() if _may(request.user, report, "answer") else None),
        "refusal": refusal,
    }
    return render(request, "members/missions/report.html", context, status=status)


def _write(request, report: MissionReport):
    """Save what was typed, then send it where that is asked; htmx is told the end of each saving."""
    form = ReportForm(request.POST, report=report)
    right = form.is_valid()
    if "version" not in form.cleaned_data:
        # No page of ours sends that.
        return redirect(report)
    try:
        kept = domain.save_draft(report, by=request.user, version=form.cleaned_data["version"], **form.typed())
        if "send" in request.POST and right:
            domain.send(kept, by=request.user, version=kept.version)
    except ChangedMeanwhile as refused:
        return _beside(request, report, form, refused)
    except MissionRefused as refused:
        return _refused(request, report, form, refused)
    if request.htmx:
        context = {"report": kept, "form": form, "at": timezone.localtime()}
        return render(request, "members/missions/saved.html", context)
    if not right:
        return _page(request, _again(kept), form=_with_version(form, kept.version), status=HTTPStatus.BAD_REQUEST)
    messages.success(request, "Le bilan est remis." if "send" in request.POST else "Le bilan est enregistré.")
    return redirect(report)


def _refused(request, report: MissionReport, form: ReportForm, refused: MissionRefused):
    """What was typed comes back with the reason."""
    if request.htmx:
        return render(request, "members/missions/not_saved.html", {"refusal": refused}, status=HTTPStatus.CONFLICT)
    current = _again(report)
    if current.state not in MissionReport.WRITTEN:
        messages.error(request, str(refused))
        return redirect(report)
    shown = _with_version(form, current.version)
    return _page(request, current, form=shown, refusal=refused, status=HTTPStatus.BAD_REQUEST)


def _beside(request, report: MissionReport, form: ReportForm, refused: ChangedMeanwhile):
    """What the other one wrote, beside one's own; saved again from there, one's own is written."""
    if request.htmx:
        context = {"refusal": refused, "report": refused.current}
        return render(request, "members/missions/not_saved.html", context, status=HTTPStatus.CONFLICT)
    shown = _with_version(form, refused.current.version)
    return _page(request, _again(report), form=shown, refusal=refused, status=HTTPStatus.CONFLICT)


def _again(report: MissionReport) -> MissionReport:
    return MissionReport.objects.select_related("mission__carrier", "mission__region", "updated_by").get(pk=report.pk)


def _with_version(form: ReportForm, version: int) -> ReportForm:
    """The form as typed, which has now seen this version."""
    form.data = form.data.copy()
    form.data["version"] = version
    return form


def _answer(request, report: MissionReport):
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, report, answer_form=form, status=HTTPStatus.BAD_REQUEST)
    accepts = "accept" in request.POST
    try:
        (domain.accept if accepts else domain.ask_for_more)(report, answer=form.cleaned_data["answer"], by=request.user)
    except MissionRefused as refused:
        current = _again(report)
        kept = form if current.state == MissionReport.State.SENT else None
        return _page(request, current, answer_form=kept, refusal=refused, status=HTTPStatus.BAD_REQUEST)
    messages.success(request, "Le bilan est accepté." if accepts else "Le complément est demandé.")
    return redirect(report)


def report_paper(request, pk, year, kind):
    """The report as a PDF."""
    report = _report(request, pk, year, kind)
    return pdf_response(f"bilan-mission-{pk}-{year}-{kind}.pdf", report_pdf(report).content)
