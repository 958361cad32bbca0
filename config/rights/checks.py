"""Rights on checks of accreditations and support visits."""

from config.rights.table import ALL, NATIONAL, NONE, OWN, DataRight, F, H, L, UrlRight, Y, written_by_staff

# Lists are for those who read certification, for people of a structure, and for officials, whose file the roles lack.
LISTS = (L, H, Y, Y, H, H, Y, Y, Y)
SEEN = (L, H, H, H, H, H, Y, Y, Y)
# Led by national staff: all of them, or those of the certification team where somebody has a team.
TEAM_ON_ONE = (L, H, H, H, H, H, F, Y, Y)
CHECK, FINDING = {"pk": "check"}, {"pk": "finding"}

URLS = [
    UrlRight("certification:checks", "Voir les contrôles d'agrément (ceux de sa structure)", LISTS),
    UrlRight("certification:checks_export", "Exporter cette liste", LISTS, {"fmt": "csv"}),
    UrlRight("certification:check_plan", "Prévoir des contrôles, selon le risque", NATIONAL),
    UrlRight("certification:check", "Voir un contrôle d'une autre structure", SEEN, CHECK),
    UrlRight("certification:check_change", "En changer la date ou le contrôleur", TEAM_ON_ONE, CHECK),
    UrlRight("certification:check_step", "Le faire avancer", TEAM_ON_ONE, CHECK, "post"),
    UrlRight("certification:check_report", "En prendre le rapport", SEEN, CHECK),
    UrlRight("certification:check_fill", "En remplir les points (et son contrôleur)", TEAM_ON_ONE, CHECK),
    UrlRight(
        "certification:check_answer", "Y enregistrer un point (et son contrôleur)", TEAM_ON_ONE,
        {"pk": "check", "question": "check_question"}, "post",
    ),
    UrlRight("certification:new_finding", "Y écrire un écart (et son contrôleur)", TEAM_ON_ONE, CHECK),
    UrlRight("certification:findings", "Voir les écarts à lever (ceux de sa structure)", LISTS),
    UrlRight("certification:findings_export", "Exporter cette liste", LISTS, {"fmt": "csv"}),
    UrlRight("certification:finding", "Voir un écart d'une autre structure", SEEN, FINDING),
    UrlRight("certification:finding", "Y répondre, le lever", TEAM_ON_ONE, FINDING, "post"),
    UrlRight("certification:finding_proof", "En prendre la preuve", SEEN, FINDING),
    UrlRight("certification:visits", "Voir les appuis pédagogiques (ceux de sa structure)", LISTS),
    UrlRight("certification:visits_export", "Exporter cette liste", LISTS, {"fmt": "csv"}),
    UrlRight("certification:new_visit", "Noter un appui pédagogique", NATIONAL),
    UrlRight("certification:visit", "Voir un appui donné à une autre structure", SEEN, {"pk": "visit"}),
]  # fmt: skip

_OWN = (NONE, NONE, OWN, OWN, NONE, NONE, ALL, ALL, ALL)

DATA = [
    DataRight("certification.AccreditationCheck", "Contrôles d'agrément annoncés", _OWN),
    DataRight("certification.CheckAnswer", "Leurs constats, une fois le rapport envoyé", _OWN),
    DataRight("certification.Finding", "Leurs écarts, une fois le rapport envoyé", _OWN),
    DataRight("certification.SupportVisit", "Appuis pédagogiques", _OWN),
]

RECORDS = [written_by_staff("certification.ChecklistQuestion", "Points de contrôle")]
