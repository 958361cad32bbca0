"""The core agreement of the demonstration network and its bilateral reviews, in all their states."""

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateRange

from members.domain.reviews.facts import make_facts
from members.domain.reviews.reading import previous_told
from members.domain.reviews.signing import content_hash, kept_words
from members.models import (
    AgreementSignature,
    BilateralReview,
    CoreAgreement,
    CoreMission,
    RegionalAssociation,
    ReviewAnswer,
    ReviewCampaign,
    ReviewDecision,
    ReviewFact,
    ReviewQuestion,
    ReviewSignature,
    Side,
)
from reporting.indicators import get
from reporting.indicators.regions import by_region

SEED = 3005
PARIS = ZoneInfo("Europe/Paris")
State = BilateralReview.State
TEXT = """L'association nationale et l'association régionale partagent un même projet : des entreprises sociales apprenantes, au plus près des personnes et des territoires.

Elles se doivent les missions qui suivent, se donnent les moyens de les tenir, et font chaque année ensemble le bilan de ce qui a été fait.

La convention vaut pour trois ans. Elle se renouvelle par avenant."""
# Code, title, purpose, lead, expected results, figures.
MISSIONS = [
    ("M1", "Animer la vie du réseau", "Réunir les structures, faire circuler l'information.", "regional",
     "Deux rencontres régionales par an au moins ; un relais des informations nationales.", ["members.adherents"]),
    ("M2", "Développer l'adhésion", "Faire connaître le réseau, accueillir et fidéliser.", "both",
     "Chaque structure du territoire est contactée dans l'année.",
     ["members.adherents", "members.sympathisers", "members.renewal_rate"]),
    ("M3", "Représenter auprès des pouvoirs publics", "Porter la voix des chantiers.", "both",
     "Une présence dans les instances régionales de l'inclusion.", ["members.aci"]),
    ("M4", "Observer", "Recueillir les données des structures et en rendre compte.", "national",
     "Quatre adhérents sur cinq déclarent leurs effectifs.",
     ["members.insertion_employees", "members.permanent_employees"]),
    ("M5", "Accompagner les structures", "Soutenir les projets et les structures en difficulté.", "regional",
     "Une réponse sous quinze jours à toute demande.", ["members.share_under_50"]),
    ("M6", "Professionnaliser", "Former les permanents et les encadrants.", "both",
     "Une offre de formation lisible dans chaque région.", []),
    ("M7", "Outiller", "Produire, partager et faire connaître les outils.", "national",
     "Les outils sont connus et utilisés.", []),
    ("M8", "Essaimer", "Repérer les besoins et soutenir les porteurs de projets.", "regional",
     "Les territoires sans chantier sont suivis.", ["members.new"]),
]  # fmt: skip
REGIONAL = {
    1: "Nous n'avons pas pu mener cette mission : le poste est resté vacant une grande partie de l'année.",
    2: "Des actions ont été menées, mais de façon trop ponctuelle pour tenir l'objectif.",
    3: "Les résultats attendus sont tenus, avec une bonne participation des structures.",
    4: "L'objectif est dépassé : la mission est installée et reconnue par nos partenaires.",
}
NATIONAL = {
    1: "Nous partageons le constat et proposons un appui de l'équipe nationale.",
    2: "Un plan d'action partagé aiderait à aller plus loin l'an prochain.",
    3: "Nous saluons le travail mené et les outils partagés.",
    4: "Cette expérience mérite d'être racontée aux autres régions.",
}
DECISIONS = [
    ("Organiser une rencontre régionale de plus", "L'association régionale"),
    ("Partager la liste des structures à contacter", "L'association nationale"),
    ("Tenir un point trimestriel entre les deux équipes", "Les deux équipes"),
    ("Préparer un calendrier commun de formations", "L'association nationale"),
]


def load_reviews(year: int) -> None:
    """An agreement of 8 missions in force since `year`, its signatures, and the reviews of the year before to the year after."""
    rng = random.Random(SEED)  # noqa: S311 (fictitious data must come out the same each time)
    agreement = _agreement(year)
    associations = list(RegionalAssociation.objects.order_by("pk").prefetch_related("regions"))
    _sign(agreement, associations, year)
    figures = _figures((year - 1, year, year + 1))
    earlier: dict[int, list[ReviewDecision]] = {}
    for rank, reviewed in enumerate((year - 1, year, year + 1)):
        states = [_state_of(rank, place) for place in range(len(associations))]
        earlier = _year(reviewed, agreement, associations, states, earlier, figures, rng)


def _agreement(year: int) -> CoreAgreement:
    agreement = CoreAgreement.objects.create(
        version=1, text=TEXT, validity=DateRange(date(year, 1, 1), None), state=CoreAgreement.State.IN_FORCE,
        adopted_on=date(year - 1, 12, 8),
    )  # fmt: skip
    CoreMission.objects.bulk_create(
        CoreMission(
            agreement=agreement, code=code, title=title, purpose=purpose, lead=lead, expected=expected,
            indicators=figures, position=position,
        )
        for position, (code, title, purpose, lead, expected, figures) in enumerate(MISSIONS)
    )  # fmt: skip
    return agreement


def _sign(agreement: CoreAgreement, associations: list[RegionalAssociation], year: int) -> None:
    """All have signed but three: one is waited for, one refused, one waits for the national signature."""
    states = AgreementSignature.State
    last = {len(associations) - 1: states.TO_SIGN, len(associations) - 2: states.REFUSED,
            len(associations) - 3: states.SIGNED_REGIONAL}  # fmt: skip
    made = []
    for place, association in enumerate(associations):
        state = last.get(place, states.SIGNED_BOTH)
        one = AgreementSignature(agreement=agreement, association=association, state=state)
        if state in (states.SIGNED_REGIONAL, states.SIGNED_BOTH):
            one.regional_signatory, one.regional_signed_on = "La présidence régionale", date(year, 1, 10 + place % 18)
        if state == states.SIGNED_BOTH:
            one.national_signatory, one.national_signed_on = "La présidence nationale", date(year, 3, 1)
        if state == states.REFUSED:
            one.refusal = "Le conseil d'administration demande que les moyens de la mission M5 soient précisés."
        made.append(one)
    AgreementSignature.objects.bulk_create(made)


def _state_of(rank: int, place: int) -> str:
    """The first year is closed, the second closed or signed but for two, the third in all states, one after the other.

    In the third, the association of the demonstration's account (Bretagne, the third by name) is filling its own.
    """
    if rank == 0:
        return State.CLOSED
    if rank == 1:
        return {3: State.SIGNED, 7: State.SIGNED, 11: State.MET}.get(place, State.CLOSED)
    return list(State)[(place - 1) % len(State)]


def _figures(years: tuple[int, ...]) -> dict[tuple, object]:
    """The value of each figure by year and region."""
    indicators = [get(key) for key in sorted({key for *_, figures in MISSIONS for key in figures})]
    regions = RegionalAssociation.regions.through.objects.values_list("region", flat=True).distinct()
    return {
        (year, key, region): figure.of(region).value
        for (key, year), figure in by_region(indicators, years).items()
        for region in regions
    }


def _year(year, agreement, associations, states, earlier, figures, rng) -> dict[int, list[ReviewDecision]]:
    """The reviews of a year; the decisions taken, by association."""
    done = all(state == State.CLOSED for state in states)
    campaign = ReviewCampaign.objects.create(
        year=year, opens_on=date(year + 1, 1, 15), due_on=date(year + 1, 3, 31),
        state=ReviewCampaign.State.CLOSED if done else ReviewCampaign.State.OPEN,
    )  # fmt: skip
    questions = ReviewQuestion.objects.bulk_create(
        ReviewQuestion(campaign=campaign, mission=mission, wording=mission.expected, position=position)
        for position, mission in enumerate(agreement.missions.all())
    )
    reviews = BilateralReview.objects.bulk_create(
        _review(campaign, association, state, rng) for association, state in zip(associations, states, strict=True)
    )
    ReviewAnswer.objects.bulk_create(
        (_answer(review, question, rng) for review in reviews for question in questions), batch_size=1000
    )
    make_facts(reviews, questions)
    _freeze(reviews, figures)
    decisions = _decide(reviews, earlier, rng)
    _sign_reviews(reviews)
    return decisions


def _review(campaign, association, state, rng) -> BilateralReview:
    order = list(State).index(state)
    sent = datetime.combine(date(campaign.year + 1, 3, 1) + timedelta(days=rng.randrange(40)), time(14, 30), PARIS)
    review = BilateralReview(campaign=campaign, association=association, state=state)
    if order >= 2:
        review.sent_at = sent
    if order >= 3:
        review.answered_at = sent + timedelta(days=20)
    if order >= 4:
        review.met_on = (sent + timedelta(days=35)).date()
        review.people = "Présidence et coordination régionales, direction et chargé de mission nationaux"
        review.minutes = (
            "Les deux équipes ont relu chaque mission, partagé leurs appréciations et arrêté les décisions."
        )
    if state == State.CLOSED:
        review.closed_at = sent + timedelta(days=70)
    if state == State.DRAFTING and rng.random() < 0.5:
        review.sent_at, review.asked_note = sent, "Précisez les actions menées pour la mission M5."
    return review


def _answer(review, question, rng) -> ReviewAnswer:
    order = list(State).index(review.state)
    regional, gap = rng.choices([1, 2, 3, 4], [1, 3, 5, 2])[0], rng.choices([-1, 0, 1], [2, 6, 1])[0]
    national = min(4, max(1, regional + gap))
    answer = ReviewAnswer(review=review, question=question)
    if order >= 2 or (order == 1 and question.position < 4):
        answer.regional_score, answer.regional_text, answer.regional_version = regional, REGIONAL[regional], 1
    if order >= 3:
        answer.national_score, answer.national_text, answer.national_version = national, NATIONAL[national], 1
        answer.agreement = "agreed" if national == regional else rng.choice(["partly", "partly", "disagreed"])
    return answer


def _freeze(reviews, figures) -> None:
    """The figures of what was sent, as they are on the last day of the year."""
    regions = {review.association_id: [one.code for one in review.association.regions.all()] for review in reviews}
    frozen = []
    sent = ReviewFact.objects.filter(review__in=[one for one in reviews if list(State).index(one.state) >= 2])
    for fact in sent.select_related("review__campaign"):
        parts = [fact.region_id] if fact.region_id else regions[fact.review.association_id]
        values = [figures[fact.review.campaign.year, fact.indicator, region] for region in parts]
        given = [value for value in values if value is not None]
        fact.value, fact.frozen_at = sum(given) if given else None, fact.review.sent_at
        frozen.append(fact)
    ReviewFact.objects.bulk_update(frozen, ["value", "frozen_at"], batch_size=1000)


def _decide(reviews, earlier, rng) -> dict[int, list[ReviewDecision]]:
    """Two decisions a review that was met; the second takes up one of the year before, where it was left open."""
    made: dict[int, list[ReviewDecision]] = {}
    for review in reviews:
        if list(State).index(review.state) < 4:
            continue
        year = review.campaign.year
        left = next((one for one in earlier.get(review.association_id, []) if one.state == "open"), None)
        for place, (text, owner) in enumerate(rng.sample(DECISIONS, 2)):
            one = ReviewDecision(review=review, text=text, owner=owner, due_on=date(year + 1, 9 + 3 * place, 15))
            if place and left:
                one.text, one.owner, one.follows = left.text, left.owner, left
            # Most of what was decided before the last year is settled.
            if review.state == State.CLOSED and rng.random() < 0.7:
                one.state, one.settled_on = "done", one.due_on - timedelta(days=rng.randrange(60))
            elif review.state == State.CLOSED and rng.random() < 0.2:
                one.state, one.settled_on = "dropped", one.due_on
                one.reason = "Le contexte a changé : la décision n'a plus d'objet."
            made.setdefault(review.association_id, []).append(one)
    ReviewDecision.objects.bulk_create(one for several in made.values() for one in several)
    return made


def _sign_reviews(reviews) -> None:
    signatures = []
    for review in reviews:
        sides = {State.SIGNED_ONE: [Side.REGIONAL], State.SIGNED: list(Side), State.CLOSED: list(Side)}.get(
            review.state
        )
        if not sides:
            continue
        review.previous = kept_words(previous_told(review, live=True))
        sha256 = content_hash(review)
        signatures += [
            ReviewSignature(
                review=review, side=side, sha256=sha256, signed_at=review.sent_at + timedelta(days=40 + place),
                name="La présidence régionale" if side == Side.REGIONAL else "La présidence nationale",
            )
            for place, side in enumerate(sides)
        ]  # fmt: skip
    BilateralReview.objects.bulk_update(reviews, ["previous"])
    ReviewSignature.objects.bulk_create(signatures)
