"""The table of the shared cache, so that `migrate` alone makes an installation whole."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_written_once")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
