"""Certifications as the network reads them: what each asks, its rules, and who is accredited."""

from itertools import groupby

from django.contrib.auth.decorators import permission_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from certification.domain.certification_words import pass_rule_of, rules_of
from certification.models import Accreditation, Certification, Referential
from members.models import Organisation

may_read = permission_required("certification.see_certifications", raise_exception=True)


@may_read
def certifications(request):
    today = timezone.localdate()
    found = list(Certification.objects.visible_to(request.user).select_related("replaced_by").order_by("title"))
    is_open = set(Certification.objects.open_on(today).values_list("pk", flat=True))
    context = {"certifications": [(one, one.pk in is_open) for one in found]}
    return render(request, "certification/certifications/list.html", context)


@may_read
def certification(request, code):
    """Its sheet, the version in force and the others, and the structures accredited today, region by region."""
    seen = Certification.objects.visible_to(request.user).select_related("replaced_by")
    shown, today = get_object_or_404(seen, code=code), timezone.localdate()
    versions = list(
        Referential.objects.visible_to(request.user)
        .filter(certification=shown)
        .prefetch_related("blocks__competencies")
        .order_by("-validity", "-pk")
    )
    for one in versions:
        one.rule = pass_rule_of(one)
    granted = Accreditation.objects.filter(certification=shown).granted_on(today).order_by("scope", "pk")
    structures = (
        Organisation.objects.visible_to(request.user)
        .filter(pk__in=granted.order_by().values("organisation"))
        .select_related("department__region")
        .prefetch_related(Prefetch("accreditations", granted, to_attr="standing"))
        .order_by("department__region__name", "sort_name", "pk")
    )
    regions = [
        (region, list(rows)) for region, rows in groupby(structures, key=lambda one: one.department.region.name)
    ]  # fmt: skip
    context = {
        "certification": shown,
        "replaced": shown.replaces.all(),
        "rules": rules_of(shown),
        "in_force": next((one for one in versions if today in one.validity), None),
        "versions": [one for one in versions if today not in one.validity],
        "regions": regions,
        "count": sum(len(rows) for _, rows in regions),
        "today": today,
    }
    return render(request, "certification/certifications/certification.html", context)
