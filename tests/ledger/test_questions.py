"""Comparing without case and accents."""

from __future__ import annotations

import pytest

from trucewatch.ledger.questions import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kraków", "KRAKOW"), ("Straße", "STRASSE"), ("Зелёный", "зеленый"), ("İzmir", "izmir"), ("", "")],
)
def test_names_that_differ_in_case_or_accents_fold_alike(one, other):
    assert fold(one) == fold(other)


def test_nothing_folds_to_nothing():
    assert fold(None) is None
