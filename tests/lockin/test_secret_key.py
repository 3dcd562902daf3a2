"""A development key is made once and read from then on."""

import stat

from lockin import secret_key


def test_the_key_is_made_once(tmp_path):
    path = tmp_path / "var" / "secret-key"

    first = secret_key.development_key(path)

    assert len(first) >= 50
    assert secret_key.development_key(path) == first


def test_only_its_owner_can_read_the_key(tmp_path):
    path = tmp_path / "secret-key"

    secret_key.development_key(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_made_meanwhile_by_another_process_is_kept(tmp_path, monkeypatch):
    path = tmp_path / "secret-key"
    path.write_text("of the other process")
    monkeypatch.setattr(type(path), "exists", lambda self: False)

    assert secret_key.development_key(path) == "of the other process"
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]


def test_without_a_place_to_write_each_process_has_its_own_key(tmp_path):
    blocked = tmp_path / "file"
    blocked.touch()

    first = secret_key.development_key(blocked / "secret-key")

    assert len(first) >= 50
    assert secret_key.development_key(blocked / "secret-key") != first
