"""What a bilateral review refuses, in French, and how a review is held while something changes in it."""

from members.models import BilateralReview, ReviewAnswer, ReviewDecision, Side, User

State = BilateralReview.State
REGION, NETWORK, BOTH = (Side.REGIONAL,), (Side.NATIONAL,), tuple(Side)
# Each step: the sides that take it, the states from which it is taken, and what cannot be done in the others.
STEPS = {
    "write_regional": (REGION, BilateralReview.WRITING, "la région ne peut plus y écrire"),
    "write_national": (NETWORK, (State.SENT, State.ANSWERED), "la réponse nationale ne peut pas y être écrite"),
    "send": (REGION, BilateralReview.WRITING, "il ne peut pas être envoyé"),
    "ask_for_more": (NETWORK, (State.SENT,), "un complément ne peut pas y être demandé"),
    "answer": (NETWORK, (State.SENT,), "la réponse ne peut pas y être donnée"),
    "meet": (NETWORK, (State.ANSWERED, State.MET), "la rencontre ne peut pas y être notée"),
    "decide": (BOTH, (State.ANSWERED, State.MET), "ses décisions ne changent pas"),
    "attach": (BOTH, (*BilateralReview.UNANSWERED, State.ANSWERED, State.MET), "ses pièces jointes ne changent plus"),
    "sign": (BOTH, (State.MET, State.SIGNED_ONE), "il ne peut pas être signé"),
    "close": (NETWORK, (State.SIGNED,), "il ne peut pas être clos"),
}  # fmt: skip


class ReviewRefused(Exception):
    """What was asked cannot be done; the message says why."""


class NotAllowed(ReviewRefused):
    def __init__(self):
        super().__init__("Vous n'avez pas le droit de faire cela pour ce bilan.")


class WrongState(ReviewRefused):
    """The review is not in a state from which this step is taken; it may have been taken already."""

    def __init__(self, review: BilateralReview, step: str):
        super().__init__(f"Ce bilan est « {review.get_state_display()} » : {STEPS[step][2]}.")


class Incomplete(ReviewRefused):
    """Something is missing before the next step; `missing` are sentences."""

    def __init__(self, missing: list[str]):
        super().__init__("Il manque : " + " ; ".join(missing) + ".")
        self.missing = missing


class AnswerChanged(ReviewRefused):
    """Somebody has written the same answer since it was read; `current` is the answer as it stands."""

    def __init__(self, current: ReviewAnswer, side: Side):
        self.current, self.side = current, side
        self.author = getattr(current, f"{side}_by")
        super().__init__(
            f"{self.author or 'Une autre personne'} a modifié cette réponse entre-temps. Les deux textes sont "
            "ci-dessous : gardez ce qui doit rester, puis enregistrez."
        )


class DecisionChanged(ReviewRefused):
    def __init__(self, current: ReviewDecision):
        super().__init__(
            f"Cette décision est « {current.told_state} » depuis que vous avez ouvert la page. "
            "Relisez-la avant de la changer."
        )


def may_speak(user: User, review: BilateralReview, side: Side) -> bool:
    """Whether `user` speaks for this side of the review."""
    if side == Side.NATIONAL:
        return user.has_perm("members.run_reviews")
    return user.has_perm("members.fill_review", review)


def sides_of(user: User, review: BilateralReview) -> list[Side]:
    """The sides for which `user` speaks, the region's first."""
    return [side for side in Side if may_speak(user, review, side)]


def held(review: BilateralReview, step: str, *, by: User, side: Side | None = None) -> BilateralReview:
    """The review as it stands, locked until the transaction ends, for who speaks for a side that takes the step.

    `side` is the one for which it is taken, where both may. Raises NotAllowed and WrongState.
    """
    sides, states, _ = STEPS[step]
    if not any(may_speak(by, review, one) for one in ((side,) if side else sides)):
        raise NotAllowed
    kept = (
        BilateralReview.objects.select_for_update(of=("self",))
        .select_related("campaign", "association")
        .filter(pk=review.pk)
        .first()
    )
    if kept is None:
        raise ReviewRefused("Ce bilan a été supprimé entre-temps.")
    if kept.state not in states:
        raise WrongState(kept, step)
    return kept


def steps_of(user: User, review: BilateralReview) -> set[str]:
    """The steps that `user` may take now."""
    sides = set(sides_of(user, review))
    return {step for step, (who, states, _) in STEPS.items() if review.state in states and sides.intersection(who)}
