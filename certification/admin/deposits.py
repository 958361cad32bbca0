"""The account at the Caisse des Dépôts, with its schema."""

from django.contrib import admin

from certification.forms.deposits import AccountForm
from certification.models import DepositAccount
from members.admin_base import VisibleAdmin


@admin.register(DepositAccount)
class DepositAccountAdmin(VisibleAdmin):
    """There is one: a second one is not added. The certification team alone sees it."""

    form = AccountForm
    list_display = ["contract_id", "client_id", "version", "schema"]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not DepositAccount.objects.exists()
