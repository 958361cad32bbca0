"""Rights on bilateral reviews."""

from config.rights.table import (
    FOR_FOLLOWERS,
    NATIONAL,
    OF_FOLLOWERS,
    OF_REGION,
    REGION_READS,
    DataRight,
    H,
    L,
    UrlRight,
    Y,
)

REVIEW = (L, H, H, H, Y, H, H, Y, Y)

URLS = [
    UrlRight("members:reviews", "Voir les bilans bilatéraux", OF_FOLLOWERS),
    UrlRight("members:review_campaign_new", "Préparer les bilans d'une année", NATIONAL),
    UrlRight("members:review_campaign", "Écrire leur questionnaire", NATIONAL, {"year": "review_year"}),
    UrlRight(
        "members:review_campaign_step",
        "Ouvrir les bilans d'une année, les clore",
        NATIONAL,
        {"year": "review_year"},
        method="post",
    ),
    UrlRight("members:review", "Lire un bilan en cours de sa région", REVIEW, {"pk": "review"}),
    UrlRight("members:review_fill", "Y répondre", REVIEW, {"pk": "review"}),
    UrlRight(
        "members:review_answer",
        "Y enregistrer une réponse",
        REVIEW,
        {"pk": "review", "question": "review_question"},
        method="post",
    ),
    UrlRight("members:review_step", "L'envoyer, y répondre, le signer", REVIEW, {"pk": "review"}, method="post"),
    UrlRight("members:review_decision", "Y écrire une décision", REVIEW, {"pk": "review"}, method="post"),
    UrlRight("members:decision", "Dire ce qu'elle devient", REVIEW, {"pk": "decision"}, method="post"),
    UrlRight("members:review_attach", "Y joindre un document", REVIEW, {"pk": "review"}, method="post"),
    UrlRight("members:review_file", "Prendre un document joint", REVIEW, {"pk": "review_file"}),
    UrlRight("members:review_detach", "Retirer un document joint", REVIEW, {"pk": "review_file"}, method="post"),
    UrlRight("members:review_paper", "Prendre le bilan en PDF", REVIEW, {"pk": "review"}),
    UrlRight(
        "members:review_overview",
        "Comparer les bilans entre régions",
        REGION_READS,
        {"year": "review_year"},
    ),
    UrlRight(
        "members:review_overview_export",
        "Exporter cette comparaison",
        REGION_READS,
        {"year": "review_year", "fmt": "csv"},
    ),
]

DATA = [
    DataRight("members.ReviewCampaign", "Campagnes de bilans ouvertes", FOR_FOLLOWERS),
    DataRight("members.ReviewQuestion", "Questions de ces bilans", FOR_FOLLOWERS),
    DataRight("members.BilateralReview", "Bilans bilatéraux (clos, pour le conseil)", OF_REGION),
    DataRight("members.ReviewAnswer", "Leurs réponses", OF_REGION),
    DataRight("members.ReviewFact", "Leurs chiffres", OF_REGION),
    DataRight("members.ReviewDecision", "Leurs décisions", OF_REGION),
    DataRight("members.ReviewFile", "Leurs pièces jointes", OF_REGION),
    DataRight("members.ReviewSignature", "Leurs signatures", OF_REGION),
]
