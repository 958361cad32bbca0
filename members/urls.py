"""Addresses of the directory and of imports."""

from django.urls import path, re_path

from members.views import accounts, bank, debits, directory, imports, organisation, payments

app_name = "members"

urlpatterns = [
    path("annuaire/", directory.directory, name="directory"),
    path("annuaire/carte/", directory.directory_map, name="directory_map"),
    re_path(r"^annuaire/export\.(?P<fmt>csv|xlsx)$", directory.directory_export, name="directory_export"),
    path("annuaire/<int:pk>/", organisation.organisation, name="organisation"),
    path("imports/", imports.imports, name="imports"),
    path("imports/modele.xlsx", imports.import_template, name="import_template"),
    path("imports/<int:pk>/", imports.import_preview, name="import_preview"),
    path("imports/<int:pk>/refus.xlsx", imports.import_rejects, name="import_rejects"),
    path("factures/<int:pk>.pdf", payments.invoice, name="invoice"),
    path("recus/<int:pk>.pdf", payments.receipt, name="receipt"),
    path("paiements/ecarts/", payments.gaps, name="payment_gaps"),
    re_path(r"^paiements/ecarts\.(?P<fmt>csv|xlsx)$", payments.gaps_export, name="payment_gaps_export"),
    path("paiements/saisie/", payments.entry, name="payment_entry"),
    path("paiements/saisie/annuler/", payments.undo_last, name="payment_undo"),
    path("paiements/appel/<int:pk>/", payments.call_payments, name="call_payments"),
    path("paiements/appel/<int:pk>/noter/", payments.record, name="payment_record"),
    path("paiements/appel/<int:pk>/rembourser/", payments.give_back, name="payment_refund"),
    path("paiements/appel/<int:pk>/avoir/", payments.give_up, name="fee_give_up"),
    path("paiements/<int:pk>/annuler/", payments.reverse_one, name="payment_reverse"),
    path("banque/", bank.bank, name="bank"),
    path("banque/<int:pk>/", bank.statement, name="statement"),
    path("banque/<int:pk>/tout/", bank.confirm_sure, name="statement_confirm"),
    path("banque/lignes/<int:pk>/", bank.line, name="bank_line"),
    path("banque/lignes/<int:pk>/rapprocher/", bank.match, name="line_match"),
    path("banque/lignes/<int:pk>/ecarter/", bank.set_aside, name="line_set_aside"),
    path("banque/lignes/<int:pk>/rouvrir/", bank.reopen, name="line_reopen"),
    path("prelevements/", debits.debits, name="debits"),
    path("prelevements/<int:pk>/", debits.batch, name="debit_batch"),
    path("prelevements/<int:pk>/fichier.xml", debits.file, name="debit_file"),
    path("prelevements/<int:pk>/etape/", debits.step, name="debit_step"),
    path("prelevements/ordres/<int:pk>/rejeter/", debits.reject, name="debit_reject"),
    path("comptabilite/", accounts.accounts, name="accounts"),
    path("comptabilite/reversement/", accounts.transfer, name="share_transfer"),
    re_path(r"^comptabilite/ecritures\.(?P<fmt>csv|xlsx|txt)$", accounts.entries_export, name="entries_export"),
    re_path(r"^comptabilite/parts\.(?P<fmt>csv|xlsx)$", accounts.shares_export, name="shares_export"),
]
