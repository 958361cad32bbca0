"""Rights on juries as they are planned."""

from config.rights.candidates import OWN_CANDIDATES
from config.rights.table import (
    EVERYBODY,
    FOLLOWERS_READ,
    NATIONAL,
    OF_FOLLOWERS,
    OWN_AND_REGION,
    STAFF_ALONE,
    DataRight,
    F,
    L,
    UrlRight,
    Y,
)

NETWORK_ONLY = (L, F, Y, Y, Y, Y, Y, Y, Y)
JURY = {"pk": "jury"}

URLS = [
    UrlRight("certification:juries", "Voir les jurys que l'on connaît, en liste ou en calendrier", NETWORK_ONLY),
    UrlRight("certification:juries_export", "Exporter cette liste, sans aucun nom", NETWORK_ONLY, {"fmt": "csv"}),
    UrlRight("certification:jury", "Voir quand et où se tient un jury de sa région", OF_FOLLOWERS, JURY),
    UrlRight("certification:jury_new", "Préparer un jury", NATIONAL),
    UrlRight("certification:jury_edit", "Changer sa date ou son lieu", FOLLOWERS_READ, JURY),
    UrlRight("certification:jury_candidates", "Choisir ses candidats", FOLLOWERS_READ, JURY),
    UrlRight("certification:jury_seats", "Donner un siège", FOLLOWERS_READ, JURY, "post"),
    UrlRight("certification:jury_step", "Convoquer, confirmer, annuler un jury", FOLLOWERS_READ, JURY, "post"),
    UrlRight("certification:summonses", "Prendre les convocations de ses candidats", FOLLOWERS_READ, JURY),
    UrlRight("certification:jury_calendar", "Mettre un jury dans son agenda", FOLLOWERS_READ, JURY),
    UrlRight("certification:place_remove", "Retirer un candidat d'un jury", STAFF_ALONE, {"pk": "place"}, "post"),
    UrlRight("certification:place_recuse", "Récuser un membre pour un candidat", STAFF_ALONE, {"pk": "place"}, "post"),
    UrlRight("certification:summons", "Prendre la convocation d'un candidat", STAFF_ALONE, {"pk": "place"}),
    UrlRight("certification:seat", "Donner la présidence, remplacer un membre", STAFF_ALONE, {"pk": "seat"}, "post"),
    UrlRight("certification:seat_answer", "Répondre à sa convocation, par le lien du message", EVERYBODY, {"token": "seat_token"}),
    UrlRight("certification:seat_calendar", "Mettre ce jury dans son agenda, par le lien du message", EVERYBODY, {"token": "seat_token"}),
]  # fmt: skip

DATA = [
    DataRight("certification.Jury", "Jurys : quand et où", OWN_AND_REGION),
    DataRight("certification.Seat", "Sièges des jurys", OWN_CANDIDATES),
    DataRight("certification.Place", "Passages de ses candidats devant un jury", OWN_CANDIDATES),
]
