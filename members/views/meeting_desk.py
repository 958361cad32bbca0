"""The desk of the day, who arrives and who stands for whom; members give their own proxy by the same page."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from members.domain.meetings import presence as presences
from members.domain.meetings import proxies
from members.domain.meetings.quorum import quorum_of
from members.domain.meetings.refusals import STEPS, MeetingRefused, NotAllowed
from members.meeting_forms import DeskForm
from members.models import Contact, GeneralMeeting, Proxy, RollEntry
from members.views.meetings import seen_meeting

OFFERED = 15
State = GeneralMeeting.State


def desk(request, pk):
    """The roll, found as one types; htmx gets the list alone."""
    meeting = seen_meeting(request, pk, "manage_meetings")
    form = DeskForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "voir": ""}
    entries = _in_full(_shown(meeting, asked["voir"]).search(asked["q"]))
    context = {
        "meeting": meeting,
        "form": form,
        "page": Paginator(entries, 20).get_page(request.GET.get("page")),
        "quorum": quorum_of(meeting),
    }
    return render(request, f"members/meetings/{'desk_list' if request.htmx else 'desk'}.html", context)


def _shown(meeting: GeneralMeeting, which: str) -> QuerySet[RollEntry]:
    """The entries of a meeting that the desk wants to see."""
    entries = meeting.entries.all()
    given = Proxy.objects.standing().filter(giver=OuterRef("pk"))
    if which == "absentes":
        return entries.filter(present=False)
    if which == "presentes":
        return entries.filter(present=True)
    if which == "pouvoirs":
        return entries.filter(Exists(given))
    if which == "perdus":
        return entries.filter(Exists(given.filter(holder__present=False)))
    return entries


def _in_full(entries: QuerySet[RollEntry]) -> QuerySet[RollEntry]:
    """Entries with all that a line of the desk shows: where they stand, and the people who may have come."""
    people = Contact.objects.valid_on(timezone.localdate()).order_by("full_name")
    return (
        entries.with_represented()
        .with_proxies()
        .select_related("organisation")
        .prefetch_related(Prefetch("organisation__contacts", people, to_attr="people"))
    )


def presence(request, pk):
    """Mark an organisation present or absent; htmx gets its line again, and the quorum."""
    entry = _entry(request, pk, "manage_meetings")
    back = reverse("members:meeting_desk", args=[entry.meeting_id])
    if request.method != "POST":
        return redirect(back)
    told, refused = "", ""
    try:
        if request.POST.get("present") == "0":
            presences.mark_absent(entry, by=request.user)
            told = f"{entry} est notée absente."
        else:
            who = request.POST.get("representative", "")[:150]
            marked = presences.mark_present(entry, by=request.user, representative=who)
            told = f"{entry} est présente."
            if marked.ended:
                told += f" Le pouvoir qu'elle avait donné à {marked.ended.holder} est annulé."
    except MeetingRefused as refusal:
        refused = str(refusal)
    if not request.htmx:
        messages.error(request, refused) if refused else messages.success(request, told)
        return redirect(back)
    context = {
        "meeting": entry.meeting,
        "entry": _in_full(RollEntry.objects.all()).get(pk=pk),
        "quorum": quorum_of(entry.meeting),
        "told": told,
        "refused": refused,
    }
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return render(request, "members/meetings/desk_marked.html", context, status=status)


def entry_proxy(request, pk):
    """The proxy of an organisation: whom it may be given to, found by name, or who holds it."""
    entry, user = _entry(request, pk, "give_proxy"), request.user
    staff = user.has_perm("members.manage_meetings")
    refused = ""
    if request.method == "POST":
        holder = RollEntry.objects.filter(meeting=entry.meeting, pk=_number(request.POST.get("holder", ""))).first()
        try:
            if holder is None:
                raise MeetingRefused("Choisissez à qui donner ce pouvoir.")
            proxies.give_proxy(entry, holder, by=user)
        except NotAllowed:
            raise PermissionDenied from None
        except MeetingRefused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, f"{entry} donne pouvoir à {holder}.")
            return redirect(_back(entry, staff))
    text = request.GET.get("q", "").strip()[:100]
    offered = proxies.holders_for(entry, most=entry.meeting.max_proxies, text=text, by=user)
    context = {
        "entry": entry,
        "meeting": entry.meeting,
        "refused": refused,
        "text": text,
        "offered": offered[:OFFERED],
        "more": max(offered.count() - OFFERED, 0),
        "open": entry.meeting.state in STEPS["proxy" if staff else "own_proxy"][0],
        "given": entry.given_now[0] if entry.given_now else None,
        "staff": staff,
    }
    name = "holders" if request.htmx and not refused else "entry_proxy"
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return render(request, f"members/meetings/{name}.html", context, status=status)


def take_back(request, pk):
    """End a proxy; asked by GET, it leads to the page of the proxy."""
    proxy = get_object_or_404(Proxy.objects.visible_to(request.user).select_related("giver__meeting", "holder"), pk=pk)
    if not request.user.has_perm("members.give_proxy", proxy.giver):
        raise PermissionDenied
    if request.method == "POST":
        try:
            proxies.take_back(proxy, by=request.user)
        except MeetingRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Le pouvoir donné à {proxy.holder} est repris.")
    return redirect("members:entry_proxy", proxy.giver_id)


def _entry(request, pk: int, may: str) -> RollEntry:
    """The entry, for whoever sees it and may do that with it."""
    entries = RollEntry.objects.visible_to(request.user).select_related("meeting").with_proxies()
    entry = get_object_or_404(entries, pk=pk)
    if not request.user.has_perm(f"members.{may}", entry):
        raise PermissionDenied
    return entry


def _number(text: str) -> int:
    """The number of an entry, 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _back(entry: RollEntry, staff: bool) -> str:
    """The desk while the meeting is open, else its page."""
    if staff and entry.meeting.state == State.OPEN:
        return reverse("members:meeting_desk", args=[entry.meeting_id])
    return entry.meeting.get_absolute_url()
