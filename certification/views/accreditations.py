"""Accreditations: the list, and the page of each with its papers."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from certification.domain.accreditations.completeness import asked_pieces, lacks_of
from certification.domain.accreditations.papers import agreement_pdf, decision_pdf
from certification.domain.accreditations.register import tone_of
from certification.domain.accreditations.sections import SECTIONS
from certification.domain.accreditations.steps import steps_of
from certification.exports.accreditations import ACCREDITATION_COLUMNS, accreditation_rows
from certification.filters.accreditations import AccreditationFilter
from certification.forms.accreditations import PieceAnswerForm
from certification.models import Accreditation, AccreditationPiece, RegisterChange
from certification.models.accreditation import RENEWAL_OPENS
from certification.views.accreditation_moves import step_forms
from certification.views.seen import seen_accreditation
from members.domain.history import versions_of
from members.domain.moves import Refused
from reporting.exports import table_response
from reporting.files import pdf_response, stored_file

may_list = permission_required("certification.see_certifications", raise_exception=True)
PER_PAGE = 50


def _found(request) -> tuple[AccreditationFilter, list]:
    found = AccreditationFilter(request.GET, user=request.user)
    rows = found.qs if found.form.is_valid() else Accreditation.objects.none()
    related = ("organisation__department__region", "certification", "reviewer")
    return found, rows.select_related(*related).order_by("organisation__sort_name", "-requested_at", "-pk")


@may_list
def accreditations(request):
    """The list with its filters; htmx gets the results alone."""
    found, rows = _found(request)
    context = {
        "filter": found,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "may_ask": bool(request.user.managed_ids) or request.user.has_perm("certification.run_certification"),
        "of_team": request.user.has_perm("certification.run_certification"),
    }
    response = render(request, f"certification/accreditations/{'results' if request.htmx else 'list'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@may_list
def accreditations_export(request, fmt):
    """Exactly the accreditations shown, with all pages."""
    found, rows = _found(request)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    return table_response(fmt, "agrements", ACCREDITATION_COLUMNS, accreditation_rows(rows))


def accreditation(request, pk):
    return accreditation_page(request, seen_accreditation(request, pk))


def accreditation_page(request, shown: Accreditation, forms: dict | None = None, *, status: int = 200):
    """The whole accreditation; `forms` are those of its steps, by name, bound where one was refused."""
    user, today = request.user, timezone.localdate()
    may = steps_of(user, shown)
    pieces = asked_pieces(shown)
    changes = RegisterChange.objects.visible_to(user).filter(accreditation=shown).with_due()
    context = {
        "accreditation": shown,
        "may": may,
        "forms": step_forms(shown, may) | (forms or {}),
        "sections": [
            (one, [(Accreditation._meta.get_field(name).verbose_name, _told(shown, name)) for name in one.fields])
            for one in SECTIONS.values()
        ],
        "pieces": [
            (asked, PieceAnswerForm(initial={"comment": asked.piece.comment}, auto_id=f"piece{asked.kind.pk}_%s") if asked.piece else None)
            for asked in pieces
        ],
        "lacks": lacks_of(shown, pieces) if "submit" in may else [],
        "changes": [(one, *tone_of(one, today)) for one in changes],
        "checks": shown.checks.visible_to(user).select_related("controller"),
        "renewals": [one for one in shown.renewals.visible_to(user)],
        "renewal_opens": shown.validity.upper - RENEWAL_OPENS if shown.validity else None,
        "today": today,
        "shows_opinion": bool(shown.review_opinion) and user.has_perm("certification.read_certification"),
        "versions": versions_of(shown)[:40],
    }  # fmt: skip
    return render(request, "certification/accreditations/accreditation.html", context, status=status)


def _told(accreditation: Accreditation, name: str):
    value = getattr(accreditation, name)
    return ("oui" if value else "non") if isinstance(value, bool) else value


def piece_file(request, pk):
    piece = get_object_or_404(AccreditationPiece.objects.visible_to(request.user), pk=pk)
    return stored_file(piece.file, piece.name, as_attachment=True)


def accreditation_decision(request, pk):
    return _paper(request, pk, decision_pdf)


def accreditation_agreement(request, pk):
    return _paper(request, pk, agreement_pdf)


def _paper(request, pk, make):
    try:
        name, content = make(seen_accreditation(request, pk))
    except Refused as refusal:
        raise Http404(str(refusal)) from refusal
    return pdf_response(name, content)
