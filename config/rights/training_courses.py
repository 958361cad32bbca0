"""Rights on the catalogue."""

from config.rights.table import (
    ALL,
    EVERYBODY,
    EVERYWHERE,
    LOGGED_IN,
    NATIONAL,
    NONE,
    OWN,
    STAFF_ALONE,
    STAFF_ONLY,
    DataRight,
    UrlRight,
    written_by_staff,
)

COURSE, VERSION = {"slug": "course_slug"}, {"slug": "course_slug", "number": 1}

URLS = [
    UrlRight("training:home", "Voir les pages de formation que l'on peut ouvrir", LOGGED_IN),
    UrlRight("training:catalogue", "Voir le catalogue des formations", EVERYBODY),
    UrlRight("training:catalogue_paper", "Prendre le catalogue des formations en PDF", EVERYBODY),
    UrlRight("training:coming", "Voir les sessions de formation à venir, en liste ou en calendrier", EVERYBODY),
    UrlRight("training:coming_export", "Exporter cette liste", EVERYBODY, {"fmt": "csv"}),
    UrlRight("training:coming_map", "Voir les sessions à venir sur la carte", EVERYBODY),
    UrlRight("training:agenda", "S'abonner aux sessions à venir dans son agenda", EVERYBODY),
    UrlRight("training:lheo", "Lire l'offre de formation en LHÉO", EVERYBODY),
    UrlRight("training:course", "Lire la page d'une formation", EVERYBODY, COURSE),
    UrlRight("training:course_version", "Lire une version de son programme", EVERYBODY, VERSION),
    UrlRight("training:course_programme", "Prendre son programme en PDF", EVERYBODY, COURSE),
    UrlRight("training:version_programme", "Prendre une version de son programme en PDF", EVERYBODY, VERSION),
    UrlRight("training:interest", "Se dire intéressé par une formation dans sa région", EVERYBODY, COURSE),
    UrlRight("training:session_agenda", "Mettre une session dans son agenda", EVERYBODY, {"pk": "public_session"}),
    UrlRight("training:courses", "Voir tous les programmes de formation, brouillons compris", NATIONAL),
    UrlRight("training:courses_export", "Exporter cette liste", NATIONAL, {"fmt": "csv"}),
    UrlRight("training:course_new", "Ajouter une formation", NATIONAL),
    UrlRight("training:course_desk", "Gérer une formation", NATIONAL, {"pk": "course"}),
    UrlRight("training:course_edit", "Modifier sa fiche", NATIONAL, {"pk": "course"}),
    UrlRight("training:version_edit", "Écrire son programme", NATIONAL, {"pk": "course"}),
    UrlRight("training:course_step", "Publier un programme, retirer une formation", NATIONAL, {"pk": "course"}, "post"),
    UrlRight("training:interests", "Voir les demandes de formation sans session", NATIONAL),
    UrlRight("training:interests_export", "Exporter ces demandes", NATIONAL, {"fmt": "csv"}),
    UrlRight("training:interests_propose", "Proposer une session à qui attend", NATIONAL, method="post"),
    UrlRight("training:interest_withdraw", "Retirer la demande d'une autre structure", STAFF_ALONE, {"pk": "interest"}, "post"),
    UrlRight("training:interest_answer", "Classer une demande", NATIONAL, {"pk": "answered_interest"}, "post"),
]  # fmt: skip

DATA = [
    DataRight("training.CourseTheme", "Thèmes de formation", EVERYWHERE),
    DataRight("training.Course", "Formations publiées", EVERYWHERE),
    DataRight("training.CourseVersion", "Programmes publiés", EVERYWHERE),
    DataRight(
        "training.CourseInterest", "Demandes de formation sans session",
        (NONE, NONE, OWN, OWN, NONE, NONE, NONE, ALL, ALL),
    ),
    DataRight("training.TrainingBody", "Organisme de formation, avec son compte", STAFF_ONLY),
]  # fmt: skip

RECORDS = [
    written_by_staff("training.Course", "Formations"),
    written_by_staff("training.CourseTheme", "Thèmes de formation"),
    written_by_staff("training.TrainingBody", "Organisme de formation"),
]
