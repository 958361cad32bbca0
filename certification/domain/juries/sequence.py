"""The steps of a jury from the day on, and of those who came before it: the states from which, the one they lead to."""

from certification.models import Enrolment, Jury, Place
from members.domain.moves import Step

_J, _E = Jury.State, Enrolment.State

HOLD = Step((_J.CONFIRMED,), _J.HELD, "la délibération ne peut pas s'ouvrir")
NOTE = Step((_J.CONFIRMED, _J.HELD), _J.HELD, "les présences ne peuvent plus être notées")
JUDGE = Step((_J.HELD,), _J.HELD, "les grilles et les décisions ne peuvent pas être écrites")
CLOSE = Step((_J.HELD,), _J.MINUTES, "le procès-verbal ne peut pas être écrit")
SIGN = Step((_J.MINUTES,), _J.SIGNED, "son procès-verbal n'attend pas de signature")
NOTIFY = Step((_J.SIGNED,), _J.NOTIFIED, "ses résultats ne peuvent pas être notifiés")
END = Step((_J.NOTIFIED,), _J.CLOSED, "il ne peut pas être clos")
REOPEN = Step(
    (_J.HELD, _J.MINUTES, _J.SIGNED, _J.NOTIFIED, _J.CLOSED), _J.HELD, "son procès-verbal ne peut pas être corrigé"
)

# What the attendance of a candidate makes of their path; a late comer may still be noted while the jury deliberates.
_CAME = (_E.SUMMONED, _E.PRESENT, _E.EXCUSED, _E.ABSENT)
ATTEND = {
    Place.Attendance.PRESENT: Step(_CAME, _E.PRESENT, "sa présence ne peut pas être notée"),
    Place.Attendance.EXCUSED: Step(_CAME, _E.EXCUSED, "son absence ne peut pas être notée"),
    Place.Attendance.ABSENT: Step(_CAME, _E.ABSENT, "son absence ne peut pas être notée"),
}
DELIBERATE = Step((_E.PRESENT, _E.ABSENT, _E.DELIBERATED), _E.DELIBERATED, "le jury ne peut pas délibérer")
# What the decision of a jury makes of a path once all have signed; a decision put off waits for another jury.
OUTCOME = {
    Place.Result.FULL: Step((_E.DELIBERATED,), _E.CERTIFIED, "la certification ne peut pas être notée"),
    Place.Result.PARTIAL: Step((_E.DELIBERATED,), _E.PARTIAL, "les blocs acquis ne peuvent pas être notés"),
    Place.Result.NONE: Step((_E.DELIBERATED,), _E.FAILED, "la décision ne peut pas être notée"),
    Place.Result.ABSENT: Step((_E.DELIBERATED,), _E.FAILED, "l'absence ne peut pas être notée"),
    Place.Result.DEFERRED: Step((_E.DELIBERATED,), _E.READY, "le report ne peut pas être noté"),
}
PRESENT_AGAIN = Step((_E.DELIBERATED,), _E.READY, "un autre jury ne peut pas être demandé")
# A correction takes a path back to its deliberation, unless it has gone to another jury meanwhile.
DELIBERATE_AGAIN = Step(
    (_E.CERTIFIED, _E.PARTIAL, _E.FAILED, _E.IN_PATH, _E.READY, _E.EXCUSED, _E.DELIBERATED),
    _E.DELIBERATED,
    "la décision ne peut pas être reprise",
)
