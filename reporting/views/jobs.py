"""Long work as its person sees it: progress, then the file; and everything that they asked for."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from reporting.files import stored_file
from reporting.jobs import rescue_stale_jobs
from reporting.models import Job


def _visible(request, pk) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.user), pk=pk)


def documents(request):
    """*Mes documents*: the work asked for in the last ninety days, newest first."""
    jobs = Paginator(Job.objects.visible_to(request.user).filter(asked_by=request.user), 25).get_page(
        request.GET.get("page")
    )
    return render(request, "reporting/documents.html", {"jobs": jobs})


def job(request, pk):
    return render(request, "reporting/job.html", {"job": _visible(request, pk)})


def job_status(request, pk):
    """The part of the page that htmx asks again every second until the job is over.

    A silent job is rescued here too, so that it ends even where the scheduler does not run.
    """
    shown = _visible(request, pk)
    if Job.objects.stale().filter(pk=pk).exists():
        rescue_stale_jobs()
        shown.refresh_from_db()
    return render(request, "reporting/job_status.html", {"job": shown})


def job_file(request, pk):
    shown = _visible(request, pk)
    return stored_file(shown.result, shown.result_name, as_attachment=True)
