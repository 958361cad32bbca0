from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "Réseau"

    def ready(self):
        from members.domain import accounts  # noqa: F401 (what follows an account that is saved)
