"""What is said of the sessions, and the registers of quality."""

import random
from datetime import date, timedelta

from members.domain.numbers import numbers
from members.models import User
from training import models
from training.data.loading import load_referentials, load_surveys
from training.demo.reference import at
from training.domain.series import COMPLAINTS
from training.models import (
    Complaint,
    ImprovementAction,
    Registration,
    Risk,
    Session,
    Survey,
    SurveyAnswer,
    SurveyInvitation,
    SurveyQuestion,
    WatchEntry,
)

SEED = 6501
WORDS = [
    "Des mises en situation qui ressemblent à notre quotidien.",
    "J'aurais voulu une demi-journée de plus pour pratiquer.",
    "Le groupe était à la bonne taille, on a pu parler de nos chantiers.",
    "La salle était difficile à trouver.",
    "Je vais revoir avec l'équipe notre manière de donner les consignes.",
    "",
]
RISKS = [
    (
        "Un formateur indisponible à la dernière minute",
        3,
        3,
        "Deux formateurs habilités par formation ; liste tenue par région.",
    ),
    (
        "Une session sous l'effectif minimum",
        3,
        2,
        "Décision quinze jours avant ; session proposée dans une région voisine.",
    ),
    ("Une habilitation qui expire", 2, 4, "Rappels à deux mois, un mois et une semaine."),
    ("Un lieu qui n'est pas accessible", 2, 3, "L'accessibilité est demandée à la réservation."),
    ("Des feuilles d'émargement perdues", 1, 4, "Émargement en ligne, feuilles déposées le jour même."),
]
WATCH = [
    (
        "23",
        "Journal officiel",
        "Le référentiel national qualité passe à trente-trois indicateurs.",
        "Registre des risques ouvert, contrats de sous-traitance relus.",
    ),
    (
        "23",
        "Ministère du travail",
        "Le passeport de prévention s'ouvre aux organismes de formation.",
        "Liste des formations concernées établie.",
    ),
    (
        "24",
        "Branche des ateliers et chantiers d'insertion",
        "Les besoins d'encadrants techniques augmentent.",
        "Deux sessions EPSP de plus l'an prochain.",
    ),
    ("24", "Enquête du réseau", "La mobilité reste le premier frein.", "Le programme mobilité est reconduit."),
    (
        "25",
        "Journée pédagogique du réseau",
        "Des études de cas filmées par les participants.",
        "Essai dans la formation au management.",
    ),
    ("25", "Lecture d'équipe", "Évaluer en situation de travail, par critères observables.", ""),
]


def load_quality(today: date) -> None:
    """Answers of the trainees of every session that ended; complaints, risks, actions and watch."""
    load_surveys(lambda name: getattr(models, name))
    load_referentials(lambda name: getattr(models, name))
    _answers(today)
    _registers(today)


def _answers(today: date) -> None:
    rng = random.Random(SEED)  # noqa: S311 (the same answers every time)
    survey = Survey.objects.get(moment=Survey.Moment.HOT, audience=Survey.Audience.TRAINEE, active=True)
    questions = list(survey.questions.filter(active=True).order_by("order"))
    invitations, answers = [], []
    came = Registration.objects.trained().filter(session__state__in=[Session.State.COMPLETED, Session.State.CLOSED])
    for place in came.select_related("session").order_by("session__starts_on", "pk"):
        asked = at(place.session.ends_on + timedelta(days=1), 8)
        answered = rng.random() < 0.72
        invitation = SurveyInvitation(
            survey=survey, session=place.session, registration=place, asked_at=asked,
            answered_at=asked + timedelta(hours=rng.randint(1, 120)) if answered else None,
            reminders=0 if answered else 2,
        )  # fmt: skip
        invitations.append(invitation)
        if answered:
            answers += [_answer(rng, invitation, question) for question in questions]
    SurveyInvitation.objects.bulk_create(invitations, batch_size=2000)
    SurveyAnswer.objects.bulk_create([one for one in answers if one], batch_size=2000)


def _answer(rng: random.Random, invitation: SurveyInvitation, question: SurveyQuestion) -> SurveyAnswer | None:
    if question.kind == SurveyQuestion.Kind.TEXT:
        words = rng.choice(WORDS) if rng.random() < 0.3 else ""
        return SurveyAnswer(invitation=invitation, question=question, text=words) if words else None
    choices = {"scale": [3, 4, 4, 5, 5, 5], "recommend": [6, 7, 8, 9, 9, 10], "yes_no": [0, 1]}[question.kind]
    return SurveyAnswer(invitation=invitation, question=question, score=rng.choice(choices))


def _registers(today: date) -> None:
    staff = User.objects.get(email="national@example.org")
    told = [
        (70, "trainee", "La salle n'était pas chauffée le premier matin.", "closed"),
        (38, "employer", "La convocation est arrivée trois jours avant la session.", "answered"),
        (9, "trainee", "Le parking annoncé était fermé.", "acknowledged"),
        (2, "trainer", "Le vidéoprojecteur du lieu ne fonctionne pas.", "received"),
    ]
    for (days, source, text, state), number in zip(told, _numbers(today, [days for days, *_ in told]), strict=True):
        day = today - timedelta(days=days)
        answered = day + timedelta(days=12) if state in ("answered", "closed") else None
        Complaint.objects.create(
            number=number, received_on=day, source=source, author_name="Une personne formée",
            author_email="personne@example.org", text=text, state=state, owner=staff,
            acknowledged_on=day + timedelta(days=2) if state != "received" else None, answered_on=answered,
            answer="Nous en avons parlé avec le lieu d'accueil, qui a fait le nécessaire." if answered else "",
            root_cause="Le lieu n'avait pas été visité." if answered else "",
            closed_on=day + timedelta(days=20) if state == "closed" else None,
        )  # fmt: skip
    first = Complaint.objects.order_by("received_on").first()
    for title, probability, impact, measure in RISKS:
        Risk.objects.create(
            title=title, probability=probability, impact=impact, measure=measure, owner=staff,
            review_on=today + timedelta(days=90),
        )  # fmt: skip
    actions = [
        ("Visiter chaque lieu nouveau avant d'y tenir une session", "complaint", first, -60, 30, None, ""),
        ("Envoyer les convocations quinze jours avant, par le portail", "survey", None, -120, -60, -70, "Fait : le portail les envoie seul."),
        ("Ajouter une demi-journée de pratique au programme PSSM", "survey", None, -30, 60, None, ""),
    ]  # fmt: skip
    for title, origin, complaint, opened, due, done, result in actions:
        ImprovementAction.objects.create(
            title=title, origin=origin, complaint=complaint, owner=staff, opened_on=today + timedelta(days=opened),
            due_on=today + timedelta(days=due), done_on=today + timedelta(days=done) if done else None, result=result,
        )  # fmt: skip
    for rank, (subject, source, learned, use) in enumerate(WATCH):
        WatchEntry.objects.create(
            subject=subject, source=source, learned=learned, use=use, author=staff,
            seen_on=today - timedelta(days=20 + 40 * rank),
        )  # fmt: skip


def _numbers(today: date, days: list[int]) -> list[str]:
    """Numbers of the years in which these complaints came, the oldest first."""
    years = [(today - timedelta(days=count)).year for count in days]
    return [numbers(COMPLAINTS, year, 1)[0] for year in years]
