"""The figures of training. Each docstring is the definition that readers see."""

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum

from reporting.indicators import ByField, Distinct, Hours, Ratio, Scope, Share, indicator, record_columns
from training.models import (
    Attendance,
    Registration,
    Session,
    Slot,
    Survey,
    SurveyAnswer,
    SurveyInvitation,
    SurveyQuestion,
    TrainingBody,
)


def _splits(session: str) -> list[ByField]:
    """By region, theme and course, from the path of a record to its session: empty, or ending with `__`."""
    course = f"{session}version__course"
    return [
        ByField("region", "Par région", f"{session}region_id", f"{session}region__name"),
        ByField("theme", "Par thème", f"{course}__theme__code", f"{course}__theme__name"),
        ByField("course", "Par formation", f"{course}__code", f"{course}__title"),
    ]


def _kept_since() -> int | None:
    return TrainingBody.objects.values_list("records_since", flat=True).order_by("pk").first()


def _told(session: str) -> dict[str, str]:
    return {
        "Formation": f"{session}version__title",
        "Thème": f"{session}version__course__theme__name",
        "Région": f"{session}region__name",
    }


record_columns(
    Session,
    link="pk",
    page="training:session",
    order=["starts_on", "pk"],
    columns={"Premier jour": "starts_on", "Numéro": "number"} | _told("") | {"État": "state"},
)
record_columns(
    Slot,
    link="session_id",
    page="training:session",
    order=["day", "starts_at", "pk"],
    columns={"Jour": "day", "Demi-journée": "half_day"} | _told("session__") | {"Minutes": "minutes"},
)
# Nobody's name: these records are counted by people who do not know the trainees.
record_columns(
    Attendance,
    link=None,
    order=["slot__day", "slot__starts_at", "pk"],
    columns={"Jour": "slot__day", "Demi-journée": "slot__half_day"}
    | _told("registration__session__")
    | {"Minutes suivies": "minutes"},
)
record_columns(
    Registration,
    link=None,
    order=["session__starts_on", "pk"],
    columns={"Session du": "session__starts_on", "Structure": "trainee__organisation__name"}
    | _told("session__")
    | {"État": "state"},
)
record_columns(
    SurveyInvitation,
    link=None,
    order=["session__starts_on", "pk"],
    columns={"Session du": "session__starts_on"} | _told("session__"),
)


@indicator(
    "training.sessions", label="Sessions de formation", unit="sessions", region="region", by=_splits(""),
    since=_kept_since,
)  # fmt: skip
def sessions(scope):
    """Sessions tenues qui ont commencé dans l'année, jusqu'à la date."""
    return Session.objects.held().filter(starts_on__year=scope.year, starts_on__lte=scope.day)


@indicator(
    "training.hours",
    label="Heures de formation",
    unit="heures",
    region="session__region",
    measure=Hours("minutes"),
    by=_splits("session__"),
    since=_kept_since,
)
def hours(scope):
    """Durée des demi-journées de l'année, jusqu'à la date, des sessions tenues ; une session sur deux années compte dans
    chacune pour ses jours."""
    return Slot.objects.filter(session__state__in=Session.HELD, day__year=scope.year, day__lte=scope.day)


def _present(scope: Scope):
    """Presences of the year; a registration cancelled counts nowhere."""
    return (
        Attendance.objects.present()
        .filter(slot__day__year=scope.year, slot__day__lte=scope.day)
        .exclude(registration__state=Registration.State.CANCELLED)
    )


@indicator(
    "training.trainee_hours",
    label="Heures-stagiaires",
    unit="heures",
    region="registration__session__region",
    measure=Hours("minutes"),
    by=_splits("registration__session__"),
    since=_kept_since,
)
def trainee_hours(scope):
    """Heures suivies par les stagiaires dans l'année, jusqu'à la date, telles que l'émargement les garde ; qui abandonne
    compte pour les heures faites."""
    return _present(scope)


def _trained(scope: Scope):
    return Registration.objects.filter(Exists(_present(scope).filter(registration=OuterRef("pk"))))


@indicator(
    "training.trainees",
    label="Stagiaires formés",
    unit="stagiaires",
    region="session__region",
    by=_splits("session__"),
    since=_kept_since,
)
def trainees(scope):
    """Stagiaires présents au moins une demi-journée de l'année, jusqu'à la date ; une personne compte une fois par
    session suivie."""
    return _trained(scope)


@indicator(
    "training.organisations",
    label="Structures qui forment leurs salariés",
    unit="structures",
    region="session__region",
    measure=Distinct("trainee__organisation"),
    by=_splits("session__"),
    since=_kept_since,
)
def organisations(scope):
    """Structures dont au moins une personne a suivi une session dans l'année, jusqu'à la date. Une structure présente
    dans plusieurs régions, thèmes ou formations compte dans chacun."""
    return _trained(scope).exclude(trainee__organisation=None)


def _over_marks(total):
    """An aggregate of the marks that an invitation was answered with."""
    marks = SurveyAnswer.objects.filter(
        invitation=OuterRef("pk"), score__isnull=False, question__kind=SurveyQuestion.Kind.SCALE
    )
    return Subquery(marks.order_by().values("invitation").annotate(total=total).values("total"))


@indicator(
    "training.satisfaction",
    label="Satisfaction des stagiaires",
    unit="%",
    region="session__region",
    measure=Ratio("given", "highest"),
    by=_splits("session__"),
    declared=True,
)
def satisfaction(scope):
    """Total des notes données à chaud par les stagiaires, en pour cent du total des notes les plus hautes possibles :
    questions notées de 1 à 5, sessions finies dans l'année, jusqu'à la date. Le nombre de fiches est celui des stagiaires
    qui ont répondu."""
    return (
        SurveyInvitation.objects.answered()
        .filter(
            survey__moment=Survey.Moment.HOT,
            survey__audience=Survey.Audience.TRAINEE,
            session__ends_on__year=scope.year,
            session__ends_on__lte=scope.day,
        )
        .annotate(
            given=_over_marks(Sum("score")),
            highest=_over_marks(Count("pk") * SurveyQuestion.HIGHEST[SurveyQuestion.Kind.SCALE]),
        )
        .exclude(given=None)
    )


@indicator(
    "training.completion",
    label="Formations menées à leur terme",
    unit="%",
    region="session__region",
    measure=Share(Q(state=Registration.State.COMPLETED)),
    by=_splits("session__"),
    declared=True,
)
def completion(scope):
    """Part des stagiaires qui ont suivi leur formation jusqu'au bout, parmi ceux qui l'ont suivie, abandonnée, ou ne sont
    jamais venus : sessions tenues, finies dans l'année, jusqu'à la date."""
    return Registration.objects.filter(
        state__in=Registration.ENDED,
        session__state__in=Session.HELD,
        session__ends_on__year=scope.year,
        session__ends_on__lte=scope.day,
    )
