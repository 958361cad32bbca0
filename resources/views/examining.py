"""« À traiter »: what waits for those who keep the resource centre."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from resources.domain import reading
from resources.models import AccessRequest, Resource, StoredFile, VersionFile

SHOWN = 50
examiners = permission_required("resources.examine_resource", raise_exception=True)


@examiners
def queue(request):
    """Proposals, access requests, reviews and files without preview, the oldest first."""
    user = request.user
    resources = Resource.objects.visible_to(user).select_related("proposed_by", "proposed_region", "owner")
    without_preview = (
        VersionFile.objects.visible_to(user)
        .filter(stored__state=StoredFile.State.NO_PREVIEW, version__resource__state=Resource.State.PUBLISHED)
        .select_related("version__resource", "stored")
        .defer("stored__text")
    )
    context = {
        "proposed": resources.filter(state=Resource.State.PROPOSED).order_by("updated_at")[:SHOWN],
        "examined": resources.filter(state=Resource.State.EXAMINED).order_by("updated_at")[:SHOWN],
        "requests": AccessRequest.objects.visible_to(user)
        .waiting()
        .select_related("user", "resource")
        .order_by("asked_at")[:SHOWN],
        "reviews": resources.to_review(timezone.localdate()).order_by("review_on")[:SHOWN],
        "files": without_preview.order_by("-pk")[:SHOWN],
        "drafts": resources.filter(versions__published_at=None, state=Resource.State.PUBLISHED)[:SHOWN],
    }
    return render(request, "resources/queue.html", context)


@examiners
@require_POST
def decide_access(request, pk):
    """Open the files to who asked, or say why not."""
    asked = get_object_or_404(AccessRequest.objects.visible_to(request.user), pk=pk)
    decide = reading.grant if "grant" in request.POST else reading.refuse_access
    try:
        decided = decide(asked, by=request.user, answer=request.POST.get("answer", "").strip()[:1000])
    except reading.ReadingRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Accès {decided.get_state_display()} : {asked.user} en est prévenu par mail.")
    return redirect("resources:queue")
