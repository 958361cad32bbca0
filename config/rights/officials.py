"""Rights on officials: their file is theirs, and the national team's."""

from config.rights.table import NATIONAL, STAFF_ALONE, STAFF_ONLY, DataRight, H, L, UrlRight, written_by_staff

# The desk is of those whom a file names, whatever their role.
THEIRS = (L, *(H,) * 8)
OFFICIAL = {"pk": "official"}

URLS = [
    UrlRight("certification:officials", "Voir les mandataires, contrôleurs et formateurs", NATIONAL),
    UrlRight("certification:officials_export", "Exporter cette liste", NATIONAL, {"fmt": "csv"}),
    UrlRight("certification:official", "Voir la fiche d'une autre de ces personnes", STAFF_ALONE, OFFICIAL),
    UrlRight("certification:add_unavailability", "Y noter des jours d'absence", STAFF_ALONE, OFFICIAL, "post"),
    UrlRight("certification:remove_unavailability", "Les retirer", STAFF_ALONE, {"pk": "unavailability"}, "post"),
    UrlRight("certification:declare_conflict", "Y déclarer un conflit d'intérêts", STAFF_ALONE, OFFICIAL, "post"),
    UrlRight("certification:end_conflict", "En noter la fin", STAFF_ALONE, {"pk": "conflict"}, "post"),
    UrlRight(
        "certification:indemnities",
        "Prendre son état d'indemnités",
        STAFF_ALONE,
        OFFICIAL | {"year": 2023, "fmt": "csv"},
    ),
    UrlRight("certification:my_desk", "Ouvrir son bureau (les personnes mandatées)", THEIRS),
    UrlRight("certification:answer_summons", "Répondre à sa convocation (elle seule)", THEIRS, {"pk": "seat"}, "post"),
]

DATA = [
    DataRight("certification.Official", "Mandataires, contrôleurs et formateurs (chacun la sienne)", STAFF_ONLY),
    DataRight("certification.Mandate", "Leurs mandats", STAFF_ONLY),
    DataRight("certification.OfficialTraining", "Leurs formations", STAFF_ONLY),
    DataRight("certification.Unavailability", "Leurs absences", STAFF_ONLY),
    DataRight("certification.ConflictDeclaration", "Leurs conflits d'intérêts déclarés", STAFF_ONLY),
]

RECORDS = [
    written_by_staff("certification.Official", "Mandataires, contrôleurs et formateurs"),
    written_by_staff("certification.Mandate", "Leurs mandats"),
    written_by_staff("certification.OfficialTraining", "Leurs formations suivies"),
]
