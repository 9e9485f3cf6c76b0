"""What a benchmark measured, as JSON under build/bench with the machine it was measured on."""

from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path
from typing import Any

__all__ = ["FOLDER", "keep", "machine"]

FOLDER = Path("build/bench")


def machine() -> dict[str, Any]:
    """Return what tells one run from another: processor, Python, the load at this moment, and the command."""
    load = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
    told = {"machine": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version(), "load": load}
    return told | {"command": " ".join((Path(sys.argv[0]).name, *sys.argv[1:]))}


def keep(name: str, rows: list[dict[str, Any]]) -> None:
    """Write the rows of a benchmark to NAME.json."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(machine() | {"rows": rows}, indent=1) + "\n", "utf-8")
