"""Certifications, officials, accreditations, candidates, juries and certificates."""

from datetime import date, timedelta

import factory
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from factory.django import DjangoModelFactory

from certification.domain.certificates.content import acquired_blocks, content_of
from certification.domain.deposits.identity import holder_of
from certification.models import (
    Accreditation,
    AccreditationCheck,
    AccreditationPiece,
    BlockEvaluation,
    Candidate,
    Certificate,
    CertificateCopy,
    Certification,
    ChecklistQuestion,
    College,
    Competency,
    Deposit,
    DepositAccount,
    DepositLine,
    Enrolment,
    Finding,
    Jury,
    Mandate,
    Official,
    PieceKind,
    Place,
    Referential,
    RegisterChange,
    Seat,
    SkillBlock,
    SupportVisit,
)
from members.models import Region
from tests.factories.organisations import OrganisationFactory


def years_from(year: int, count: int) -> DateRange:
    """Whole calendar years."""
    return DateRange(date(year, 1, 1), date(year + count, 1, 1))


def brittany() -> Region:
    return Region.objects.get(code="53")


class CertificationFactory(DjangoModelFactory):
    """A certification of the RNCP, registered for the whole of this year and the next two."""

    class Meta:
        model = Certification

    code = factory.Sequence(lambda n: f"CQP-{n}")
    title = factory.Sequence(lambda n: f"CQP exemple {n}")
    kind = Certification.Kind.RNCP
    fiche_number = factory.LazyAttributeSequence(
        lambda o, n: "" if o.kind == Certification.Kind.BRANCH else f"{o.kind}{10000 + n}"
    )
    registered_from = factory.LazyFunction(lambda: date(timezone.localdate().year - 2, 1, 1))
    registered_until = factory.LazyFunction(lambda: date(timezone.localdate().year + 2, 12, 31))


class ReferentialFactory(DjangoModelFactory):
    """Two blocks of two competencies each, in force without limit; `blocks=0` for none."""

    class Meta:
        model = Referential
        skip_postgeneration_save = True

    certification = factory.SubFactory(CertificationFactory)
    version = "1"

    @factory.post_generation
    def blocks(referential, create, count, **kwargs):
        for order in range(1, (2 if count is None else count) + 1):
            block = SkillBlock.objects.create(
                referential=referential,
                order=order,
                number=f"{referential.certification.fiche_number}BC{order:02d}",
                title=f"Bloc {order}",
            )
            for rank in (1, 2):
                Competency.objects.create(block=block, code=f"C{order}.{rank}", statement=f"Compétence {order}.{rank}")


class OfficialFactory(DjangoModelFactory):
    class Meta:
        model = Official

    full_name = factory.Sequence(lambda n: f"Mandataire {n}")
    email = factory.Sequence(lambda n: f"mandataire{n}@example.org")
    region = factory.LazyFunction(brittany)


class OfficialMandateFactory(DjangoModelFactory):
    """A mandataire of the employers' college, for this year and the next."""

    class Meta:
        model = Mandate

    official = factory.SubFactory(OfficialFactory)
    role = Mandate.Role.MANDATAIRE
    college = College.EMPLOYER
    validity = factory.LazyFunction(lambda: years_from(timezone.localdate().year, 2))


class AccreditationFactory(DjangoModelFactory):
    """Granted for three years, this one in the middle; another `state` for one that is asked for."""

    class Meta:
        model = Accreditation

    class Params:
        asked = factory.LazyAttribute(lambda o: o.state in Accreditation.ASKED or o.state == "refused")

    organisation = factory.SubFactory(OrganisationFactory)
    certification = factory.SubFactory(CertificationFactory)
    state = Accreditation.State.GRANTED
    requested_at = factory.LazyAttribute(lambda o: None if o.state == "draft" else timezone.now() - timedelta(days=400))
    number = factory.LazyAttributeSequence(lambda o, n: None if o.asked else f"AG{n:05d}")
    decided_on = factory.LazyAttribute(lambda o: None if o.asked else date(timezone.localdate().year - 1, 1, 1))
    validity = factory.LazyAttribute(lambda o: None if o.asked else years_from(timezone.localdate().year - 1, 3))
    reason = factory.LazyAttribute(lambda o: "Un motif" if o.state in {"refused", "suspended", "withdrawn"} else "")


class PieceKindFactory(DjangoModelFactory):
    class Meta:
        model = PieceKind

    certification = factory.SubFactory(CertificationFactory)
    order = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Pièce {n}")


class AccreditationPieceFactory(DjangoModelFactory):
    """A piece received, which nobody has examined."""

    class Meta:
        model = AccreditationPiece

    accreditation = factory.SubFactory(AccreditationFactory)
    kind = factory.LazyAttribute(lambda o: PieceKindFactory(certification=o.accreditation.certification))
    file = factory.django.FileField(filename="piece.pdf", data=b"%PDF-1.7")
    name = "piece.pdf"


class RegisterChangeFactory(DjangoModelFactory):
    """An accreditation granted today, not told yet."""

    class Meta:
        model = RegisterChange

    accreditation = factory.SubFactory(AccreditationFactory)
    kind = RegisterChange.Kind.GRANTED
    happened_on = factory.LazyFunction(timezone.localdate)


class AccreditationCheckFactory(DjangoModelFactory):
    """A check planned today; announced now and carried out today in the states that come after."""

    class Meta:
        model = AccreditationCheck

    accreditation = factory.SubFactory(AccreditationFactory)
    kind = AccreditationCheck.Kind.ON_SITE
    planned_on = factory.LazyFunction(timezone.localdate)
    carried_out_on = factory.LazyAttribute(
        lambda o: None if o.state in {"planned", "announced", "cancelled"} else timezone.localdate()
    )
    state = AccreditationCheck.State.PLANNED
    announced_at = factory.LazyAttribute(lambda o: None if o.state in {"planned", "cancelled"} else timezone.now())


class ChecklistQuestionFactory(DjangoModelFactory):
    class Meta:
        model = ChecklistQuestion

    certification = factory.SubFactory(CertificationFactory)
    order = factory.Sequence(lambda n: n + 1)
    theme = "Organisation"
    text = factory.Sequence(lambda n: f"Point {n}")


class FindingFactory(DjangoModelFactory):
    """A minor gap whose action is due in a month."""

    class Meta:
        model = Finding

    check_made = factory.SubFactory(AccreditationCheckFactory, state="carried_out")
    severity = Finding.Severity.MINOR
    text = "Un écart"
    action = "Une action"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))


class SupportVisitFactory(DjangoModelFactory):
    class Meta:
        model = SupportVisit

    organisation = factory.SubFactory(OrganisationFactory)
    certification = factory.SubFactory(CertificationFactory)
    visited_on = factory.LazyFunction(timezone.localdate)
    subject = "Préparer le premier jury"


class CandidateFactory(DjangoModelFactory):
    """A person born in Quimper, whose identity was seen and who was informed."""

    class Meta:
        model = Candidate

    birth_name = factory.Sequence(lambda n: f"NOM{n}")
    first_name = "Dominique"
    sex = Candidate.Sex.FEMALE
    birth_year, birth_month, birth_day = 1990, 5, 17
    birth_commune_code, birth_commune_name = "29232", "Quimper"
    identity_seen_on = factory.LazyFunction(timezone.localdate)
    informed_on = factory.LazyFunction(timezone.localdate)


class EnrolmentFactory(DjangoModelFactory):
    """In path since last month, with an accreditation of its structure; all blocks of the referential are aimed at."""

    class Meta:
        model = Enrolment
        skip_postgeneration_save = True

    candidate = factory.SubFactory(CandidateFactory)
    referential = factory.SubFactory(ReferentialFactory)
    certification = factory.SelfAttribute("referential.certification")
    organisation = factory.SubFactory(OrganisationFactory)
    accreditation = factory.LazyAttribute(
        lambda o: AccreditationFactory(organisation=o.organisation, certification=o.certification)
    )
    registered_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    state = Enrolment.State.IN_PATH

    @factory.post_generation
    def blocks(enrolment, create, extracted, **kwargs):
        enrolment.blocks.set(enrolment.referential.blocks.all() if extracted is None else extracted)


class JuryFactory(DjangoModelFactory):
    """In preparation for today, in Brittany."""

    class Meta:
        model = Jury

    certification = factory.SubFactory(CertificationFactory)
    held_on = factory.LazyFunction(timezone.localdate)
    place = "1 rue de l'Exemple, 29000 Quimper"
    postcode = "29000"
    region = factory.LazyFunction(brittany)


def jury_of(enrolment: Enrolment, **fields) -> Jury:
    """A jury for this candidate, in the region of their structure."""
    region = enrolment.organisation.department.region
    return JuryFactory(certification=enrolment.certification, region=region, **fields)


class SeatFactory(DjangoModelFactory):
    """A member who has a mandate in the college of the seat."""

    class Meta:
        model = Seat
        skip_postgeneration_save = True

    jury = factory.SubFactory(JuryFactory)
    official = factory.SubFactory(OfficialFactory)
    college = College.EMPLOYER
    role = Seat.Role.MEMBER

    @factory.post_generation
    def mandate(seat, create, extracted, **kwargs):
        if extracted is not False:
            OfficialMandateFactory(official=seat.official, college=seat.college)


class PlaceFactory(DjangoModelFactory):
    """A candidate summoned to a jury of their certification."""

    class Meta:
        model = Place

    enrolment = factory.SubFactory(EnrolmentFactory, state="summoned")
    jury = factory.LazyAttribute(lambda o: jury_of(o.enrolment))
    order = factory.Sequence(lambda n: n + 1)


class BlockEvaluationFactory(DjangoModelFactory):
    """A continuous evaluation of the first block."""

    class Meta:
        model = BlockEvaluation

    enrolment = factory.SubFactory(EnrolmentFactory)
    block = factory.LazyAttribute(lambda o: o.enrolment.referential.blocks.first())
    kind = BlockEvaluation.Kind.CONTINUOUS


class CertificateFactory(DjangoModelFactory):
    """A parchment issued today for a candidate certified by a jury whose minutes are signed."""

    class Meta:
        model = Certificate

    place = factory.SubFactory(
        PlaceFactory,
        enrolment__state="certified",
        attendance="present",
        result="full",
        jury=factory.LazyAttribute(lambda o: jury_of(o.enrolment, state="signed")),
    )
    kind = Certificate.Kind.PARCHMENT
    # Far from those that the series gives.
    number = factory.Sequence(lambda n: f"CERT{timezone.localdate().year}-{70_000 + n}")
    issued_on = factory.LazyFunction(timezone.localdate)
    content = factory.LazyAttribute(
        lambda o: content_of(
            o.place, kind=o.kind, number=o.number, issued_on=o.issued_on, valid_until=None,
            blocks=acquired_blocks(o.place),
        )
    )  # fmt: skip


class CertificateCopyFactory(DjangoModelFactory):
    class Meta:
        model = CertificateCopy

    certificate = factory.SubFactory(CertificateFactory)
    issued_on = factory.LazyFunction(timezone.localdate)
    reason = "Original perdu"


class DepositAccountFactory(DjangoModelFactory):
    class Meta:
        model = DepositAccount

    client_id = "ABCD1234"
    contract_id = "MCFCER000001"


class DepositFactory(DjangoModelFactory):
    """A batch of certifications that is not checked yet."""

    class Meta:
        model = Deposit

    # Far from those that the series gives.
    number = factory.Sequence(lambda n: f"CDC{timezone.localdate().year}-{70_000 + n}")
    flow_id = factory.Sequence(lambda n: f"flux-{n}")
    xml = b"<flux/>"
    sha256 = "0" * 64


class DepositLineFactory(DjangoModelFactory):
    """A certificate told as its holder is today, without an answer."""

    class Meta:
        model = DepositLine

    deposit = factory.SubFactory(DepositFactory)
    certificate = factory.SubFactory(CertificateFactory)
    identity = factory.LazyAttribute(lambda o: holder_of(o.certificate.place.enrolment.candidate).as_kept)
