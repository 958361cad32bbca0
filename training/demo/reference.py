"""The training body, the catalogue with its programmes, trainers and the bodies with which the network trains."""

import random
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from importlib.resources import files
from zoneinfo import ZoneInfo

from members.demo import names
from members.demo.accounts import PASSWORD
from members.models import Issuer, Region, User
from training.models import (
    Course,
    CourseTheme,
    CourseVersion,
    Funder,
    FundingLine,
    Subcontractor,
    Trainer,
    TrainerPiece,
    TrainingBody,
)

SEED = 6101
PARIS = ZoneInfo("Europe/Paris")
THEMES = [
    ("regulatory", "Obligations réglementaires", "Représentants du personnel, santé et sécurité au travail."),
    ("health_safety", "Santé et sécurité", "Secourisme, gestes et postures, santé mentale, prévention."),
    ("management", "Management", "Conduire une équipe, prévenir les conflits."),
    ("insertion", "Métiers de l'insertion", "Encadrer, accompagner, former en situation de production."),
    ("mobility", "Mobilité", "Le programme des professionnels de la mobilité inclusive."),
    ("economy", "Économie et développement", "Faire vivre un service utile à son territoire."),
]
REGIONS = ["84", "76", "32", "75", "11", "44", "53", "28", "93", "52", "27", "24"]
INTERNAL, EXTERNAL = 3, 12
# Those whose certificate has gone by, or ends soon: the demonstration shows what is then asked.
QUALIOPI = [date(2028, 6, 30), date(2027, 3, 31), date(2026, 12, 31)]
ACCOUNT = "formatrice@example.org"
PUBLISHED = datetime(2021, 11, 15, 9, tzinfo=PARIS)
HOUSE_RULES = """Article 1. Le présent règlement s'applique à toutes les personnes qui suivent une formation de l'organisme, pour la durée de celle-ci.

Article 2. Chacun veille à sa sécurité et à celle des autres. Les consignes d'incendie et d'évacuation du lieu sont données au début de la formation. Tout accident est signalé sans attendre au formateur.

Article 3. L'introduction d'alcool et de produits stupéfiants est interdite. Il est interdit de fumer et de vapoter dans les locaux.

Article 4. Les horaires sont ceux de la convocation. Chacun signe la feuille d'émargement à chaque demi-journée. Une absence est signalée et justifiée.

Article 5. Tout agissement sexiste, tout harcèlement, toute violence et toute discrimination sont interdits et peuvent être sanctionnés. Ils se signalent au formateur ou au responsable de la formation.

Article 6. Selon sa gravité, un manquement peut donner lieu à un avertissement écrit, à une exclusion temporaire ou à une exclusion définitive. L'amende est interdite.

Article 7. Aucune sanction n'est prononcée sans que la personne ait été informée par écrit de ce qui lui est reproché, convoquée à un entretien où elle peut se faire assister, et entendue. La sanction est motivée et notifiée entre un jour franc et quinze jours après l'entretien.

Article 8. Pour une formation de plus de cinq cents heures, les stagiaires élisent un délégué titulaire et un suppléant."""


@dataclass
class Frame:
    """What sessions are made of."""

    versions: dict[str, CourseVersion] = field(default_factory=dict)
    internal: list[Trainer] = field(default_factory=list)
    external: list[Trainer] = field(default_factory=list)
    funders: list[Funder] = field(default_factory=list)
    body: TrainingBody | None = None


def load_reference() -> Frame:
    """The last trainer of the body has the account that the demonstration prints."""
    frame = Frame(body=_body())
    _courses(frame)
    _trainers(frame)
    frame.funders = [
        Funder.objects.create(
            name="Uniformation (démonstration)", funding_line=FundingLine.PLAN, email="opco@example.org"
        ),
        Funder.objects.create(
            name="Programme mobilité (démonstration)", funding_line=FundingLine.STATE, email="programme@example.org"
        ),
    ]
    return frame


def _body() -> TrainingBody:
    issuer = Issuer.current()
    body = TrainingBody.objects.create(
        name="CHANTIER école Formation (démonstration)",
        legal_form="Association déclarée",
        siret="73282932000074",
        naf="8559A",
        address=issuer.address,
        email="formation@example.org",
        phone="01 99 00 12 12",
        activity_number="11759999975",
        prefecture="Île-de-France",
        qualiopi_number="DEMO-2023-0042",
        qualiopi_certifier="Certificateur de démonstration",
        qualiopi_until=date(2029, 8, 31),
        vat_exempt_since=date(2015, 1, 1),
        iban=issuer.iban,
        bic=issuer.bic,
        signatory=issuer.signatory,
        signatory_function=issuer.signatory_function,
        records_since=2022,
        house_rules=HOUSE_RULES,
        cancellation_terms="Une place se rend sans frais jusqu'à quinze jours avant le début. Ensuite, la moitié du prix est due, "
        "sauf si une autre personne de la structure prend la place.",
        disability_contact="Référent handicap, formation@example.org, 01 99 00 12 13",
    )  # fmt: skip
    body.referents.add(User.objects.get(email="national@example.org"))
    return body


def _courses(frame: Frame) -> None:
    themes = {
        code: CourseTheme.objects.create(code=code, name=name, description=description, order=rank)
        for rank, (code, name, description) in enumerate(THEMES)
    }
    told = tomllib.loads((files("training.demo") / "programmes.toml").read_text(encoding="utf-8"))
    for one in told["course"]:
        member, public, group = (Decimal(price) for price in one["price"])
        course = Course.objects.create(
            theme=themes[one["theme"]],
            code=one["code"],
            slug=one["slug"],
            title=one["title"],
            summary=one["summary"],
            state=Course.State.PUBLISHED,
            statement_objective="d",
            nsf_code=one["nsf"],
            formacodes=one["formacodes"],
            rome_codes=one["rome"],
            validity_months=one.get("validity"),
        )
        version = CourseVersion(
            course=course,
            number=1,
            title=one["title"],
            **{
                name: one[name]
                for name in ("objectives", "prerequisites", "audience", "content", "methods", "assessment")
            },
            means="Salle équipée, support remis à chacun, documents de la structure apportés par les participants.",
            follow_up="Émargement par demi-journée, certificat de réalisation et attestation de fin de formation.",
            access_delay="Inscription jusqu'à deux semaines avant la session.",
            accessibility="Chaque besoin est étudié avec le référent handicap, dès l'inscription.",
            trainer_profile="Formateur ou formatrice du réseau, qui connaît les chantiers d'insertion.",
            contact="formation@example.org",
            hours=Decimal(str(one["hours"])),
            days=Decimal(str(one["days"])),
            modality=one.get("modality", "on_site"),
            price_member=member,
            price_public=public,
            price_group=group,
            minimum=5,
            maximum=one.get("maximum", 12),
            published_at=PUBLISHED,
        )
        version.save()
        frame.versions[course.code] = version


def _trainers(frame: Frame) -> None:
    rng = random.Random(SEED)  # noqa: S311 (the same people every time)
    regions = {region.code: region for region in Region.objects.filter(code__in=REGIONS)}
    courses = list(Course.objects.all())
    for rank in range(INTERNAL + EXTERNAL):
        name = f"{names.GIVEN[rank % len(names.GIVEN)]} {names.FAMILY[-1 - rank]}"
        body = None
        if rank >= INTERNAL:
            body = Subcontractor.objects.create(
                name=f"Atelier {names.FAMILY[rank]} formation (démonstration)",
                siret="",
                activity_number=f"{rank:02d}539999{rank:03d}",
                qualiopi_until=QUALIOPI[rank % len(QUALIOPI)],
                vat_exempt_since=date(2019, 5, 1) if rank % 3 else None,
                address=f"{rank} rue de la Démonstration",
                contact=name,
                email=f"sous-traitant{rank}@example.org",
                charter_signed_on=date(2022, 1, 10),
            )
        trainer = Trainer.objects.create(
            full_name=name,
            email=f"formateur{rank}@example.org",
            phone=f"01 99 00 30 {rank:02d}",
            subcontractor=body,
            skills="Encadrement en chantier d'insertion, puis formation d'adultes.",
        )
        code = REGIONS[(rank - INTERNAL) % len(REGIONS)]
        trainer.regions.set([regions[code]] if body else regions.values())
        trainer.courses.set(rng.sample(courses, 8))
        pieces = [
            TrainerPiece(trainer=trainer, kind=TrainerPiece.Kind.DIPLOMA, title="Titre de formateur d'adultes", obtained_on=date(2016, 6, 30), checked_on=date(2022, 1, 12)),
            TrainerPiece(trainer=trainer, kind=TrainerPiece.Kind.TRAINING, title="Journée pédagogique du réseau", obtained_on=date(2025, 10, 9), checked_on=date(2025, 10, 10)),
        ]  # fmt: skip
        if rank % 5:
            pieces.append(
                TrainerPiece(
                    trainer=trainer,
                    kind=TrainerPiece.Kind.CV,
                    title="Curriculum vitæ",
                    obtained_on=date(2023, 1, 9),
                    checked_on=date(2023, 1, 12),
                )
            )
        if rank % 2:
            pieces.append(
                TrainerPiece(
                    trainer=trainer, kind=TrainerPiece.Kind.HABILITATION, title="Habilitation de formateur SST",
                    obtained_on=date(2024, 1 + rank % 12, 15), expires_on=date(2027, 1 + rank % 12, 15), checked_on=date(2024, 3, 1),
                )
            )  # fmt: skip
        TrainerPiece.objects.bulk_create(pieces)
        (frame.external if body else frame.internal).append(trainer)
    first = frame.internal[0]
    first.user = User.objects.create_user(ACCOUNT, PASSWORD, full_name=first.full_name)
    first.email = ACCOUNT
    first.save()


def at(day: date, hour: int = 9) -> datetime:
    """An hour of a day, in Paris."""
    return datetime.combine(day, time(hour), PARIS)
