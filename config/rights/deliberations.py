"""Rights on the day of a jury and on what follows: grids, decisions, minutes, results, appeals."""

from config.rights.table import ALL, NONE, OWN, DataRight, F, H, L, UrlRight, Y

# Of a jury on which nobody who asks sits: its members are tested apart (tests/certification).
OF_TEAM = (L, H, H, H, H, H, H, Y, Y)
TEAM_ALONE = (L, F, F, F, F, F, F, Y, Y)
# What the members of the jury alone write.
OF_MEMBERS = (L, H, H, H, H, H, H, F, F)
_OF_STRUCTURE = (NONE, NONE, OWN, OWN, NONE, NONE, NONE, ALL, ALL)
_OF_JURY = (NONE, NONE, NONE, NONE, NONE, NONE, NONE, ALL, ALL)

JURY, PLACE, MINUTES = {"pk": "judged_jury"}, {"pk": "judged_place"}, {"pk": "minutes"}

URLS = [
    UrlRight("certification:jury_day", "Ouvrir le jour d'un jury (ses membres, l'équipe certification)", OF_TEAM, JURY),
    UrlRight("certification:jury_day", "Noter les présences à un jury", OF_TEAM, JURY, "post"),
    UrlRight("certification:day_step", "Ouvrir ou clore une délibération, notifier", OF_TEAM, JURY, "post"),
    UrlRight("certification:correct_minutes", "Corriger un procès-verbal", OF_TEAM, JURY, "post"),
    UrlRight("certification:jury_results", "Lire les résultats d'un jury (la structure : les siens)", OF_TEAM, JURY),
    UrlRight("certification:letters", "Prendre toutes les lettres d'un jury", TEAM_ALONE, JURY),
    UrlRight("certification:grid", "Lire la grille d'un candidat", OF_TEAM, PLACE),
    UrlRight(
        "certification:write_grid", "Écrire une grille (les membres du jury)", OF_MEMBERS,
        {"pk": "judged_place", "block": "judged_block"}, "post",
    ),
    UrlRight("certification:recuse", "Se récuser pour un candidat (les membres du jury)", OF_MEMBERS, PLACE, "post"),
    UrlRight("certification:deliberation", "Lire la délibération sur un candidat", OF_TEAM, PLACE),
    UrlRight("certification:letter", "Prendre la lettre d'un candidat (la structure : les siens)", OF_TEAM, PLACE),
    UrlRight("certification:new_appeal", "Noter un recours", TEAM_ALONE, PLACE),
    UrlRight("certification:minutes", "Lire un procès-verbal", OF_TEAM, MINUTES),
    UrlRight("certification:sign_minutes", "Signer un procès-verbal (les membres présents)", OF_TEAM, MINUTES, "post"),
    UrlRight("certification:sign_on_paper", "Noter une signature sur papier", OF_TEAM, MINUTES, "post"),
    UrlRight("certification:minutes_paper", "Prendre un procès-verbal en PDF", OF_TEAM, MINUTES),
    UrlRight("certification:signed_copy", "Prendre l'exemplaire signé à la main", OF_TEAM, {"pk": "signed_copy"}),
    UrlRight("certification:appeals", "Suivre les recours", TEAM_ALONE),
    UrlRight("certification:appeal", "Répondre à un recours", TEAM_ALONE, {"pk": "appeal"}),
    UrlRight(
        "certification:appeal_letter",
        "Prendre la réponse à un recours (la structure : les siens)",
        OF_TEAM,
        {"pk": "ruled_appeal"},
    ),
]  # fmt: skip

DATA = [
    DataRight("certification.Place", "Passages devant un jury", _OF_STRUCTURE),
    DataRight("certification.BlockEvaluation", "Évaluations des blocs", _OF_STRUCTURE),
    DataRight("certification.Minutes", "Procès-verbaux des jurys", _OF_JURY),
    DataRight("certification.MinutesSignature", "Leurs signatures", _OF_JURY),
    DataRight("certification.Appeal", "Recours", _OF_STRUCTURE),
]
