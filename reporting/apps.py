from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "Pilotage"

    def ready(self):
        """Find every app's `indicators.py` and `tasks.py`, as the admin finds `admin.py`."""
        autodiscover_modules("indicators")
        autodiscover_modules("tasks")
