"""Rights on orders, trainees and registrations."""

from config.rights.candidates import OF_STRUCTURES, OWN_CANDIDATES
from config.rights.table import (
    EVERYBODY,
    EVERYWHERE,
    NATIONAL,
    STAFF_ALONE,
    STAFF_ONLY,
    DataRight,
    UrlRight,
    written_by_staff,
)

SESSION, FILE = {"pk": "training_session"}, {"pk": "trainee_file"}
ORDER, PLACE, TOKEN = {"pk": "training_order"}, {"pk": "registration"}, {"token": "trainee_token"}

URLS = [
    UrlRight("training:register", "Inscrire à une session (qui gère une structure)", NATIONAL, SESSION),
    UrlRight("training:trainee_imports", "Inscrire par un tableur", NATIONAL, SESSION),
    UrlRight("training:trainee_template", "Prendre le modèle du tableur des stagiaires", NATIONAL),
    UrlRight("training:trainee_import", "Vérifier et confirmer ce tableur", STAFF_ALONE, FILE),
    UrlRight("training:trainee_refused", "Prendre ses lignes refusées", STAFF_ALONE, FILE),
    UrlRight("training:registrations", "Voir les stagiaires de sa structure", OF_STRUCTURES),
    UrlRight("training:registrations_export", "Exporter cette liste", OF_STRUCTURES, {"fmt": "csv"}),
    UrlRight("training:place", "Rendre ou remplacer une place d'une autre structure", STAFF_ALONE, PLACE),
    UrlRight("training:orders", "Voir les commandes de sa structure", OF_STRUCTURES),
    UrlRight("training:orders_export", "Exporter cette liste", OF_STRUCTURES, {"fmt": "csv"}),
    UrlRight("training:order", "Voir la commande d'une autre structure", STAFF_ALONE, ORDER),
    UrlRight("training:order_change", "Changer son contact, son financeur, son prix", STAFF_ALONE, ORDER, "post"),
    UrlRight("training:order_cancel", "L'annuler", STAFF_ALONE, ORDER),
    UrlRight("training:order_offer", "Accepter la session proposée à la place", STAFF_ALONE, ORDER, "post"),
    UrlRight("training:offer", "Accepter cette session, par le lien du message", EVERYBODY, {"token": "order_token"}),
    UrlRight("training:needs", "Dire ses attentes, par le lien du message", EVERYBODY, TOKEN),
    UrlRight("training:needs_adaptation", "Demander une adaptation, par ce lien", EVERYBODY, TOKEN),
]

DATA = [
    DataRight("training.Order", "Commandes de formation", OWN_CANDIDATES),
    DataRight("training.Trainee", "Stagiaires", OWN_CANDIDATES),
    DataRight("training.Registration", "Leurs inscriptions", OWN_CANDIDATES),
    DataRight("training.ObjectiveMark", "Leur positionnement sur les objectifs", OWN_CANDIDATES),
    DataRight("training.TraineeImport", "Tableurs de stagiaires (qui gère la structure)", STAFF_ONLY),
    DataRight("training.Funder", "Financeurs de formation", EVERYWHERE),
]

RECORDS = [written_by_staff("training.Funder", "Financeurs de formation")]
