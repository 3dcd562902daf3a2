from django.db import migrations

from assessments.models import immutable


def install(apps, schema_editor):
    immutable.install(schema_editor.connection)


def remove(apps, schema_editor):
    immutable.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_register")]

    operations = [migrations.RunPython(install, remove)]
