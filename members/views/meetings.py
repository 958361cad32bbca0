"""General meetings: the list, the page of each, and what national staff prepare and decide there."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from members.domain.meetings import convening, life, preparing, roll
from members.domain.meetings.proxies import waiting_proxies
from members.domain.meetings.quorum import count_by_college, quorum_of
from members.domain.meetings.refusals import ChangedMeanwhile, MeetingRefused
from members.meeting_forms import Agenda, CloseForm, MeetingForm, SecondCallForm
from members.models import GeneralMeeting, Resolution, RollEntry
from reporting.french import number, unit

State = GeneralMeeting.State


def meetings(request):
    """Those that concern the reader, the next first."""
    shown = Paginator(GeneralMeeting.objects.visible_to(request.user), 25).get_page(request.GET.get("page"))
    return render(request, "members/meetings/meetings.html", {"meetings": shown})


@permission_required("members.manage_meetings", raise_exception=True)
def new_meeting(request):
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = preparing.create_meeting(by=request.user, **form.written())
        messages.success(request, "L'assemblée est en préparation. Écrivez maintenant son ordre du jour.")
        return redirect(f"{reverse('members:edit_meeting', args=[made.pk])}#ordre-du-jour")
    return render(request, "members/meetings/new_meeting.html", {"form": form}, status=_status(form))


def seen_meeting(request, pk: int, may: str = "") -> GeneralMeeting:
    """The meeting, for whoever sees it and, where it is said, may do that with it."""
    meeting = get_object_or_404(GeneralMeeting.objects.visible_to(request.user), pk=pk)
    if may and not request.user.has_perm(f"members.{may}", meeting):
        raise PermissionDenied
    return meeting


def edit_meeting(request, pk):
    """The rules and the agenda; what somebody else has written meanwhile is not overwritten without being told."""
    meeting = seen_meeting(request, pk, "manage_meetings")
    form = MeetingForm(request.POST or None, instance=meeting)
    agenda = Agenda(request.POST or None, queryset=Resolution.objects.filter(meeting=meeting), prefix="resolutions")
    refusal = ""
    if request.method == "POST" and form.is_valid() and agenda.is_valid():
        try:
            preparing.change_meeting(
                meeting, by=request.user, read_at=form.cleaned_data["read_at"], agenda=agenda.resolutions(),
                **form.written(),
            )  # fmt: skip
        except MeetingRefused as refused:
            refusal = str(refused)
            if isinstance(refused, ChangedMeanwhile):
                # Saved again, once both are seen, it is written.
                form.data = form.data.copy()
                form.data["read_at"] = refused.current.updated_at.isoformat()
        else:
            messages.success(request, "L'assemblée est enregistrée.")
            return redirect(meeting)
    # The form has written its values on the meeting that it was given: the page tells of the one that is kept.
    kept = GeneralMeeting.objects.get(pk=pk)
    context = {
        "form": form,
        "agenda": agenda,
        "refusal": refusal,
        "meeting": kept,
        "convened": bool(convening.convocations_of(kept)),
    }
    return render(request, "members/meetings/edit_meeting.html", context, status=_status(form))


def _status(form: Form) -> HTTPStatus:
    """A form that comes back was refused."""
    return HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK


def meeting(request, pk):
    """What one sees of a meeting: agenda, roll, own proxies, quorum and results, and what one can do."""
    shown, user = seen_meeting(request, pk), request.user
    reads, manages = (user.has_perm(f"members.{may}", shown) for may in ("read_roll", "manage_meetings"))
    over = shown.state == State.CLOSED
    # Who is there and how the votes fall is told to those who read the roll, then to all once it is over.
    told = over or (reads and shown.state == State.OPEN)
    entries = RollEntry.objects.visible_to(user).filter(meeting=shown).with_represented().with_proxies()
    seen = GeneralMeeting.objects.visible_to(user)
    context = {
        "meeting": shown,
        "first": seen.filter(pk=shown.follows_id).first() if shown.second_call else None,
        "second": seen.filter(follows=shown).first() if over else None,
        "agenda": list(shown.resolutions.all()),
        "colleges": count_by_college(shown),
        "reads": reads,
        "manages": manages,
        "told": told,
        "quorum": quorum_of(shown) if told else None,
        "proxies": waiting_proxies(shown) if reads and shown.state == State.ROLL_FROZEN else None,
        "own": [
            {"entry": entry, "gives": shown.state == State.ROLL_FROZEN and entry.organisation_id in user.managed_ids}
            for entry in entries.filter(organisation__in=user.organisation_ids)
        ],
        "of_region": entries.filter(region__in=user.region_codes) if user.region_codes else [],
    }
    if manages:
        context |= {
            "convocations": convening.convocations_of(shown),
            "close_form": CloseForm(),
            "second_form": SecondCallForm(initial={"held_on": shown.held_on}),
            "unvoted": sum(not resolution.is_voted for resolution in context["agenda"]),
        }
    return render(request, "members/meetings/meeting.html", context)


def meeting_quorum(request, pk):
    """The part of pages that htmx asks again while the meeting is open."""
    shown = seen_meeting(request, pk, "read_roll")
    return render(request, "members/meetings/quorum.html", {"meeting": shown, "quorum": quorum_of(shown)})


def _freeze(meeting, by, form) -> str:
    count = roll.freeze_roll(meeting, by=by)
    return f"La liste est figée : {number(count)} {unit('structures', count)}."


def _convene(meeting, by, form) -> str:
    done = convening.convene(meeting, by=by)
    told = f"{number(done.posted)} {unit('convocations', done.posted)} à envoyer."
    if done.without_address:
        names = ", ".join(entry.name for entry in done.without_address[:10])
        more = len(done.without_address) - 10
        told += f" Sans adresse : {names}{f' et {more} autres' if more > 0 else ''}."
    return told


def _release(meeting, by, form) -> str:
    roll.release_roll(meeting, by=by)
    return "La liste est défaite : l'assemblée est à nouveau en préparation."


def _open(meeting, by, form) -> str:
    life.open_meeting(meeting, by=by)
    return "L'assemblée est ouverte : notez les arrivées."


def _close(meeting, by, form) -> str:
    life.close_meeting(meeting, by=by, unvoted=form.cleaned_data["unvoted"])
    return "L'assemblée est close : ses résultats sont publiés aux structures de la liste."


def _discard(meeting, by, form) -> str:
    preparing.discard(meeting, by=by)
    return "L'assemblée est supprimée."


def _second_call(meeting, by, form) -> str:
    life.call_second(meeting, by=by, **form.cleaned_data)
    return "La deuxième convocation est prête, avec la même liste et le même ordre du jour : convoquez les structures."


# Each step: what does it and tells it, and what is asked for it.
STEPS = {
    "freeze": (_freeze, Form),
    "release": (_release, Form),
    "convene": (_convene, Form),
    "open": (_open, Form),
    "close": (_close, CloseForm),
    "discard": (_discard, Form),
    "second_call": (_second_call, SecondCallForm),
}


def move_meeting(request, pk):
    """A meeting goes one step further, at the press of a button; asked by GET, it leads back to the meeting."""
    meeting = seen_meeting(request, pk, "manage_meetings")
    step = request.POST.get("step", "")
    if request.method != "POST" or step not in STEPS:
        return redirect(meeting)
    take, form_of = STEPS[step]
    form = form_of(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect(meeting)
    try:
        messages.success(request, take(meeting, request.user, form))
    except MeetingRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(meeting)
    if step == "discard":
        return redirect("members:meetings")
    if step == "open":
        return redirect("members:meeting_desk", pk)
    return redirect(GeneralMeeting.objects.get(follows=meeting) if step == "second_call" else meeting)
