"""The examples of docs/api.md, run as they stand against a real server and a real worker."""

import os
import random
import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from assessments.actions import keys
from assessments.actions.cases import load_document
from assessments.actions.memberships import set_role
from assessments.actions.samples import document_for
from assessments.author import Author
from assessments.choices import Role
from assessments.models import User
from tests.chaos.processes import processes

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def examples():
    blocks = BLOCK.findall((ROOT / "docs" / "api.md").read_text())
    assert blocks[0].count("export") == 2
    assert len(blocks) == 4
    return "\n".join(["set -eu", *blocks[1:]])


def test_from_a_key_to_a_pdf(live_server, ours, now, tmp_path, settings):
    settings.VAR_DIR = tmp_path
    load_document(document_for(ours, "apple-samsung-displays"), organization=ours, by=None, now=now)
    user = User.objects.create_user("erp@example.com", "a long password")
    set_role(organization=ours, user=user, role=Role.EDITOR, by=None, now=now)
    made = timezone.now()
    author = Author(organization=ours, by=user, now=made)
    ends = made + timedelta(days=1)
    _, secret = keys.create(author=author, name="ERP", role=Role.EDITOR, expires_at=ends)
    address = f"{live_server.url}/api/v1/organizations/{ours.slug}"

    with processes(tmp_path, random.Random(1)):
        done = subprocess.run(
            ["sh", "-c", examples()],
            cwd=tmp_path,
            env={**os.environ, "LOCKIN": address, "KEY": secret},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-1.7")
