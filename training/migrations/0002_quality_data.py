"""The first questionnaires, and the versions of the quality referential."""

from django.db import migrations

from training.data.loading import load_referentials, load_surveys


def load(apps, schema_editor):
    def model(name):
        return apps.get_model("training", name)

    load_surveys(model)
    load_referentials(model)


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
