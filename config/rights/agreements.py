"""Rights on the core agreement."""

from config.rights.table import (
    FOLLOWERS_READ,
    FOR_FOLLOWERS,
    NATIONAL,
    OF_FOLLOWERS,
    OF_REGION,
    STAFF_ALONE,
    DataRight,
    UrlRight,
)

URLS = [
    UrlRight("members:agreements", "Lire les conventions socles", OF_FOLLOWERS),
    UrlRight("members:agreement_new", "Préparer une version de la convention", NATIONAL, method="post"),
    UrlRight("members:agreement", "Lire une convention en vigueur", OF_FOLLOWERS, {"pk": "agreement"}),
    UrlRight("members:agreement_edit", "Écrire un projet de convention", STAFF_ALONE, {"pk": "agreement_draft"}),
    UrlRight(
        "members:agreement_step",
        "Adopter une convention, la mettre en vigueur",
        FOLLOWERS_READ,
        {"pk": "agreement"},
        method="post",
    ),
    UrlRight("members:agreement_signature", "Suivre la signature de sa région", OF_FOLLOWERS, {"pk": "signature"}),
    UrlRight("members:signature_paper", "Prendre la convention à signer", OF_FOLLOWERS, {"pk": "signature"}),
    UrlRight("members:signature_file", "Prendre l'exemplaire signé", OF_FOLLOWERS, {"pk": "signature"}),
]

DATA = [
    DataRight("members.CoreAgreement", "Conventions socles adoptées", FOR_FOLLOWERS),
    DataRight("members.CoreMission", "Leurs missions", FOR_FOLLOWERS),
    DataRight("members.AgreementSignature", "Signatures de la convention", OF_REGION),
]
