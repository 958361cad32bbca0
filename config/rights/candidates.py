"""Rights on candidates and their enrolments."""

from config.rights.table import (
    ALL,
    NATIONAL,
    NONE,
    OWN,
    STAFF_ALONE,
    STAFF_ONLY,
    DataRight,
    F,
    L,
    UrlRight,
    Y,
    read_only,
)

# Whoever works in a structure reads its candidates; those who manage it enter them.
OF_STRUCTURES = (L, F, Y, Y, F, F, F, Y, Y)
OWN_CANDIDATES = (NONE, NONE, OWN, OWN, NONE, NONE, NONE, ALL, ALL)
ENROLMENT = {"pk": "enrolment"}

URLS = [
    UrlRight("certification:candidates", "Voir les candidats de sa structure", OF_STRUCTURES),
    UrlRight("certification:candidates_export", "Exporter cette liste (c'est noté)", OF_STRUCTURES, {"fmt": "csv"}),
    UrlRight("certification:information_notice", "Imprimer la notice à remettre aux candidats", OF_STRUCTURES),
    UrlRight("certification:communes", "Chercher une commune de naissance", OF_STRUCTURES),
    UrlRight("certification:enrolment_new", "Inscrire un candidat (qui gère une structure agréée)", NATIONAL),
    UrlRight("certification:candidate_imports", "Inscrire des candidats par un tableur", NATIONAL),
    UrlRight("certification:candidate_template", "Prendre le modèle du tableur", NATIONAL),
    UrlRight("certification:candidate_import", "Vérifier et confirmer ce tableur", STAFF_ALONE, {"pk": "import_file"}),
    UrlRight("certification:candidate_refused", "Prendre ses lignes refusées", STAFF_ALONE, {"pk": "import_file"}),
    UrlRight("certification:enrolment", "Voir la fiche d'un candidat d'une autre structure", STAFF_ALONE, ENROLMENT),
    UrlRight("certification:enrolment_edit", "La modifier", STAFF_ALONE, ENROLMENT),
    UrlRight("certification:enrolment_step", "Faire avancer ou arrêter le parcours", STAFF_ALONE, ENROLMENT, "post"),
    UrlRight("certification:equivalence", "Noter une équivalence", STAFF_ALONE, ENROLMENT, "post"),
    UrlRight("certification:equivalence_remove", "La retirer", STAFF_ALONE, {"pk": "acquired_block"}, "post"),
    UrlRight("certification:evaluation", "Évaluer un bloc", STAFF_ALONE, {"pk": "enrolment", "block": "skill_block"}),
    UrlRight("certification:evaluation_remove", "Retirer une évaluation", STAFF_ALONE, {"pk": "evaluation"}, "post"),
]

DATA = [
    DataRight("certification.Candidate", "Candidats", OWN_CANDIDATES),
    DataRight("certification.Enrolment", "Leurs inscriptions", OWN_CANDIDATES),
    DataRight("certification.AcquiredBlock", "Leurs blocs acquis", OWN_CANDIDATES),
    DataRight("certification.BlockEvaluation", "Leurs évaluations", OWN_CANDIDATES),
    DataRight("certification.CandidateImport", "Tableurs de candidats (qui gère la structure)", STAFF_ONLY),
    DataRight("certification.CandidateExport", "Registre des exports de candidats", STAFF_ONLY),
]

RECORDS = [read_only("certification.CandidateExport", "Exports de candidats")]
