"""Rights on papers, invoices and subcontracts of training."""

from config.rights.table import (
    ALL,
    EVERYBODY,
    LOGGED_IN,
    NATIONAL,
    NONE,
    OWN,
    STAFF_ALONE,
    DataRight,
    F,
    H,
    L,
    UrlRight,
    Y,
)

# The network's team and its board read money and contracts; buyers read their own.
READERS = (L, F, F, F, F, F, Y, Y, Y)
OF_READERS = (L, H, H, H, H, H, Y, Y, Y)
OWN_PAPERS = (NONE, NONE, OWN, OWN, NONE, NONE, NONE, ALL, ALL)
OWN_INVOICES = (NONE, NONE, OWN, OWN, NONE, NONE, ALL, ALL, ALL)
RUNNERS = (NONE, NONE, NONE, NONE, NONE, NONE, ALL, ALL, ALL)
ORDER, PAPER, TOKEN = {"pk": "training_order"}, {"pk": "training_paper"}, {"token": "training_order_token"}
INVOICE, BODY, CONTRACT = {"pk": "training_invoice"}, {"pk": "subcontractor"}, {"pk": "subcontract"}

URLS = [
    UrlRight("training:documents", "Chercher parmi les documents de formation que l'on voit", LOGGED_IN),
    UrlRight("training:documents_export", "Exporter cette liste", LOGGED_IN, {"fmt": "csv"}),
    UrlRight("training:documents_print", "Imprimer les documents que l'on voit", LOGGED_IN, method="post"),
    UrlRight("training:document", "Prendre le document d'une autre structure", STAFF_ALONE, PAPER),
    UrlRight("training:document_copy", "Prendre l'exemplaire signé d'une autre structure", STAFF_ALONE, PAPER),
    UrlRight("training:document_step", "Envoyer, remplacer un document de formation", NATIONAL, PAPER, "post"),
    UrlRight("training:document_sign", "Signer la convention d'une autre structure", STAFF_ALONE, PAPER, "post"),
    UrlRight("training:document_signed_copy", "Garder un exemplaire signé sur papier", NATIONAL, PAPER, "post"),
    UrlRight("training:house_rules", "Lire le règlement intérieur des formations", EVERYBODY),
    UrlRight("training:order_papers", "Voir les documents de la commande d'une autre structure", STAFF_ALONE, ORDER),
    UrlRight("training:order_paper", "Faire un devis, une convention, un contrat", NATIONAL, ORDER, "post"),
    UrlRight("training:order_invoice", "Facturer une commande de formation", NATIONAL, ORDER, "post"),
    UrlRight("training:session_papers", "Faire les documents de tous les stagiaires d'une session", NATIONAL, {"pk": "training_session"}),
    UrlRight("training:papers_by_link", "Lire et signer ses documents, par le lien du message", EVERYBODY, TOKEN),
    UrlRight("training:paper_by_link", "Prendre un de ces documents en PDF", EVERYBODY, TOKEN | PAPER),
    UrlRight("training:invoices", "Chercher parmi les factures de formation que l'on voit", LOGGED_IN),
    UrlRight("training:invoices_export", "Exporter cette liste", LOGGED_IN, {"fmt": "csv"}),
    UrlRight("training:invoice", "Voir la facture de formation d'une autre structure", OF_READERS, INVOICE),
    UrlRight("training:invoice_pdf", "Prendre cette facture en PDF", OF_READERS, INVOICE),
    UrlRight("training:invoice_credit", "Annuler une facture de formation par un avoir", NATIONAL, INVOICE, "post"),
    UrlRight("training:invoice_payment", "Noter un règlement de formation", NATIONAL, INVOICE, "post"),
    UrlRight("training:payment_reverse", "Annuler un règlement de formation", NATIONAL, {"pk": "training_payment"}, "post"),
    UrlRight("training:subcontractors", "Voir les sous-traitants de la formation", READERS),
    UrlRight("training:subcontractors_export", "Exporter cette liste", READERS, {"fmt": "csv"}),
    UrlRight("training:subcontractor", "Voir un sous-traitant, ses contrats", READERS, BODY),
    UrlRight("training:subcontractor_new", "Ajouter un sous-traitant", NATIONAL),
    UrlRight("training:subcontractor_edit", "Tenir le dossier d'un sous-traitant", NATIONAL, BODY),
    UrlRight("training:subcontract_new", "Préparer un contrat de sous-traitance", NATIONAL, BODY),
    UrlRight("training:subcontract", "Voir un contrat de sous-traitance", READERS, CONTRACT),
    UrlRight("training:subcontract_edit", "Modifier un contrat de sous-traitance", NATIONAL, CONTRACT),
    UrlRight("training:subcontract_step", "Envoyer, signer, abandonner un contrat", NATIONAL, CONTRACT, "post"),
    UrlRight("training:subcontract_copy", "Prendre l'exemplaire signé d'un contrat", NATIONAL, CONTRACT),
]  # fmt: skip

DATA = [
    DataRight("training.TrainingDocument", "Documents de formation", OWN_PAPERS),
    DataRight("training.TrainingInvoice", "Factures de formation", OWN_INVOICES),
    DataRight("training.InvoiceLine", "Lignes de factures de formation", OWN_INVOICES),
    DataRight("training.TrainingPayment", "Règlements de formation", OWN_INVOICES),
    DataRight("training.Subcontractor", "Sous-traitants de la formation", RUNNERS),
    DataRight("training.Subcontract", "Contrats de sous-traitance", RUNNERS),
]
