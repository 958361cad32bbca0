"""Papers: those of an order, of a session, and the search over all that one sees."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST

from members.domain.moves import Refused
from reporting.exports import table_response
from reporting.files import pdf_response, stored_file
from reporting.french import unit
from reporting.jobs import start_job
from training.domain.papers.issuing import (
    OF_ORDER,
    OF_REGISTRATION,
    issue,
    issue_again,
    issue_for_session,
    says_otherwise,
)
from training.domain.papers.rendering import document_pdf, house_rules_pdf
from training.domain.papers.sending import send_document, send_summons
from training.domain.papers.signing import fingerprint, record_signed_copy, sign_online
from training.exports import papers as exports
from training.filters.papers import DocumentFilter
from training.forms.papers import SignedCopyForm, SignForm
from training.models import Order, Registration, Session, TrainingBody, TrainingDocument, TrainingInvoice
from training.views.offers import as_key

team_only = permission_required("training.run_training", raise_exception=True)
SHOWN = 50
MOST_PRINTED = 2000
WITH = [
    "registration__trainee", "order__organisation", "session__version", "subcontract__subcontractor",
]  # fmt: skip
PRINTS = {
    "pdf": ("training_documents_pdf", "documents.pdf"),
    "zip": ("training_documents_zip", "documents.zip"),
}
Kind = TrainingDocument.Kind


def documents(request):
    """Every paper that one sees; htmx gets the results alone."""
    found = DocumentFilter(request.GET, user=request.user)
    shown = found.qs if found.form.is_valid() else TrainingDocument.objects.none()
    rows = shown.select_related(*WITH).defer("content")
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    context = {"filter": found, "page": page}
    template = f"training/documents/{'results' if request.htmx else 'list'}.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def documents_export(request, fmt):
    """Exactly the papers shown."""
    found = DocumentFilter(request.GET, user=request.user)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    rows = exports.document_rows(found.qs.select_related(*WITH).defer("content"))
    return table_response(fmt, "documents-formation", exports.DOCUMENT_COLUMNS, rows)


@require_POST
def documents_print(request):
    """The papers ticked, or else all those of the list, as one PDF or as an archive of one file each."""
    found = DocumentFilter(request.GET, user=request.user)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    chosen = found.qs
    ticked = [number for number in request.POST.getlist("document") if number.isdecimal()]
    if ticked:
        chosen = chosen.filter(pk__in=ticked)
    numbers = list(chosen.order_by("number").values_list("pk", flat=True)[: MOST_PRINTED + 1])
    if not 0 < len(numbers) <= MOST_PRINTED:
        messages.error(request, f"On imprime de 1 à {MOST_PRINTED} documents à la fois : précisez les filtres.")
        return redirect("training:documents")
    return _print(request, numbers, f"Documents de formation ({len(numbers)})")


def _print(request, numbers: list[int], title: str):
    kind, name = PRINTS.get(request.POST.get("format", ""), PRINTS["pdf"])
    return redirect(start_job(kind, title=title, by=request.user, params={"documents": numbers, "name": name}))


def _seen(request, pk: int) -> TrainingDocument:
    return get_object_or_404(TrainingDocument.objects.visible_to(request.user).select_related(*WITH), pk=pk)


def document(request, pk):
    """A paper as PDF."""
    return pdf_response(*document_pdf(_seen(request, pk)))


def document_copy(request, pk):
    """The copy signed on paper."""
    shown = _seen(request, pk)
    if not shown.signed_copy:
        raise Http404("Aucun exemplaire signé n'est gardé.")
    return stored_file(shown.signed_copy, f"{shown.number}-signe{_suffix(shown.signed_copy.name)}", as_attachment=True)


def _suffix(name: str) -> str:
    return name[name.rfind(".") :] if "." in name else ""


@login_not_required
def house_rules(request):
    """The house rules, which anybody who may be trained reads beforehand."""
    if not TrainingBody.current().house_rules:
        raise Http404("Le règlement intérieur n'est pas encore publié.")
    return pdf_response(*house_rules_pdf())


def order_papers(request, pk):
    """The papers of an order: the team makes and sends them, the buyer reads and signs."""
    order = _order(request, pk)
    return render(request, "training/documents/order.html", _of_order(request, order))


def _order(request, pk: int) -> Order:
    found = Order.objects.visible_to(request.user).select_related("organisation", "session__version", "funder")
    return get_object_or_404(found, pk=pk)


def _of_order(request, order: Order) -> dict:
    runs = request.user.has_perm("training.run_training")
    manages = request.user.has_perm("training.manage_order", order)
    kept = TrainingDocument.objects.visible_to(request.user).filter(order=order).select_related(*WITH)
    papers = list(kept.order_by("replaced_by_id", "kind", "pk"))
    made = {one.kind for one in papers if one.replaced_by_id is None}
    to_make = [Kind.QUOTE, Kind.CONTRACT if order.is_individual else Kind.AGREEMENT]
    return {
        "order": order,
        "runs": runs,
        "rows": [(one, _sign_form(one) if manages else None, runs and _stale(one)) for one in papers],
        "to_make": [kind for kind in to_make if kind not in made] if runs else [],
        "copy_form": SignedCopyForm() if runs else None,
        "invoices": TrainingInvoice.objects.visible_to(request.user).filter(order=order).order_by("pk"),
    }


def _stale(document: TrainingDocument) -> bool:
    fresh = document.kind in OF_ORDER and document.replaced_by_id is None and document.signed_at is None
    return fresh and says_otherwise(document)


def _sign_form(document: TrainingDocument) -> SignForm | None:
    """To be signed: a paper that stands, sent, and that nobody has signed."""
    open_to_sign = document.kind in OF_ORDER and document.sent_at and not document.signed_at
    if not open_to_sign or document.replaced_by_id or document.order.state == Order.State.CANCELLED:
        return None
    return SignForm(initial={"seen": fingerprint(document)}, auto_id=f"d{document.pk}_%s")


@require_POST
@team_only
def order_paper(request, pk):
    """Make a quote, an agreement or a contract, and send it."""
    order = _order(request, pk)
    kind = request.POST.get("kind", "")
    try:
        if kind not in OF_ORDER:
            raise Refused("Ce document ne se fait pas ici.")
        made = issue(kind, order, by=request.user)
        if "send" in request.POST:
            send_document(made, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{made} est {'envoyé' if 'send' in request.POST else 'fait'}.")
    return redirect("training:order_papers", pk)


@require_POST
@team_only
def document_step(request, pk):
    """Send a paper, or make another in its place."""
    shown = _seen(request, pk)
    try:
        if request.POST.get("step") == "send":
            send_document(shown, by=request.user)
            messages.success(request, f"{shown} est envoyé.")
        elif request.POST.get("step") == "replace":
            made = issue_again(shown, by=request.user)
            messages.success(request, f"{made} remplace {shown}.")
        else:
            raise Refused("Ce geste n'existe pas.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back_from(shown)


def _back_from(document: TrainingDocument):
    if document.registration_id:
        return redirect("training:session_papers", document.session_id)
    if document.order_id:
        return redirect("training:order_papers", document.order_id)
    return redirect("training:documents")


@require_POST
def document_sign(request, pk):
    """Sign with one's account, in the name of one's structure."""
    shown = _seen(request, pk)
    if not request.user.has_perm("training.manage_order", shown.order):
        raise Http404
    _sign(request, shown, request.user)
    return redirect("training:order_papers", shown.order_id)


def _sign(request, document: TrainingDocument, by) -> bool:
    form = SignForm(request.POST)
    if not form.is_valid():
        for problems in form.errors.values():
            for problem in problems:
                messages.error(request, problem)
        return False
    told = form.cleaned_data
    try:
        sign_online(
            document, name=told["name"], function=told["function"], seen=told["seen"],
            ip=get_adapter().get_client_ip(request), device=request.headers.get("User-Agent", ""), by=by,
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, f"{document} est signé. Merci.")
    return True


@require_POST
@team_only
def document_signed_copy(request, pk):
    """Keep the copy signed on paper."""
    shown = _seen(request, pk)
    form = SignedCopyForm(request.POST, request.FILES)
    if form.is_valid():
        told = form.cleaned_data
        try:
            record_signed_copy(
                shown, copy=told["signed_copy"], name=told["name"], on=told["signed_on"], by=request.user
            )
            messages.success(request, f"L'exemplaire signé de {shown} est gardé.")
        except Refused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, "Déposez l'exemplaire signé, avec le nom et le jour.")
    return _back_from(shown)


@login_not_required
def papers_by_link(request, token):
    """The papers of an order for who holds the link of the mail: to read, and to sign."""
    order = get_object_or_404(Order.objects.select_related("organisation", "session__version"), token=token)
    shown = TrainingDocument.objects.standing().filter(order=order, kind__in=OF_ORDER).exclude(sent_at=None)
    papers = list(shown.select_related(*WITH).order_by("pk"))
    if request.method == "POST":
        chosen = next((one for one in papers if str(one.pk) == request.POST.get("document")), None)
        if chosen is None:
            raise Http404
        _sign(request, chosen, None)
        return redirect("training:papers_by_link", token)
    rows = [(one, _sign_form(one)) for one in papers]
    response = render(request, "training/documents/by_link.html", {"order": order, "rows": rows})
    return as_key(response)


@login_not_required
def paper_by_link(request, token, pk):
    """A paper as PDF, by the link of the mail."""
    shown = TrainingDocument.objects.standing().filter(order__token=token, kind__in=OF_ORDER).exclude(sent_at=None)
    return as_key(pdf_response(*document_pdf(get_object_or_404(shown.select_related(*WITH), pk=pk))))


@team_only
def session_papers(request, pk):
    """The papers of everyone on a session: made, sent and printed at once."""
    session = get_object_or_404(Session.objects.visible_to(request.user).select_related("version"), pk=pk)
    if request.method == "POST":
        return _session_step(request, session)
    kept: dict[int, dict[str, TrainingDocument]] = {}
    documents = TrainingDocument.objects.visible_to(request.user).standing().filter(session=session)
    for one in documents.exclude(registration=None).defer("content"):
        kept.setdefault(one.registration_id, {})[one.kind] = one
    places = Registration.objects.visible_to(request.user).filter(session=session).seated()
    places = places.select_related("trainee", "order__organisation").order_by("trainee__last_name", "pk")
    context = {
        "session": session,
        "kinds": [(kind, Kind(kind).label) for kind in OF_REGISTRATION],
        "rows": [(place, [kept.get(place.pk, {}).get(kind) for kind in OF_REGISTRATION]) for place in places],
        "orders": Order.objects.visible_to(request.user)
        .filter(session=session)
        .exclude(state=Order.State.CANCELLED)
        .select_related("organisation")
        .order_by("pk"),
    }
    return render(request, "training/documents/session.html", context)


def _session_step(request, session: Session):
    kind = request.POST.get("kind", "")
    if kind not in OF_REGISTRATION:
        return HttpResponseBadRequest("Ce document ne se fait pas ici.")
    if request.POST.get("step") == "send" and kind == Kind.SUMMONS:
        sent, refused = send_summons(session, by=request.user)
        messages.success(request, f"{sent} {unit('convocations', sent)} {unit('envoyées', sent)}.")
    else:
        made, refused = issue_for_session(session, kind, by=request.user)
        if request.POST.get("step") == "print" and made:
            return _print(request, [one.pk for one in made], f"{Kind(kind).label.capitalize()} : {session}")
        count = len(made)
        messages.success(request, f"{count} {unit('documents', count)} {unit('prêts', count)}.")
    for why in refused[:10]:
        messages.warning(request, why)
    return redirect("training:session_papers", session.pk)
