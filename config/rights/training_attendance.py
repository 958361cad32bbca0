"""Rights on attendance of training."""

from config.rights.table import ALL, EVERYBODY, NONE, OWN, STAFF_ALONE, DataRight, UrlRight

SESSION, SLOT = {"pk": "led_session"}, {"pk": "led_slot"}
TEAM = (*(NONE,) * 7, ALL, ALL)
OWN_TRAINEES = (NONE, NONE, OWN, OWN, *TEAM[4:])

# Trainers, who may have no role in the network, lead their own sessions: the tests of attendance hold it.
URLS = [
    UrlRight("training:my_attendance", "Voir ses demi-journées, par son lien personnel", EVERYBODY, {"token": "led_place_token"}),
    UrlRight("training:sign_mine", "Signer une demi-journée, par ce lien", EVERYBODY, {"token": "led_place_token"} | SLOT),
    UrlRight("training:sign_slot", "Signer une demi-journée, par le code montré dans la salle", EVERYBODY, {"token": "led_slot_token"}),
    UrlRight("training:attendance", "Suivre les présences d'une session", STAFF_ALONE, SESSION),
    UrlRight("training:attendance_export", "Exporter les présences d'une session", STAFF_ALONE, SESSION | {"fmt": "csv"}),
    UrlRight("training:blank_sheet", "Imprimer une feuille d'émargement", STAFF_ALONE, SESSION),
    UrlRight("training:signed_sheet", "Prendre la feuille signée, avec ses preuves", STAFF_ALONE, SESSION),
    UrlRight("training:sheet_add", "Garder une feuille signée sur papier", STAFF_ALONE, SESSION, "post"),
    UrlRight("training:sheet_file", "Prendre une feuille signée sur papier", STAFF_ALONE, {"pk": "led_sheet"}),
    UrlRight("training:finish", "Terminer une session", STAFF_ALONE, SESSION, "post"),
    UrlRight("training:assessment", "Noter les acquis des stagiaires", STAFF_ALONE, SESSION),
    UrlRight("training:slot", "Noter les présences d'une demi-journée", STAFF_ALONE, SLOT),
    UrlRight("training:slot_code", "Montrer le code d'une demi-journée", STAFF_ALONE, SLOT),
    UrlRight("training:slot_sign", "Signer une demi-journée comme formateur", STAFF_ALONE, SLOT, "post"),
    UrlRight("training:abandonment", "Noter un abandon", STAFF_ALONE, {"pk": "led_place"}, "post"),
]  # fmt: skip

DATA = [
    DataRight("training.Attendance", "Présences en formation", OWN_TRAINEES),
    DataRight("training.TrainerSignature", "Signatures de formateurs", TEAM),
    DataRight("training.SignedSheet", "Feuilles d'émargement signées sur papier", TEAM),
    DataRight("training.SigningCode", "Codes de signature", TEAM),
]
