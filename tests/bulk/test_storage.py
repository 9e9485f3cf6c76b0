"""Storage of bulk work: drafts that killed writers left behind go, finished files stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.bulk.storage import Storage

if TYPE_CHECKING:
    from pathlib import Path


def test_drafts_of_killed_writers_are_swept_and_finished_files_stay(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    storage.write("problems/0000001.parquet", b"whole")
    left = tmp_path / "problems" / "0000001.parquet.7102.part"
    left.write_bytes(b"hal")
    storage.sweep()
    assert not left.exists()
    assert storage.read("problems/0000001.parquet") == b"whole"


def test_sweeping_a_folder_that_is_not_there_does_nothing(tmp_path: Path) -> None:
    Storage(str(tmp_path / "none")).sweep()
    assert not (tmp_path / "none").exists()
