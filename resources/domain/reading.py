"""What a person does with a resource: keep it at hand, follow its themes, give an opinion, ask for its files."""

from django.db import transaction
from django.utils import timezone

from resources.domain import mails
from resources.models import AccessRequest, Favourite, Feedback, Resource, Theme, ThemeFollow, VersionFile, VersionLink


class ReadingRefused(Exception):
    """What was asked cannot be done; the message says why."""


class AlreadyAsked(ReadingRefused):
    def __init__(self):
        super().__init__("Vous avez déjà demandé l'accès à cette ressource : votre demande attend une réponse.")


class AlreadyOpen(ReadingRefused):
    def __init__(self):
        super().__init__("Vous avez déjà accès à cette ressource.")


class NothingToOpen(ReadingRefused):
    def __init__(self):
        super().__init__("Cette ressource ne donne aucun fichier ni lien.")


class AlreadyDecided(ReadingRefused):
    def __init__(self, request: AccessRequest):
        super().__init__(f"Cette demande a déjà sa réponse : accès {request.get_state_display()}.")


@transaction.atomic
def toggle_favourite(resource: Resource, *, by) -> bool:
    """Keep the resource at hand, or no longer; whether it is kept now."""
    gone, _ = Favourite.objects.filter(user=by, resource=resource).delete()
    if gone:
        return False
    Favourite.objects.get_or_create(user=by, resource=resource)
    return True


@transaction.atomic
def follow(theme: Theme, *, by, frequency: ThemeFollow.Frequency) -> ThemeFollow:
    """Tell `by` of what is new in the theme from now on; followed already, only the frequency changes."""
    followed, _ = ThemeFollow.objects.update_or_create(user=by, theme=theme, defaults={"frequency": frequency})
    return followed


@transaction.atomic
def unfollow(theme: Theme | None, *, by) -> int:
    """Stop the mails about a theme, about all of them without one; how many were followed."""
    followed = ThemeFollow.objects.filter(user=by)
    if theme:
        followed = followed.filter(theme=theme)
    return followed.delete()[0]


@transaction.atomic
def give_feedback(resource: Resource, *, by, useful: bool, comment: str = "") -> Feedback:
    """Keep the opinion of `by`, in the place of the one given before."""
    given, _ = Feedback.objects.update_or_create(
        user=by, resource=resource, defaults={"useful": useful, "comment": comment}
    )
    return given


@transaction.atomic
def ask_access(resource: Resource, *, by, message: str) -> AccessRequest:
    """Ask for the files of a resource whose notice alone is seen; after a refusal, one may ask again.

    Raises AlreadyOpen, AlreadyAsked or NothingToOpen.
    """
    of_resource = {"version__resource": resource, "version__published_at__isnull": False}
    things = [model.objects.filter(**of_resource) for model in (VersionFile, VersionLink)]
    if any(given.visible_to(by).exists() for given in things):
        raise AlreadyOpen
    if not any(given.exists() for given in things):
        raise NothingToOpen
    # Made or found, then locked: of two that ask at once, the second one waits, and is told that it is asked.
    request, made = AccessRequest.objects.get_or_create(user=by, resource=resource, defaults={"message": message})
    if made:
        return request
    request = AccessRequest.objects.select_for_update().get(pk=request.pk)
    if request.state == AccessRequest.State.ASKED:
        raise AlreadyAsked
    request.state, request.message, request.answer = AccessRequest.State.ASKED, message, ""
    request.asked_at, request.decided_at, request.decided_by = timezone.now(), None, None
    request.save()
    return request


def grant(request: AccessRequest, *, by, answer: str = "") -> AccessRequest:
    """Open the files to who asked, and tell them. Raises AlreadyDecided."""
    return _decide(request, AccessRequest.State.GRANTED, by, answer)


def refuse_access(request: AccessRequest, *, by, answer: str = "") -> AccessRequest:
    """Leave the files closed to who asked, and tell them why. Raises AlreadyDecided."""
    return _decide(request, AccessRequest.State.REFUSED, by, answer)


@transaction.atomic
def _decide(request: AccessRequest, state: AccessRequest.State, by, answer: str) -> AccessRequest:
    decided = AccessRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if decided.state != AccessRequest.State.ASKED:
        raise AlreadyDecided(decided)
    decided.state, decided.answer, decided.decided_by, decided.decided_at = state, answer, by, timezone.now()
    decided.save()
    mails.tell_access(decided)
    return decided
