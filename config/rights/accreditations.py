"""Rights on accreditations and certifications."""

from config.rights.table import (
    EVERYWHERE,
    NATIONAL,
    OF_FOLLOWERS,
    OWN_AND_REGION,
    DataRight,
    F,
    H,
    L,
    UrlRight,
    Y,
    written_by_staff,
)

NETWORK_PAGE = (L, F, Y, Y, Y, Y, Y, Y, Y)
# National staff of no team is of all; that of another team reads without acting.
ACTS = (L, H, H, H, F, H, F, Y, Y)
GRANTED, ASKED = {"pk": "accreditation"}, {"pk": "accreditation_asked"}

URLS = [
    UrlRight("certification:certifications", "Voir les certifications", NETWORK_PAGE),
    UrlRight(
        "certification:certification", "Voir une certification, ses règles, ses structures agréées", NETWORK_PAGE,
        {"code": "certification_code"},
    ),
    UrlRight("certification:accreditations", "Voir les agréments de sa structure, de sa région, de tous", NETWORK_PAGE),
    UrlRight("certification:accreditations_export", "Exporter cette liste", NETWORK_PAGE, {"fmt": "csv"}),
    UrlRight("certification:accreditation_new", "Demander un agrément (qui gère une structure)", NATIONAL),
    UrlRight("certification:accreditation", "Voir un agrément", OF_FOLLOWERS, GRANTED),
    UrlRight("certification:accreditation_fill", "Remplir le dossier d'une demande d'agrément", ACTS, ASKED),
    UrlRight(
        "certification:accreditation_section", "En enregistrer une partie", ACTS, ASKED | {"section": "lieux"}, "post"
    ),
    UrlRight("certification:accreditation_pieces", "Voir les pièces à envoyer", ACTS, ASKED),
    UrlRight(
        "certification:accreditation_piece", "Envoyer une pièce", ACTS, ASKED | {"kind": "piece_kind"}, "post"
    ),
    UrlRight("certification:piece_file", "Prendre une pièce", OF_FOLLOWERS, {"pk": "piece"}),
    UrlRight("certification:piece_answer", "Accepter ou refuser une pièce", ACTS, {"pk": "piece"}, "post"),
    UrlRight("certification:accreditation_step", "Faire avancer un agrément", ACTS, GRANTED, "post"),
    UrlRight("certification:accreditation_decision", "Prendre la décision en PDF", OF_FOLLOWERS, GRANTED),
    UrlRight("certification:accreditation_agreement", "Prendre la convention en PDF", OF_FOLLOWERS, GRANTED),
    UrlRight("certification:register_changes", "Suivre ce qui est à transmettre à France compétences", NATIONAL),
    UrlRight("certification:register_changes_export", "Exporter la liste à transmettre", NATIONAL, {"fmt": "csv"}),
    UrlRight("certification:register_changes_tell", "Marquer comme transmis", NATIONAL, {}, "post"),
    UrlRight("certification:network_file", "Préparer le dossier du réseau", NATIONAL),
    UrlRight("certification:network_file_export", "Prendre le dossier du réseau", NATIONAL),
]  # fmt: skip

DATA = [
    DataRight("certification.Certification", "Certifications", EVERYWHERE),
    DataRight("certification.Referential", "Leurs référentiels", EVERYWHERE),
    DataRight("certification.SkillBlock", "Leurs blocs de compétences", EVERYWHERE),
    DataRight("certification.Competency", "Leurs compétences", EVERYWHERE),
    DataRight("certification.PieceKind", "Pièces qu'un agrément demande", EVERYWHERE),
    DataRight("certification.FollowedRecord", "Registres tenus", EVERYWHERE),
    DataRight("certification.Accreditation", "Agréments (demandes déposées, pour la région)", OWN_AND_REGION),
    DataRight("certification.AccreditationPiece", "Leurs pièces", OWN_AND_REGION),
    DataRight("certification.RegisterChange", "Changements à transmettre à France compétences", OWN_AND_REGION),
]

RECORDS = [
    written_by_staff("certification.Certification", "Certifications"),
    written_by_staff("certification.Referential", "Référentiels (ceux que personne ne suit encore)"),
    written_by_staff("certification.SkillBlock", "Blocs de compétences"),
    written_by_staff("certification.Competency", "Compétences"),
    written_by_staff("certification.PieceKind", "Pièces qu'un agrément demande"),
    written_by_staff("certification.FollowedRecord", "Registres tenus"),
]
