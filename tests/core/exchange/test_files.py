import errno
import os
import stat

import pytest

from leitplanke.exchange import files
from leitplanke.exchange.files import CannotWriteError, write_whole


def modes(folder):
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def umask():
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def test_files_are_written_into_a_new_folder(tmp_path):
    write_whole(tmp_path / "a" / "b", {"x.json": b"1", "y.json": b"2"})

    assert contents(tmp_path / "a" / "b") == {"x.json": b"1", "y.json": b"2"}


def test_private_file_is_the_users_alone_whatever_the_umask_and_the_old_file_allow(tmp_path, umask):
    (tmp_path / "secret.json").write_bytes(b"old")
    (tmp_path / "secret.json").chmod(0o666)
    umask(0)

    write_whole(tmp_path, {"secret.json": b"new", "open.json": b"new"}, private={"secret.json"})

    assert modes(tmp_path) == {"secret.json": 0o600, "open.json": 0o666}


def test_umask_holds_for_public_files(tmp_path, umask):
    umask(0o027)

    write_whole(tmp_path, {"open.json": b"new"})

    assert modes(tmp_path) == {"open.json": 0o640}


def test_private_file_is_private_from_its_first_byte(tmp_path, umask, monkeypatch):
    umask(0)
    seen = []
    sync = os.fsync

    def look_then_sync(handle):
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        sync(handle)

    monkeypatch.setattr(files.os, "fsync", look_then_sync)

    write_whole(tmp_path, {"secret.json": b"new"}, private={"secret.json"})

    assert seen[0] == 0o600


@pytest.mark.parametrize("after", [0, 1, 2])
def test_interrupt_leaves_old_files_and_nothing_else(tmp_path, monkeypatch, after):
    write_whole(tmp_path, {"x.json": b"old", "y.json": b"old"})
    calls = iter(range(10))
    sync = os.fsync

    def sync_or_stop(handle):
        if next(calls) == after:
            raise KeyboardInterrupt
        sync(handle)

    monkeypatch.setattr(files.os, "fsync", sync_or_stop)

    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path, {"x.json": b"new", "y.json": b"new"})

    now = b"new" if after == 2 else b"old"  # the third sync is the folder's, after the moves
    assert contents(tmp_path) == {"x.json": now, "y.json": now}


def test_full_disk_is_told_and_leaves_nothing(tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)

    with pytest.raises(CannotWriteError, match="The disk is full"):
        write_whole(tmp_path / "out", {"x.json": b"new"})

    assert list(tmp_path.iterdir()) == []


def test_file_in_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "out").write_bytes(b"mine")

    with pytest.raises(CannotWriteError, match=r"There is a file, not a folder"):
        write_whole(tmp_path / "out", {"x.json": b"new"})

    assert contents(tmp_path) == {"out": b"mine"}


def test_file_above_the_folder_is_told(tmp_path):
    (tmp_path / "out").write_bytes(b"mine")

    with pytest.raises(CannotWriteError, match=r"There is a file, not a folder"):
        write_whole(tmp_path / "out" / "below", {"x.json": b"new"})


def test_folder_in_place_of_a_file_is_told_before_anything_is_written(tmp_path):
    (tmp_path / "y.json").mkdir()

    with pytest.raises(CannotWriteError, match=r"There is a folder, not a file"):
        write_whole(tmp_path, {"x.json": b"new", "y.json": b"new"})

    assert [path.name for path in tmp_path.iterdir()] == ["y.json"]


def test_name_that_leads_elsewhere_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"\.\./x\.json"):
        write_whole(tmp_path / "out", {"../x.json": b"new"})
