"""What the portal shows for each indicator of the quality referential, on a range of days.

Numbers last from a version of the referential to the next: an indicator is shown for by the function that bears its
number. Each gives what was found, counted, with the page where it is read, and what lacks, with where to mend it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from training.domain.quality.complaints import in_time
from training.domain.surveys.results import result_of
from training.models import (
    Adaptation,
    Attendance,
    Complaint,
    Course,
    CourseVersion,
    ImprovementAction,
    ObjectiveMark,
    Order,
    QualityEvidence,
    QualityIndicator,
    QualityReferential,
    Registration,
    Risk,
    Session,
    Subcontract,
    Survey,
    SurveyInvitation,
    Trainer,
    TrainerPiece,
    TrainingBody,
    TrainingDocument,
    WatchEntry,
)


@dataclass(frozen=True)
class Found:
    """Something that shows for an indicator, or that lacks: how many, in words, and where."""

    count: int
    words: str
    url: str = ""


@dataclass
class Evidence:
    """All that is known of an indicator."""

    found: list[Found] = field(default_factory=list)
    missing: list[Found] = field(default_factory=list)

    def has(self, count: int, words: str, url: str = "", *, lacks: str = "") -> "Evidence":
        """Count it as found, or as missing where there is none."""
        if count:
            self.found.append(Found(count, words, url))
        else:
            self.missing.append(Found(0, lacks or f"aucun élément : {words}", url))
        return self

    def lacks(self, count: int, words: str, url: str = "") -> "Evidence":
        """Count it as missing, where there is any."""
        if count:
            self.missing.append(Found(count, words, url))
        return self


@dataclass(frozen=True)
class Range:
    """The days looked at, both included."""

    start: date
    end: date

    def sessions(self) -> QuerySet[Session]:
        """Sessions held that began in the range."""
        return Session.objects.held().filter(starts_on__range=(self.start, self.end))


@dataclass(frozen=True)
class Line:
    """An indicator as the page shows it."""

    indicator: QualityIndicator
    applies: bool
    evidence: Evidence
    added: list[QualityEvidence]

    @property
    def state(self) -> str:
        """Green when something shows for it and nothing lacks; amber when something lacks; red when nothing shows."""
        if not self.applies:
            return "off"
        if not self.evidence.found and not self.added:
            return "alert"
        return "wait" if self.evidence.missing else "ok"

    @property
    def word(self) -> str:
        return {"off": "sans objet", "alert": "rien à montrer", "wait": "à compléter", "ok": "prêt"}[self.state]


_makers: dict[int, Callable[[Range], Evidence]] = {}


def shows(number: int):
    """Declare what shows for the indicator of this number."""

    def register(maker):
        _makers[number] = maker
        return maker

    return register


def lines_of(referential: QualityReferential, days: Range) -> list[Line]:
    """Each indicator of a referential, with its evidence on these days."""
    added: dict[int, list[QualityEvidence]] = {}
    for one in QualityEvidence.objects.filter(dated_on__lte=days.end):
        added.setdefault(one.number, []).append(one)
    certifying = days.sessions().exclude(version__course__fiche_number="").exists()
    workplace = days.sessions().filter(modality=CourseVersion.Modality.WORKPLACE).exists()
    when = {"yes": True, "no": False, "certifying": certifying, "workplace": workplace}
    return [
        Line(
            indicator, when[indicator.applies],
            _makers[indicator.number](days) if when[indicator.applies] and indicator.number in _makers else Evidence(),
            added.get(indicator.number, []),
        )
        for indicator in referential.indicators.order_by("number")
    ]  # fmt: skip


def referential_on(day: date) -> QualityReferential | None:
    """The version in force on a day."""
    return QualityReferential.objects.in_force_on(day).order_by("-validity").first()


def _page(name: str, *args) -> str:
    return reverse(f"training:{name}", args=args)


TOLD = ("objectives", "prerequisites", "audience", "methods", "assessment", "access_delay", "accessibility", "contact")


@shows(1)
def public_information(days: Range) -> Evidence:
    current = CourseVersion.objects.current().filter(course__in=Course.objects.offered())
    versions = CourseVersion.objects.filter(pk__in=[one.pk for one in current])
    bare = Q()
    for name in TOLD:
        bare |= Q(objectives=[]) if name == "objectives" else Q(**{name: ""})
    whole = versions.exclude(bare)
    return (
        Evidence()
        .has(whole.count(), "programmes publiés avec toutes leurs informations", _page("catalogue"))
        .lacks(versions.filter(bare).count(), "programmes publiés à qui une information manque", _page("catalogue"))
    )


@shows(2)
def published_results(days: Range) -> Evidence:
    hot = SurveyInvitation.objects.filter(
        survey__moment=Survey.Moment.HOT, survey__audience=Survey.Audience.TRAINEE, session__in=days.sessions()
    )
    result = result_of(hot)
    return Evidence().has(
        result.answered if result.told else 0, "réponses de stagiaires, avec la méthode de calcul", _page("results"),
        lacks="moins de cinq réponses de stagiaires : rien ne peut être publié",
    )  # fmt: skip


@shows(3)
def certification_results(days: Range) -> Evidence:
    courses = Course.objects.offered().exclude(fiche_number="")
    return Evidence().has(courses.count(), "formations certifiantes avec leur fiche", _page("catalogue"))


@shows(4)
def needs(days: Range) -> Evidence:
    places = Registration.objects.seated().filter(session__in=days.sessions())
    orders = Order.objects.filter(session__in=days.sessions()).exclude(expectations="")
    return (
        Evidence()
        .has(places.exclude(needs_told_at=None).count(), "recueils de besoins de stagiaires", _page("registrations"))
        .has(orders.count(), "attentes écrites par les structures", _page("orders"))
        .lacks(places.filter(needs_told_at=None).count(), "stagiaires sans recueil de besoins", _page("registrations"))
    )


@shows(5)
def objectives(days: Range) -> Evidence:
    versions = CourseVersion.objects.filter(sessions__in=days.sessions()).distinct()
    return (
        Evidence()
        .has(versions.exclude(objectives=[]).count(), "programmes avec des objectifs évaluables", _page("catalogue"))
        .lacks(versions.filter(objectives=[]).count(), "programmes sans objectif", _page("catalogue"))
    )


@shows(6)
def contents(days: Range) -> Evidence:
    versions = CourseVersion.objects.filter(sessions__in=days.sessions()).distinct()
    return (
        Evidence()
        .has(
            versions.exclude(content="").exclude(methods="").count(),
            "programmes avec contenus et méthodes",
            _page("catalogue"),
        )
        .lacks(
            versions.filter(Q(content="") | Q(methods="")).count(),
            "programmes sans contenu ou sans méthode",
            _page("catalogue"),
        )
    )


@shows(7)
def certified_contents(days: Range) -> Evidence:
    versions = CourseVersion.objects.filter(sessions__in=days.sessions()).exclude(course__fiche_number="").distinct()
    return Evidence().has(versions.count(), "programmes de formations certifiantes", _page("catalogue"))


@shows(8)
def positioning(days: Range) -> Evidence:
    places = Registration.objects.seated().filter(session__in=days.sessions())
    placed = (
        ObjectiveMark.objects.filter(registration__in=places).exclude(before=None).values("registration").distinct()
    )
    return (
        Evidence()
        .has(placed.count(), "stagiaires positionnés à l'entrée", _page("registrations"))
        .lacks(places.count() - placed.count(), "stagiaires sans positionnement", _page("registrations"))
    )


@shows(9)
def information(days: Range) -> Evidence:
    summons = TrainingDocument.objects.filter(kind=TrainingDocument.Kind.SUMMONS, session__in=days.sessions())
    rules = bool(TrainingBody.current().house_rules)
    return (
        Evidence()
        .has(summons.count(), "convocations", f"{_page('documents')}?nature=summons")
        .has(int(rules), "règlement intérieur", _page("house_rules"))
        .lacks(
            days.sessions().filter(~Exists(summons.filter(session=OuterRef("pk")))).count(), "sessions sans convocation",
            _page("sessions"),
        )
    )  # fmt: skip


@shows(10)
def adaptations(days: Range) -> Evidence:
    asked = Adaptation.objects.filter(registration__session__in=days.sessions())
    answered = asked.exclude(answered_at=None).count()
    # Counted only: what was asked concerns health.
    return (
        Evidence()
        .has(days.sessions().count(), "sessions où un besoin pouvait être dit", _page("sessions"))
        .lacks(asked.count() - answered, "demandes d'adaptation sans réponse", _page("adaptations"))
    )


@shows(11)
def achievement(days: Range) -> Evidence:
    places = Registration.objects.filter(session__in=days.sessions(), state=Registration.State.COMPLETED)
    marked = ObjectiveMark.objects.filter(registration__in=places).exclude(after=None).values("registration").distinct()
    return (
        Evidence()
        .has(marked.count(), "stagiaires évalués objectif par objectif", _page("registrations"))
        .lacks(places.count() - marked.count(), "stagiaires sans évaluation à la fin", _page("sessions"))
    )


@shows(12)
def engagement(days: Range) -> Evidence:
    absences = Attendance.objects.exclude(state="present").filter(slot__session__in=days.sessions())
    gone = Registration.objects.filter(session__in=days.sessions(), state=Registration.State.ABANDONED)
    rules = "harcèlement" in TrainingBody.current().house_rules
    return (
        Evidence()
        .has(
            Attendance.objects.filter(slot__session__in=days.sessions()).count(),
            "présences suivies demi-journée par demi-journée",
            _page("sessions"),
        )
        .has(
            int(rules),
            "règlement intérieur qui traite du harcèlement",
            _page("house_rules"),
            lacks="le règlement intérieur ne dit rien du harcèlement",
        )
        .lacks(gone.filter(end_reason="").count(), "abandons sans motif", _page("registrations"))
        .lacks(absences.filter(state="absent").count(), "absences non excusées à suivre", _page("sessions"))
    )


@shows(16)
def certification_conditions(days: Range) -> Evidence:
    places = (
        Registration.objects.trained()
        .filter(session__in=days.sessions())
        .exclude(session__version__course__fiche_number="")
    )
    return Evidence().has(places.count(), "stagiaires de formations certifiantes", _page("registrations"))


@shows(17)
def premises(days: Range) -> Evidence:
    there = days.sessions().exclude(modality=CourseVersion.Modality.REMOTE)
    return (
        Evidence()
        .has(there.exclude(place_name="").count(), "sessions dont le lieu est décrit", _page("sessions"))
        .lacks(there.filter(place_name="").count(), "sessions sans lieu", _page("sessions"))
        .lacks(there.filter(accessible=None).count(), "sessions dont l'accessibilité n'est pas dite", _page("sessions"))
    )


@shows(18)
def coordination(days: Range) -> Evidence:
    led = days.sessions().filter(slots__trainers__isnull=False).distinct()
    return (
        Evidence()
        .has(led.count(), "sessions avec leurs formateurs, demi-journée par demi-journée", _page("sessions"))
        .lacks(
            days.sessions().filter(slots__trainers=None).distinct().count(),
            "sessions avec une demi-journée sans formateur",
            _page("sessions"),
        )
    )


@shows(19)
def resources(days: Range) -> Evidence:
    versions = CourseVersion.objects.filter(sessions__in=days.sessions()).exclude(means="").distinct()
    remote = Attendance.objects.present().filter(slot__session__in=days.sessions(), slot__remote=True)
    return (
        Evidence()
        .has(versions.count(), "programmes qui disent leurs moyens", _page("catalogue"))
        .lacks(remote.filter(signed_at=None).count(), "présences à distance que rien ne prouve", _page("sessions"))
    )


@shows(21)
def competences(days: Range) -> Evidence:
    trainers = Trainer.objects.filter(slots__session__in=days.sessions()).distinct()
    cv = TrainerPiece.objects.filter(trainer=OuterRef("pk"), kind=TrainerPiece.Kind.CV)
    expired = TrainerPiece.objects.filter(trainer=OuterRef("pk"), expires_on__lt=days.end)
    return (
        Evidence()
        .has(trainers.filter(Exists(cv)).count(), "formateurs avec leur CV", _page("trainers"))
        .lacks(trainers.filter(~Exists(cv)).count(), "formateurs sans CV", _page("trainers"))
        .lacks(
            trainers.filter(Exists(expired)).count(),
            "formateurs avec une pièce qui n'est plus valable",
            _page("trainers"),
        )
    )


@shows(22)
def development(days: Range) -> Evidence:
    followed = TrainerPiece.objects.filter(
        kind__in=[TrainerPiece.Kind.TRAINING, TrainerPiece.Kind.REVIEW], obtained_on__range=(days.start, days.end)
    )
    return Evidence().has(followed.count(), "formations suivies et entretiens de formateurs", _page("trainers"))


def _watch(days: Range, subject: str) -> Evidence:
    entries = WatchEntry.objects.filter(subject=subject, seen_on__range=(days.start, days.end))
    return (
        Evidence()
        .has(entries.count(), "notes de veille", _page("watch"))
        .lacks(entries.filter(use="").count(), "notes de veille sans usage dit", _page("watch"))
    )


@shows(23)
def legal_watch(days: Range) -> Evidence:
    return _watch(days, WatchEntry.Subject.LAW)


@shows(24)
def trade_watch(days: Range) -> Evidence:
    return _watch(days, WatchEntry.Subject.TRADES)


@shows(25)
def teaching_watch(days: Range) -> Evidence:
    return _watch(days, WatchEntry.Subject.TEACHING)


@shows(26)
def disability(days: Range) -> Evidence:
    body = TrainingBody.current()
    named = body.referents.count() if body.pk else 0
    return (
        Evidence()
        .has(named, "référents handicap nommés", _page("adaptations"), lacks="aucun référent handicap n'est nommé")
        .has(int(bool(body.disability_contact)), "contact du référent imprimé sur les programmes", _page("catalogue"))
    )


@shows(27)
def subcontracting(days: Range) -> Evidence:
    contracts = Subcontract.objects.filter(sessions__in=days.sessions()).distinct()
    signed = contracts.filter(state=Subcontract.State.SIGNED)
    bare = signed.filter(
        Q(subcontractor__qualiopi_until=None) | Q(subcontractor__qualiopi_until__lt=days.start)
        | Q(subcontractor__charter_signed_on=None)
    )  # fmt: skip
    page = _page("subcontractors")
    return (
        Evidence()
        .has(signed.count(), "contrats de sous-traitance signés", page)
        .lacks(
            contracts.exclude(state=Subcontract.State.SIGNED).count(),
            "contrats non signés pour des sessions tenues",
            page,
        )
        .lacks(bare.count(), "contrats d'un sous-traitant sans Qualiopi ou sans charte", page)
    )


@shows(28)
def workplace_partners(days: Range) -> Evidence:
    hosts = days.sessions().filter(modality=CourseVersion.Modality.WORKPLACE).exclude(host=None)
    return Evidence().has(
        hosts.count(), "sessions en situation de travail, avec leur structure d'accueil", _page("sessions")
    )


@shows(30)
def appreciations(days: Range) -> Evidence:
    asked = SurveyInvitation.objects.filter(session__in=days.sessions())
    evidence = Evidence()
    for audience in Survey.Audience:
        answered = asked.filter(survey__audience=audience).answered().count()
        evidence.has(
            answered, f"réponses : {audience.label}", _page("results"), lacks=f"aucune réponse : {audience.label}"
        )
    return evidence


@shows(31)
def complaints(days: Range) -> Evidence:
    received = list(Complaint.objects.filter(received_on__range=(days.start, days.end)))
    kept = sum(in_time(one) for one in received)
    page = _page("complaints")
    return (
        Evidence()
        .has(
            len(received),
            "réclamations reçues et suivies",
            page,
            lacks="aucune réclamation reçue : le registre est tenu",
        )
        .lacks(len(received) - kept, "réclamations hors délai, ou sans réponse encore", page)
    )


@shows(32)
def improvement(days: Range) -> Evidence:
    actions = ImprovementAction.objects.filter(opened_on__range=(days.start, days.end))
    risks = Risk.objects.filter(closed_on=None)
    page = _page("actions")
    return (
        Evidence()
        .has(actions.count(), "actions d'amélioration ouvertes", page)
        .has(risks.count(), "risques analysés", _page("risks"), lacks="aucun risque n'est analysé")
        .lacks(actions.filter(done_on=None, due_on__lt=days.end).count(), "actions en retard", page)
        .lacks(risks.filter(Q(review_on=None) | Q(review_on__lt=days.end)).count(), "risques à revoir", _page("risks"))
    )


def counted_sessions(days: Range) -> QuerySet[Session]:
    """Sessions of the range with how many people came, from which the auditor draws a sample."""
    there = Count("registrations", filter=Q(registrations__attendances__state="present"), distinct=True)
    return days.sessions().annotate(trained=there, title=F("version__title")).order_by("starts_on", "pk")
