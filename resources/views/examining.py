"""« À traiter »: what waits for those who keep the resource centre."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from resources.domain import reading
from resources.forms import RegionForm
from resources.models import AccessRequest, Resource, StoredFile, Version, VersionFile

SHOWN = 20
State = Resource.State
examiners = permission_required("resources.examine_resource", raise_exception=True)


@dataclass(frozen=True)
class Waiting:
    """The first rows of what waits, and how many there are."""

    rows: list
    count: int

    @classmethod
    def of(cls, rows: QuerySet) -> "Waiting":
        first = list(rows[: SHOWN + 1])
        return cls(first[:SHOWN], len(first) if len(first) <= SHOWN else rows.count())

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@examiners
def queue(request):
    """Proposals, access requests, reviews, versions begun and files without preview, the oldest first."""
    form = RegionForm(request.GET)
    region = form.cleaned_data["region"] if form.is_valid() else ""
    resources = _of_region(request.user, region)
    shown = resources.select_related("proposed_by", "proposed_region", "owner")
    files = _without_preview(request.user).filter(version__resource__in=resources)
    waiting = {
        "proposed": shown.filter(state=State.PROPOSED).order_by("updated_at"),
        "examined": shown.filter(state=State.EXAMINED).order_by("updated_at"),
        "requests": AccessRequest.objects.visible_to(request.user)
        .waiting()
        .filter(resource__in=resources)
        .select_related("user", "resource")
        .order_by("asked_at"),
        "reviews": shown.to_review(timezone.localdate()).order_by("review_on"),
        "drafts": Version.objects.visible_to(request.user)
        .filter(published_at=None, resource__in=resources.published())
        .select_related("resource", "created_by")
        .order_by("created_at"),
        "files": files.order_by("version__resource__title", "position"),
    }
    context = {name: Waiting.of(rows) for name, rows in waiting.items()}
    context["nothing"] = not any(part.count for part in context.values())
    return render(request, "resources/queue.html", context | {"form": form, "region": region})


def _of_region(user, region: str) -> QuerySet:
    """Resources proposed from a region or about it; all without one."""
    resources = Resource.objects.visible_to(user)
    if not region:
        return resources
    about = Resource.regions.through.objects.filter(resource=OuterRef("pk"), region=region)
    return resources.filter(Q(proposed_region=region) | Exists(about))


def _without_preview(user) -> QuerySet:
    """Files of current versions that could not be read."""
    later = Version.objects.filter(
        resource=OuterRef("version__resource"), number__gt=OuterRef("version__number"), published_at__isnull=False
    )
    return (
        VersionFile.objects.visible_to(user)
        .filter(
            ~Exists(later),
            stored__state=StoredFile.State.NO_PREVIEW,
            version__published_at__isnull=False,
            version__resource__state=State.PUBLISHED,
        )
        .select_related("version__resource", "stored")
        .defer("stored__text")
    )


@examiners
def decide_access(request, pk):
    """Open the files to who asked, or say why not."""
    asked = get_object_or_404(AccessRequest.objects.visible_to(request.user).select_related("user"), pk=pk)
    back = f"{reverse('resources:queue')}#acces"
    if request.method != "POST":
        return redirect(back)
    decide = reading.grant if "grant" in request.POST else reading.refuse_access
    try:
        decided = decide(asked, by=request.user, answer=request.POST.get("answer", "").strip()[:1000])
    except reading.ReadingRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Accès {decided.get_state_display()} : {asked.user} en est prévenu par mail.")
    return redirect(back)
