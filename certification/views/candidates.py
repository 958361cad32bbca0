"""Candidates of one's structure, all of them for the certification team: the list, its export, the notice, communes."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from certification.domain.enrolments.birthplace import suggest_communes
from certification.domain.enrolments.entry_rights import entered_by
from certification.domain.enrolments.exporting import note_export
from certification.domain.enrolments.notice import notice_pdf
from certification.exports.candidates import CANDIDATE_COLUMNS, candidate_rows
from certification.filters.candidates import CandidateFilter
from reporting.exports import table_response
from reporting.files import pdf_response


def require_structure(user) -> None:
    """Candidates are the business of structures and of the certification team. Raises PermissionDenied."""
    if not user.has_perm("certification.follow_candidates"):
        raise PermissionDenied


def candidates(request):
    """The list with its filters; htmx gets the results alone."""
    require_structure(request.user)
    found = CandidateFilter(request.GET, user=request.user)
    rows = found.qs if found.form.is_valid() else found.qs.none()
    rows = rows.select_related("candidate", "organisation", "certification")
    context = {
        "filter": found,
        "page": Paginator(rows.order_by("-registered_on", "candidate__birth_name", "pk"), 50).get_page(
            request.GET.get("page")
        ),
        "may_enter": entered_by(request.user, timezone.localdate()).exists(),
    }
    response = render(request, f"certification/candidates/{'results' if request.htmx else 'list'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def candidates_export(request, fmt):
    """Exactly the candidates shown; that they leave is written down."""
    require_structure(request.user)
    found = CandidateFilter(request.GET, user=request.user)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    rows = list(found.qs.select_related("candidate", "organisation", "certification", "referential"))
    note_export(by=request.user, what=f"Candidats ({fmt}) : {found.told()}", count=len(rows))
    return table_response(fmt, "candidats", CANDIDATE_COLUMNS, candidate_rows(rows))


def information_notice(request):
    """The notice that is handed to a candidate, to be printed."""
    require_structure(request.user)
    return pdf_response("notice-information-candidat.pdf", notice_pdf().content)


def communes(request):
    """Communes whose name is being typed, as options of a list."""
    require_structure(request.user)
    found = suggest_communes(request.GET.get("birth_commune_name", "")[:70])
    return render(request, "certification/candidates/communes.html", {"communes": found})
