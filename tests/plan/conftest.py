"""Makes the scenarios that these tests are about importable."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

pytest.importorskip("highspy", reason="the extra `plan` is not installed")
