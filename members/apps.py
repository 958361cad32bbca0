from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "Réseau"

    def ready(self):
        from members.domain import accounts  # noqa: F401 (what follows an account that is saved)
        from members.domain.people import invitation, unsubscribing  # noqa: F401 (what mails carry when they leave)
