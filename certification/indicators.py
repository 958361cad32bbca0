"""The figures of certification. Each docstring is the definition that readers see."""

from functools import partial

from django.db.models import Exists, OuterRef, Q

from certification.models import (
    Accreditation,
    AccreditationCheck,
    BlockEvaluation,
    Enrolment,
    FollowedRecord,
    Jury,
    Mandate,
    Official,
    Place,
    SupportVisit,
)
from reporting.indicators import ByField, Scope, Share, indicator, record_columns

CERTIFICATION = {"key": "certification_id", "title": "certification__code"}
BY_CERTIFICATION = ByField("certification", "Par certification", **CERTIFICATION)
BY_REGION = ByField("region", "Par région", "region_id", "region__name")
OF_ACCREDITATION = "accreditation__organisation__department__region"
OF_ORGANISATION = "organisation__department__region"
OF_ENROLMENT = "enrolment__organisation__department__region"


def _by_region(path: str) -> ByField:
    return ByField("region", "Par région", path, f"{path}__name")


def _kept_since(kind: str) -> int | None:
    return FollowedRecord.objects.filter(kind=kind).values_list("since", flat=True).first()


_STRUCTURE = {"Structure": "organisation__name", "Région": f"{OF_ORGANISATION}__name"}
record_columns(
    Jury,
    link="pk",
    page="certification:jury",
    order=["held_on", "pk"],
    columns={
        "Jour": "held_on",
        "Certification": "certification__code",
        "Région": "region__name",
        "Structure d'accueil": "host__name",
        "État": "state",
    },
)
record_columns(
    AccreditationCheck,
    link="pk",
    page="certification:check",
    order=["carried_out_on", "pk"],
    columns={
        "Effectué le": "carried_out_on",
        "Structure": "accreditation__organisation__name",
        "Région": f"{OF_ACCREDITATION}__name",
        "Certification": "accreditation__certification__code",
        "Forme": "kind",
        "État": "state",
    },
)
record_columns(
    Accreditation,
    link="pk",
    page="certification:accreditation",
    columns=_STRUCTURE
    | {"Certification": "certification__code", "Portée": "scope", "Déposé le": "requested_at", "État": "state"},
)
record_columns(
    SupportVisit,
    link="organisation_id",
    order=["visited_on", "pk"],
    columns={"Le": "visited_on"} | _STRUCTURE | {"Certification": "certification__code", "Objet": "subject"},
)
record_columns(
    Official, link="pk", page="certification:official", columns={"Nom": "full_name", "Région": "region__name"}
)
# Nobody's name: these records are counted by people who do not know the candidates.
record_columns(
    Enrolment,
    link=None,
    order=["registered_on", "pk"],
    columns={"Entrée": "registered_on"} | _STRUCTURE | {"Certification": "certification__code", "État": "state"},
)
record_columns(
    Place,
    link=None,
    order=["jury__held_on", "pk"],
    columns={
        "Jury du": "jury__held_on",
        "Certification": "jury__certification__code",
        "Structure": "enrolment__organisation__name",
        "Décision": "result",
    },
)
record_columns(
    BlockEvaluation,
    link=None,
    order=["place__jury__held_on", "pk"],
    columns={"Jury du": "place__jury__held_on", "Bloc": "block__number", "Acquis": "acquired"},
)


@indicator(
    "certification.juries",
    label="Jurys",
    unit="jurys",
    region="region",
    by=[BY_REGION, BY_CERTIFICATION],
    since=partial(_kept_since, FollowedRecord.Kind.JURIES),
)
def juries(scope):
    """Jurys tenus dans l'année, jusqu'à la date : une journée, un lieu, une certification."""
    return Jury.objects.held().filter(held_on__year=scope.year, held_on__lte=scope.day)


@indicator(
    "certification.checks",
    label="Contrôles d'agrément",
    unit="contrôles",
    region=OF_ACCREDITATION,
    by=[
        _by_region(OF_ACCREDITATION),
        ByField("kind", "Par forme", "kind", "kind", words=dict(AccreditationCheck.Kind.choices)),
    ],
    since=partial(_kept_since, FollowedRecord.Kind.CHECKS),
)
def checks(scope):
    """Contrôles d'agrément effectués dans l'année, sur pièces, sur place ou pendant un jury."""
    return AccreditationCheck.objects.filter(carried_out_on__year=scope.year, carried_out_on__lte=scope.day)


@indicator(
    "certification.accreditations_requested",
    label="Demandes d'agrément",
    unit="demandes",
    region=OF_ORGANISATION,
    by=[_by_region(OF_ORGANISATION), BY_CERTIFICATION],
    since=partial(_kept_since, FollowedRecord.Kind.ACCREDITATIONS),
)
def accreditations_requested(scope):
    """Demandes d'agrément déposées dans l'année, renouvellements compris."""
    return Accreditation.objects.filter(requested_at__year=scope.year, requested_at__date__lte=scope.day)


@indicator(
    "certification.accreditations",
    label="Agréments en vigueur",
    unit="agréments",
    region=OF_ORGANISATION,
    by=[_by_region(OF_ORGANISATION), BY_CERTIFICATION],
)
def accreditations(scope):
    """Agréments accordés, avec ou sans conditions, et dont la durée couvre la date."""
    # One that ended before its term was right until that day; the others are told by their dates alone.
    return (
        Accreditation.objects.filter(validity__contains=scope.day, decided_on__lte=scope.day)
        .exclude(ended_on__lte=scope.day)
        .exclude(state=Accreditation.State.REFUSED)
    )


@indicator(
    "certification.support_visits",
    label="Appuis pédagogiques",
    unit="visites",
    region=OF_ORGANISATION,
    by=[_by_region(OF_ORGANISATION)],
    since=partial(_kept_since, FollowedRecord.Kind.SUPPORT_VISITS),
)
def support_visits(scope):
    """Visites d'appui pédagogique faites dans l'année aux structures qui préparent à une certification."""
    return SupportVisit.objects.filter(visited_on__year=scope.year, visited_on__lte=scope.day)


@indicator("certification.mandataires", label="Mandataires", unit="personnes", region="region", by=[BY_REGION])
def mandataires(scope):
    """Personnes dont un mandat de mandataire couvre la date."""
    return Official.objects.holding(Mandate.Role.MANDATAIRE, scope.day)


@indicator("certification.controllers", label="Contrôleurs", unit="personnes", region="region", by=[BY_REGION])
def controllers(scope):
    """Personnes dont un mandat de contrôleur couvre la date."""
    return Official.objects.holding(Mandate.Role.CONTROLLER, scope.day)


@indicator("certification.epsp_trainers", label="Formateurs EPSP", unit="personnes", region="region", by=[BY_REGION])
def epsp_trainers(scope):
    """Personnes dont un mandat de formateur EPSP couvre la date."""
    return Official.objects.holding(Mandate.Role.EPSP_TRAINER, scope.day)


BY_ORGANISATION = ByField("organisation", "Par structure", "organisation_id", "organisation__name")
BY_STRUCTURE_OF_ENROLMENT = ByField(
    "organisation", "Par structure", "enrolment__organisation_id", "enrolment__organisation__name"
)
BY_CERTIFICATION_OF_JURY = ByField(
    "certification", "Par certification", "jury__certification_id", "jury__certification__code"
)


@indicator(
    "certification.candidates",
    label="Candidats inscrits",
    unit="candidats",
    region=OF_ORGANISATION,
    by=[_by_region(OF_ORGANISATION), BY_CERTIFICATION],
)
def candidates(scope):
    """Inscriptions à une certification entrées en parcours dans l'année."""
    return _entered(scope)


@indicator(
    "certification.presentation_rate",
    label="Présentation au jury",
    unit="%",
    region=OF_ORGANISATION,
    measure=Share(Q(presented=True)),
    by=[BY_ORGANISATION, BY_CERTIFICATION],
    declared=True,
)
def presentation_rate(scope):
    """Part des candidats entrés en parcours dans l'année qui se sont présentés à un jury à la date."""
    present = Place.objects.filter(
        enrolment=OuterRef("pk"), attendance=Place.Attendance.PRESENT, jury__held_on__lte=scope.day
    )
    return _entered(scope).annotate(presented=Exists(present))


def _entered(scope: Scope):
    return Enrolment.objects.filter(registered_on__year=scope.year, registered_on__lte=scope.day).exclude(
        state=Enrolment.State.DRAFT
    )


def _judged(scope: Scope):
    """Candidates present at the juries of the year whose minutes are signed: before, nothing is decided."""
    return Place.objects.filter(
        attendance=Place.Attendance.PRESENT,
        jury__state__in=Jury.AFTER_MINUTES,
        jury__held_on__year=scope.year,
        jury__held_on__lte=scope.day,
    )


@indicator(
    "certification.presented",
    label="Candidats présentés",
    unit="candidats",
    region=OF_ENROLMENT,
    by=[_by_region(OF_ENROLMENT), BY_CERTIFICATION_OF_JURY],
)
def presented(scope):
    """Candidats présents aux jurys de l'année dont le procès-verbal est signé."""
    return _judged(scope)


@indicator(
    "certification.certified",
    label="Candidats certifiés",
    unit="candidats",
    region=OF_ENROLMENT,
    by=[_by_region(OF_ENROLMENT), BY_CERTIFICATION_OF_JURY],
)
def certified(scope):
    """Candidats à qui un jury de l'année a accordé la certification entière."""
    return _judged(scope).filter(result=Place.Result.FULL)


@indicator(
    "certification.partly_certified",
    label="Certifications partielles",
    unit="candidats",
    region=OF_ENROLMENT,
    by=[_by_region(OF_ENROLMENT), BY_CERTIFICATION_OF_JURY],
)
def partly_certified(scope):
    """Candidats à qui un jury de l'année a accordé une partie des blocs."""
    return _judged(scope).filter(result=Place.Result.PARTIAL)


@indicator(
    "certification.pass_rate",
    label="Réussite",
    unit="%",
    region=OF_ENROLMENT,
    measure=Share(Q(result=Place.Result.FULL)),
    by=[BY_STRUCTURE_OF_ENROLMENT, BY_CERTIFICATION_OF_JURY],
    declared=True,
)
def pass_rate(scope):
    """Part des candidats présentés aux jurys de l'année qui ont obtenu la certification entière ; les certifications
    partielles sont comptées à part."""
    return _judged(scope)


@indicator(
    "certification.block_pass_rate",
    label="Blocs acquis",
    unit="%",
    region=OF_ENROLMENT,
    measure=Share(Q(acquired=True)),
    by=[ByField("block", "Par bloc", "block__number", "block__number")],
    declared=True,
)
def block_pass_rate(scope):
    """Part des blocs évalués par les jurys de l'année qui ont été acquis."""
    return BlockEvaluation.objects.filter(
        kind=BlockEvaluation.Kind.JURY, acquired__isnull=False, place__in=_judged(scope)
    )
