"""Questionnaires: answered by a link, and read as results."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from members.domain.moves import Refused
from reporting.exports import table_response
from training.domain.surveys.answering import answer, choices_of, questions_of
from training.domain.surveys.results import FEWEST, METHOD, distribution, result_of, results_by
from training.models import Survey, SurveyAnswer, SurveyInvitation
from training.views.offers import as_key

readers_only = permission_required("training.read_training", raise_exception=True)
COLUMNS = ["Groupe", "Interrogés", "Réponses", "Taux de réponse (%)", "Satisfaction (%)", "Recommandation"]
BY = {"formation": "course", "theme": "theme", "region": "region", "formateur": "trainer", "session": "session"}
WORDS = {"formation": "par formation", "theme": "par thème", "region": "par région", "formateur": "par formateur", "session": "par session"}  # fmt: skip


@login_not_required
def survey(request, token):
    """A questionnaire, for who holds the link of the mail."""
    invitation = get_object_or_404(SurveyInvitation.objects.select_related("survey", "session__version"), token=token)

    questions = questions_of(invitation)
    typed = {}
    if request.method == "POST":
        typed = {one.pk: request.POST.get(f"q{one.pk}", "") for one in questions}
        try:
            answer(invitation, typed)
        except Refused as refusal:
            messages.error(request, str(refusal))
            invitation.refresh_from_db()
        else:
            return redirect("training:survey", token)
    context = {
        "invitation": invitation,
        "rows": [(one, choices_of(one), typed.get(one.pk, "")) for one in questions],
    }
    response = render(request, "training/surveys/answer.html", context)
    return as_key(response)


def _asked(request):
    """The year and the questionnaire asked for, or None where the address says neither."""
    year = request.GET.get("annee", str(timezone.localdate().year))
    by = request.GET.get("par", "formation")
    moment, audience = request.GET.get("moment", "hot"), request.GET.get("public", "trainee")
    known = by in BY and moment in Survey.Moment.values and audience in Survey.Audience.values
    if not known or not year.isdecimal() or not 2000 <= int(year) <= 2100:  # noqa: PLR2004 (years of the portal)
        return None
    invitations = SurveyInvitation.objects.filter(
        session__starts_on__year=int(year), survey__moment=moment, survey__audience=audience
    )
    return int(year), by, moment, audience, invitations


@readers_only
def results(request):
    """What was answered, by course, theme, region, trainer or session; words are the team's."""
    asked = _asked(request)
    if asked is None:
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    year, by, moment, audience, invitations = asked
    runs = request.user.has_perm("training.run_training")
    whole = result_of(invitations, "Ensemble")
    context = {
        "year": year, "by": by, "moment": moment, "audience": audience, "whole": whole, "runs": runs,
        "rows": results_by(BY[by], invitations), "fewest": FEWEST, "method": METHOD, "splits": WORDS.items(),
        "moments": Survey.Moment.choices, "audiences": Survey.Audience.choices,
        "questions": [one for one in distribution(invitations) if runs or one["total"] >= FEWEST],
        "words": _words(request.user, invitations) if runs else [],
    }  # fmt: skip
    return render(request, "training/surveys/results.html", context)


def _words(user, invitations):
    """What people wrote, without who: the latest first."""
    answers = SurveyAnswer.objects.visible_to(user).filter(invitation__in=invitations).exclude(text="")
    return answers.select_related("question", "invitation__session__version").order_by("-invitation__answered_at")[:60]


@readers_only
def results_export(request, fmt):
    """The results shown; groups of too few answers keep their counts and say nothing else."""
    asked = _asked(request)
    if asked is None:
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    _, by, _, _, invitations = asked
    runs = request.user.has_perm("training.run_training")
    rows = [
        [
            one.label, one.asked, one.answered, one.rate,
            one.satisfaction if one.told or runs else None, one.recommendation if one.told or runs else None,
        ]
        for one in results_by(BY[by], invitations)
    ]  # fmt: skip
    return table_response(fmt, f"evaluations-{by}", COLUMNS, rows)
