"""Rights on money: papers, payments, bank, debits, accounts."""

from config.rights.table import (
    ALL,
    FOLLOWERS,
    NATIONAL,
    NONE,
    OF_FOLLOWERS,
    OF_REGION,
    OWN,
    OWN_AND_REGION,
    STAFF_ONLY,
    DataRight,
    F,
    L,
    UrlRight,
    Y,
    written_by_staff,
)

URLS = [
    UrlRight("members:invoice", "Prendre une facture ou un avoir", OF_FOLLOWERS, {"pk": "invoice"}),
    UrlRight("members:receipt", "Prendre un reçu", OF_FOLLOWERS, {"pk": "payment"}),
    UrlRight("members:call_payments", "Voir les paiements d'une cotisation", OF_FOLLOWERS, {"pk": "call"}),
    UrlRight("members:payment_entry", "Saisir des paiements", NATIONAL),
    UrlRight("members:payment_gaps", "Voir les paiements partiels et en trop", NATIONAL),
    UrlRight("members:payment_gaps_export", "Les exporter", NATIONAL, {"fmt": "csv"}),
    UrlRight("members:payment_undo", "Annuler sa dernière saisie", NATIONAL, method="post"),
    UrlRight("members:payment_record", "Noter un paiement", NATIONAL, {"pk": "call"}, method="post"),
    UrlRight("members:payment_refund", "Noter un remboursement", NATIONAL, {"pk": "call"}, method="post"),
    UrlRight("members:fee_give_up", "Abandonner la cotisation d'un départ", NATIONAL, {"pk": "call"}, method="post"),
    UrlRight("members:payment_reverse", "Annuler un paiement", NATIONAL, {"pk": "payment"}),
    UrlRight("members:bank", "Déposer un relevé bancaire", NATIONAL),
    UrlRight("members:statement", "Rapprocher un relevé", NATIONAL, {"pk": "statement"}),
    UrlRight("members:statement_confirm", "Rapprocher ce qui est sûr", NATIONAL, {"pk": "statement"}, method="post"),
    UrlRight("members:bank_line", "Chercher qui paie une ligne", NATIONAL, {"pk": "line"}),
    UrlRight("members:line_match", "Rapprocher une ligne", NATIONAL, {"pk": "line"}, method="post"),
    UrlRight("members:line_set_aside", "Écarter une ligne", NATIONAL, {"pk": "line"}, method="post"),
    UrlRight("members:line_reopen", "Défaire un rapprochement", NATIONAL, {"pk": "line"}, method="post"),
    UrlRight("members:debits", "Préparer des prélèvements", NATIONAL),
    UrlRight("members:debit_batch", "Voir une remise de prélèvements", NATIONAL, {"pk": "debits"}),
    UrlRight("members:debit_file", "Prendre le fichier pour la banque", NATIONAL, {"pk": "debits"}),
    UrlRight("members:debit_step", "Faire avancer une remise", NATIONAL, {"pk": "debits"}, method="post"),
    UrlRight("members:debit_reject", "Noter un prélèvement rejeté", NATIONAL, {"pk": "debit"}, method="post"),
    UrlRight("members:accounts", "Lire les parts régionales", FOLLOWERS),
    UrlRight("members:shares_export", "Exporter les parts régionales", FOLLOWERS, {"fmt": "csv"}),
    UrlRight("members:share_transfer", "Noter un reversement", NATIONAL, method="post"),
    UrlRight("members:entries_export", "Exporter les écritures", (L, F, F, F, F, F, Y, Y, Y), {"fmt": "txt"}),
]

DATA = [
    DataRight("members.Mandate", "Mandats et comptes bancaires", (NONE, NONE, OWN, OWN, NONE, NONE, NONE, ALL, ALL)),
    DataRight("members.Issuer", "Émetteur des documents", STAFF_ONLY),
    DataRight("members.Payment", "Paiements", OWN_AND_REGION),
    DataRight("members.Invoice", "Factures et avoirs", OWN_AND_REGION),
    DataRight("members.ShareTransfer", "Reversements", OF_REGION),
    DataRight("members.BankStatement", "Relevés bancaires", STAFF_ONLY),
    DataRight("members.BankLine", "Lignes de relevé", STAFF_ONLY),
    DataRight("members.LineMatch", "Rapprochements", STAFF_ONLY),
    DataRight("members.DebitBatch", "Remises de prélèvements", STAFF_ONLY),
    DataRight("members.DebitOrder", "Prélèvements", STAFF_ONLY),
    DataRight("members.AccountingPlan", "Plan comptable", STAFF_ONLY),
]

RECORDS = [
    written_by_staff("members.AccountingPlan", "Plan comptable"),
    written_by_staff("members.Issuer", "Émetteur des documents"),
]
