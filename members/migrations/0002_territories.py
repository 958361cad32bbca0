"""Regions, departments, employment zones and communes are there from the first day."""

from django.db import migrations

from members.domain.territory import load_territories


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]

    operations = [migrations.RunPython(lambda apps, schema_editor: load_territories(), migrations.RunPython.noop)]
