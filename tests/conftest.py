"""What all tests share: one hypothesis profile, for machines of any speed, and a clean environment."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("house", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

# What the caller's shell (or a parallel run) has set must not change what is printed or where it is kept.
for _name in ("COLUMNS", "LINES", "TRUCEWATCH_LEDGER", "TRUCEWATCH_DEBUG", "FORCE_COLOR", "NO_COLOR"):
    os.environ.pop(_name, None)
