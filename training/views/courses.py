"""What the training team keeps of the catalogue: courses, and the versions of their programmes."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST

from members.domain.history import versions_of
from members.domain.moves import Refused
from reporting.exports import table_response
from training.domain.catalogue import courses as domain
from training.domain.catalogue import versions
from training.exports.courses import COURSE_COLUMNS, course_rows
from training.filters.catalogue import CourseFilter
from training.forms.catalogue import CourseForm, VersionForm
from training.models import Course, CourseVersion

may_run = permission_required("training.run_training", raise_exception=True)


def _found(request):
    found = CourseFilter(request.GET, user=request.user)
    rows = found.qs if found.form.is_valid() else found.qs.none()
    return found, rows.select_related("theme").order_by("theme__order", "theme__name", "title", "pk")


def _on_sale(courses) -> dict[int, CourseVersion]:
    current = CourseVersion.objects.current().filter(course__in=[one.pk for one in courses])
    return {one.course_id: one for one in current}


@may_run
def courses(request):
    """Every course with its version on sale, its draft, and who waits for it."""
    found, rows = _found(request)
    rows = rows.annotate(
        drafts=Count("versions", filter=Q(versions__published_at=None), distinct=True),
        waiting=Count("interests", filter=Q(interests__answered_at=None), distinct=True),
    )
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    sold = _on_sale(page)
    for one in page:
        one.sold = sold.get(one.pk)
    template = f"training/courses/{'results' if request.htmx else 'list'}.html"
    response = render(request, template, {"filter": found, "page": page})
    patch_vary_headers(response, ["HX-Request"])
    return response


@may_run
def courses_export(request, fmt):
    """Exactly the courses shown."""
    found, rows = _found(request)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    rows = list(rows)
    return table_response(fmt, "formations", COURSE_COLUMNS, course_rows(rows, _on_sale(rows)))


def _course(request, pk: int) -> Course:
    return get_object_or_404(Course.objects.visible_to(request.user).select_related("theme"), pk=pk)


@may_run
def course_desk(request, pk):
    """What the team keeps of a course, and what can be done with it."""
    shown = _course(request, pk)
    written = list(shown.versions.annotate(sold=Count("sessions")).select_related("published_by").order_by("-number"))
    draft = next((one for one in written if not one.published_at), None)
    context = {
        "course": shown,
        "versions": written,
        "draft": draft,
        "current": next((one for one in written if one.published_at), None),
        "checks": versions.checks_of(draft) if draft else (),
        "lacking": versions.missing(draft) if draft else (),
        "for_statement": [
            label
            for label, filled in (
                ("l'objectif au sens du BPF", shown.statement_objective), ("la spécialité (NSF)", shown.nsf_code)
            )
            if not filled
        ],
        "history": versions_of(shown, [])[:20],
    }  # fmt: skip
    return render(request, "training/courses/desk.html", context)


@may_run
def course_new(request):
    form = CourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _tried(form, lambda: domain.create_course(by=request.user, **form.facts()))
        if made:
            messages.success(request, "Formation créée : écrivez maintenant son programme.")
            return redirect("training:version_edit", pk=made.pk)
    return _form(request, "training/courses/edit.html", {"form": form, "course": None})


@may_run
def course_edit(request, pk):
    shown = _course(request, pk)
    form = CourseForm(request.POST or None, instance=shown)
    posted = request.method == "POST" and form.is_valid()
    if posted and _tried(form, lambda: domain.edit_course(shown, by=request.user, **form.facts())):
        messages.success(request, "Formation enregistrée.")
        return redirect("training:course_desk", pk=pk)
    return _form(request, "training/courses/edit.html", {"form": form, "course": shown})


@may_run
def version_edit(request, pk):
    """Write the draft: it begins as the version on sale."""
    shown = _course(request, pk)
    draft = versions.draft_of(shown)
    last = versions.current_of(shown)
    number = draft.number if draft else last.number + 1 if last else 1
    begun = draft or (
        CourseVersion(course=shown, number=number, **{name: getattr(last, name) for name in versions.COMPARED})
        if last
        else CourseVersion(course=shown, number=number, title=shown.title)
    )
    form = VersionForm(request.POST or None, instance=begun)
    if request.method == "POST" and form.is_valid():
        saved = _tried(form, lambda: versions.save_draft(shown, by=request.user, **form.facts()))
        if saved:
            lacking = versions.missing(saved)
            told = f"Il manque, pour le publier : {', '.join(lacking)}." if lacking else "Il est prêt à être publié."
            messages.success(request, f"Brouillon enregistré. {told}")
            if "preview" in request.POST:
                return redirect("training:course_version", slug=shown.slug, number=saved.number)
            return redirect("training:course_desk", pk=pk)
    checks = versions.checks_of(begun)
    context = {"form": form, "course": shown, "number": number, "draft": draft, "checks": checks}
    return _form(request, "training/courses/version.html", context)


STEPS = {
    "archive": (domain.archive_course, "Formation retirée du catalogue. Vous pouvez l'y remettre ici."),
    "restore": (domain.restore_course, "Formation remise au catalogue."),
    "write": (versions.new_version, "Nouvelle version ouverte : écrivez ce qui change."),
}
VERSION_STEPS = {
    "publish": (versions.publish, "Programme publié : il ne change plus, et se vend dès maintenant."),
    "unpublish": (versions.unpublish, "Publication annulée : ce programme est à nouveau un brouillon."),
    "discard": (versions.discard, "Brouillon supprimé."),
}


@may_run
@require_POST
def course_step(request, pk):
    """Withdraw, put back, open a new version; publish, take back or delete a version: by the button used."""
    shown = _course(request, pk)
    step = request.POST.get("step", "")
    number = request.POST.get("version", "")
    try:
        if step in STEPS:
            act, told = STEPS[step]
            act(shown, by=request.user)
        elif step in VERSION_STEPS and number.isascii() and number.isdigit() and len(number) < 5:
            act, told = VERSION_STEPS[step]
            version = shown.versions.filter(number=int(number)).first()
            if version is None:
                raise Refused("Cette version n'existe plus : quelqu'un l'a supprimée.")
            act(version, by=request.user)
        else:
            raise Refused("Cette action n'existe pas : rechargez la page.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, told)
        if step == "write":
            return redirect("training:version_edit", pk=pk)
    return redirect("training:course_desk", pk=pk)


def _tried(form, act):
    """What `act` gives; what it refuses is said on the form."""
    try:
        return act()
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None


def _form(request, template: str, context: dict):
    status = HTTPStatus.BAD_REQUEST if context["form"].is_bound else HTTPStatus.OK
    return render(request, template, context, status=status)
