"""Choice models: the shipped one loads, trees are walked as told, and a wrong file says what to do."""

from __future__ import annotations

import numpy as np
import pytest

from trucewatch.errors import ConfigError
from trucewatch.read.placechoice import FEATURES
from trucewatch.vocab.choicemodel import ChoiceModel, choice_model


def test_each_question_answered_yes_adds_a_bit_to_the_leaf() -> None:
    leaves = np.array([[-4.0, -1.0, 1.0, 4.0]])
    model = ChoiceModel(("near", "named"), np.array([[0, 1]]), np.array([[0.5, 2.5]]), leaves, 0.0)
    rows = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 3.0], [1.0, 3.0]])
    expected = 1 / (1 + np.exp(-leaves[0]))
    assert np.allclose(model.chances(rows), expected)


def test_trees_add_up_with_the_bias() -> None:
    model = ChoiceModel(("a",), np.array([[0], [0]]), np.array([[0.0], [5.0]]), np.array([[0.0, 1.0], [0.0, 2.0]]), 0.5)
    assert np.allclose(model.chances(np.array([[6.0], [1.0]])), 1 / (1 + np.exp([-3.5, -1.5])))


def test_the_shipped_model_looks_at_what_the_reader_sees() -> None:
    assert choice_model("place", FEATURES).features == FEATURES


@pytest.mark.parametrize(("name", "features", "told"), [("place", ("other",), "make choices"), ("none", (), "missing")])
def test_a_model_that_does_not_fit_says_what_to_do(name: str, features: tuple[str, ...], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        choice_model(name, features)
