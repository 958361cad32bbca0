"""Certificates: those to issue, the register, the page of each, its papers."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST

from certification.domain.certificates.issuing import issue_certificate, issue_for_jury, to_issue
from certification.domain.certificates.keeping import issue_copy, missing_numbers, revoke_certificate
from certification.domain.certificates.papers import certificate_pdf as paper_of
from certification.domain.certificates.papers import file_name
from certification.domain.deposits.passages import standing_of, told_certificates
from certification.exports import certificates as exports
from certification.filters.certificates import CertificateFilter
from certification.forms.certificates import ReasonForm
from certification.models import Certificate, CertificateCopy, Jury, Place
from members.domain.history import versions_of
from members.domain.moves import Refused
from reporting.exports import table_response
from reporting.files import pdf_response
from reporting.french import unit
from reporting.jobs import start_job

team_only = permission_required("certification.run_certification", raise_exception=True)
SHOWN = 50
MOST_PRINTED = 2000
WITH = ["place__jury__certification", "place__enrolment__candidate", "place__enrolment__organisation"]
PRINTS = {
    "pdf": ("certification_certificates_pdf", "certificats.pdf"),
    "zip": ("certification_certificates_zip", "certificats.zip"),
}


@team_only
def issue(request):
    """What signed minutes let issue, jury by jury; issue all of a jury, or one."""
    if request.method == "POST":
        return _issue(request)
    waiting = to_issue().select_related("jury__certification", "enrolment__candidate", "enrolment__organisation")
    juries: dict[Jury, list[Place]] = {}
    for place in waiting.order_by("jury__held_on", "jury", "order"):
        juries.setdefault(place.jury, []).append(place)
    rows = [(jury, places, len(places)) for jury, places in juries.items()]
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    return render(request, "certification/certificates/issue.html", {"page": page})


def _issue(request):
    if request.POST.get("passage", "").isdecimal():
        place = get_object_or_404(Place.objects.visible_to(request.user), pk=request.POST["passage"])
        try:
            made = issue_certificate(place, by=request.user)
        except Refused as refusal:
            messages.error(request, f"{place.enrolment.candidate} : {refusal}")
            return redirect("certification:issue")
        messages.success(request, f"Le certificat {made.number} est délivré.")
        return redirect(made)
    if not request.POST.get("jury", "").isdecimal():
        return redirect("certification:issue")
    jury = get_object_or_404(Jury.objects.known_inside_to(request.user), pk=request.POST["jury"])
    issued = issue_for_jury(jury, by=request.user)
    if issued.made:
        count = len(issued.made)
        messages.success(request, f"{count} {unit('certificats', count)} {unit('délivrés', count)}.")
    for place, why in issued.refused:
        messages.error(request, f"{place.enrolment.candidate} : {why}")
    return redirect("certification:issue")


def register(request):
    """The register of those that one sees; htmx gets the results alone."""
    found = CertificateFilter(request.GET, user=request.user)
    shown = found.qs if found.form.is_valid() else Certificate.objects.none()
    context = {
        "filter": found,
        "page": Paginator(shown.select_related(*WITH).defer("content"), SHOWN).get_page(request.GET.get("page")),
    }
    if not request.htmx and request.user.has_perm("certification.run_certification"):
        context |= {"waiting": to_issue().count(), "missing": missing_numbers()}
    template = f"certification/certificates/{'results' if request.htmx else 'register'}.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def register_export(request, fmt):
    """Exactly the certificates shown."""
    found = CertificateFilter(request.GET, user=request.user)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    return table_response(
        fmt, "certificats", exports.COLUMNS, exports.rows(found.qs.select_related(*WITH).defer("content"))
    )


@require_POST
def register_print(request):
    """The certificates ticked, or else all those of the list, as one PDF or as an archive of one file each."""
    kind, name = PRINTS.get(request.POST.get("format", ""), PRINTS["pdf"])
    found = CertificateFilter(request.GET, user=request.user)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    chosen = found.qs
    ticked = [number for number in request.POST.getlist("certificat") if number.isdecimal()]
    if ticked:
        chosen = chosen.filter(pk__in=ticked)
    numbers = list(chosen.order_by("number").values_list("pk", flat=True)[: MOST_PRINTED + 1])
    if not 0 < len(numbers) <= MOST_PRINTED:
        messages.error(request, f"On imprime de 1 à {MOST_PRINTED} certificats à la fois : précisez les filtres.")
        return redirect(f"{request.path.removesuffix('imprimer/')}?{request.GET.urlencode()}")
    params = {"certificates": numbers, "name": name}
    return redirect(start_job(kind, title=f"Certificats ({len(numbers)})", by=request.user, params=params))


def certificate(request, pk):
    """A line of the register: what it says, its duplicates, where it stands with the Caisse des Dépôts, its history."""
    shown = _seen(request, pk)
    runs = request.user.has_perm("certification.run_certification")
    told = told_certificates().filter(pk=pk).first() if runs else None
    context = {
        "certificate": shown,
        "copies": CertificateCopy.objects.visible_to(request.user)
        .filter(certificate=shown)
        .select_related("issued_by"),
        "runs": runs,
        "standing": standing_of(told) if told else None,
        "reason_form": ReasonForm(auto_id="copy_%s"),
        "revoke_form": ReasonForm(auto_id="revoke_%s"),
        "versions": versions_of(shown) if runs else [],
    }
    return render(request, "certification/certificates/certificate.html", context)


def _seen(request, pk: int) -> Certificate:
    return get_object_or_404(Certificate.objects.visible_to(request.user).select_related(*WITH), pk=pk)


def certificate_pdf(request, pk):
    shown = _seen(request, pk)
    return pdf_response(file_name(shown), paper_of(shown))


def copy_pdf(request, pk):
    copy = get_object_or_404(CertificateCopy.objects.visible_to(request.user).select_related("certificate"), pk=pk)
    return pdf_response(f"duplicata-{copy.certificate.number}.pdf", paper_of(copy.certificate, copy))


@require_POST
@team_only
def certificate_copy(request, pk):
    return _reasoned(request, _seen(request, pk), issue_copy, "Le duplicata est délivré.")


@require_POST
@team_only
def certificate_revoke(request, pk):
    return _reasoned(request, _seen(request, pk), revoke_certificate, "Le certificat est révoqué.")


def _reasoned(request, shown: Certificate, act, told: str):
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Écrivez le motif, en 300 caractères au plus.")
        return redirect(shown)
    try:
        act(shown, reason=form.cleaned_data["reason"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect(shown)
