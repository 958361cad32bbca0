"""Why a bank returns a debit, in French: the reason codes of ISO 20022 that the SEPA rulebook uses."""

REASONS = {
    "AC01": "numéro de compte faux",
    "AC04": "compte clos",
    "AC06": "compte bloqué",
    "AC13": "compte d'un consommateur",
    "AG01": "prélèvement interdit sur ce compte",
    "AG02": "opération inconnue de la banque",
    "AM04": "provision insuffisante",
    "AM05": "opération en double",
    "BE05": "créancier inconnu",
    "CNOR": "banque du créancier inconnue",
    "DNOR": "banque du débiteur inconnue",
    "FF01": "fichier mal formé",
    "MD01": "mandat absent ou révoqué",
    "MD02": "données du mandat fausses",
    "MD06": "remboursement demandé par le débiteur",
    "MD07": "titulaire décédé",
    "MS02": "refus du débiteur",
    "MS03": "motif non précisé",
    "RC01": "banque inconnue",
    "RR01": "numéro de compte du débiteur manquant",
    "SL01": "service refusé par la banque du débiteur",
}


def told(code: str) -> str:
    """« Rejet AM04 : provision insuffisante »."""
    if not code:
        return "Rejet de la banque"
    return f"Rejet {code} : {REASONS.get(code, 'motif de la banque')}"
