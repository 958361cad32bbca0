"""Records written twice: the likely pairs, comparing two, merging them, and undoing it."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from members.domain.quality.duplicates import likely_pairs, note_distinct
from members.domain.quality.merge import merge, preview
from members.domain.quality.refusals import Refused
from members.domain.quality.relations import what_hangs_on
from members.domain.quality.undoing import UNDONE_WITHIN, undo
from members.models import Merge, Organisation
from members.quality_forms import MergeForm

mergers = permission_required("members.merge_organisations", raise_exception=True)


@mergers
def duplicates(request):
    """Likely pairs, the likeliest first, and the merges that may still be undone."""
    page = Paginator(likely_pairs(), 25).get_page(request.GET.get("page"))
    recent = Merge.objects.visible_to(request.user).filter(merged_at__gt=timezone.now() - UNDONE_WITHIN)
    context = {"page": page, "merges": recent.select_related("kept", "merged_by", "undone_by")[:50]}
    return render(request, "members/duplicates.html", context)


@mergers
def compare(request, kept, source):
    """Both sides; POST shows what merging would do, does it, or notes that these are two."""
    if kept == source:
        raise Http404("Une structure ne se compare pas à elle-même.")
    seen = Organisation.objects.visible_to(request.user).select_related("department")
    kept, source = (get_object_or_404(seen, pk=number) for number in (kept, source))
    form = MergeForm(request.POST or None, kept=kept, source=source)
    context, status = {}, HTTPStatus.OK
    if request.method == "POST":
        action = request.POST.get("action")
        if action == "distinct":
            note_distinct(kept, source, by=request.user)
            messages.success(request, f"« {kept} » et « {source} » ne seront plus proposées ensemble.")
            return redirect("members:duplicates")
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            try:
                if action == "merge":
                    done = merge(kept, source, by=request.user, **form.choices()).merge
                    messages.success(request, f"« {done.source_name} » est fusionnée avec « {done.kept_name} ».")
                    return redirect(kept)
                context["outcome"] = preview(kept, source, by=request.user, **form.choices())
                status = HTTPStatus.OK
            except Refused as refusal:
                form.add_error(None, str(refusal))
    sides = [(one, what_hangs_on(one)) for one in (kept, source)]
    context |= {"kept": kept, "source": source, "form": form, "sides": sides}
    return render(request, "members/compare.html", context, status=status)


@mergers
def undo_merge(request, pk):
    """Put back what a merge did."""
    merged = get_object_or_404(Merge.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            source = undo(merged, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"La fusion est défaite : « {source} » est de retour.")
            return redirect(source)
    return redirect("members:duplicates")
