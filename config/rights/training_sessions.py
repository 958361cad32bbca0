"""Rights on sessions of training."""

from config.rights.table import (
    EVERYBODY,
    EVERYWHERE,
    NATIONAL,
    NOWHERE,
    DataRight,
    F,
    H,
    L,
    UrlRight,
    Y,
)

SESSION = {"pk": "training_session"}
# The national team and the board read the planning; the training team writes it.
READERS = (L, F, F, F, F, F, Y, Y, Y)
# Trainers and disability referents alone; an administrator finds the page empty.
TRAINERS = (L, F, F, F, F, F, F, F, Y)
HEALTH = (L, F, F, F, F, F, F, F, H)

URLS = [
    UrlRight("training:session", "Voir une session ouverte à tous", EVERYBODY, SESSION),
    UrlRight("training:sessions", "Voir le planning des sessions", READERS),
    UrlRight("training:sessions_export", "Exporter ce planning", READERS, {"fmt": "csv"}),
    UrlRight("training:session_new", "Préparer une session", NATIONAL),
    UrlRight("training:session_edit", "La modifier", NATIONAL, SESSION),
    UrlRight("training:session_slots", "Écrire ses demi-journées et leurs formateurs", NATIONAL, SESSION),
    UrlRight("training:session_step", "L'ouvrir, la confirmer, la clore", NATIONAL, SESSION, "post"),
    UrlRight("training:session_call_off", "La reporter ou l'annuler", NATIONAL, SESSION),
    UrlRight("training:session_people", "Voir ses stagiaires et leurs besoins (et ses formateurs)", NATIONAL, SESSION),
    UrlRight("training:my_sessions", "Voir les sessions que l'on anime (formateurs)", TRAINERS),
    UrlRight("training:adaptations", "Voir les demandes d'adaptation (référents et formateurs)", TRAINERS),
    UrlRight("training:adaptation", "Lire une demande d'adaptation et y répondre", HEALTH, {"pk": "adaptation"}),
]

DATA = [
    DataRight("training.Session", "Sessions de formation ouvertes à tous", EVERYWHERE),
    DataRight("training.Slot", "Leurs demi-journées", EVERYWHERE),
    DataRight("training.Adaptation", "Demandes d'adaptation (référents et formateurs seuls)", NOWHERE),
]
