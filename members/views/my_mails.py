"""The mails that a person wants, from their page or from the link of a mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from members.domain.people.mail_choices import CONSENT_TEXTS, TEXT_VERSION, choices_of, choose
from members.domain.people.unsubscribing import WrongToken, read_stop_token
from members.models import Mail, MailChoice


def my_mails(request):
    """A box for each kind of mail that may be stopped."""
    choices = choices_of(request.user)
    if request.method == "POST":
        wanted = set(request.POST.getlist("kinds"))
        for choice in choices:
            # Who leaves a box ticked that was never unticked has read the text and agrees: it is noted.
            choose(choice.kind, wants=choice.kind in wanted, origin=MailChoice.Origin.PAGE, user=request.user)
        messages.success(request, "Vos choix sont enregistrés.")
        return redirect("members:my_mails")
    context = {"choices": choices, "text": CONSENT_TEXTS[TEXT_VERSION]}
    return render(request, "members/my_mails.html", context)


# The signature of the address stands for the session: mail readers stop mails with one POST, without cookies.
@csrf_exempt
@login_not_required
def stop_mails(request, token):
    """What will stop (GET), and stopping it (POST), for who holds the address that a mail gave."""
    try:
        kind, user, email = read_stop_token(token)
    except WrongToken as wrong:
        raise Http404("Cette adresse n'est pas valable.") from wrong
    if kind not in Mail.OPTIONAL:
        raise Http404("Ces messages ne s'arrêtent pas.")
    if request.method == "POST":
        choose(kind, wants=False, origin=MailChoice.Origin.LINK, user=user, email=email)
    return render(
        request, "members/stop_mails.html", {"kind": kind, "email": email, "stopped": request.method == "POST"}
    )
