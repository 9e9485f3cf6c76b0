"""The worker loop: results in order, failures as values, nothing done before it is asked for."""

from __future__ import annotations

import pytest

from trucewatch.engine import Failure, each


def test_a_task_that_breaks_costs_only_its_item():
    first, failed, last = each(lambda item: 6 // item, [1, 0, 3])
    assert (first, last) == (6, 2)
    assert isinstance(failed, Failure)
    assert (failed.item, failed.kind) == (0, "ZeroDivisionError")
    assert failed.where.startswith("test_here.py:")


def test_items_are_taken_one_by_one():
    taken = []
    results = each(str, (taken.append(n) or n for n in range(3)))
    assert next(results) == "0"
    assert taken == [0]


def test_interruption_and_errors_of_the_source_are_not_swallowed():
    def interrupted(_: int) -> int:
        raise KeyboardInterrupt

    def torn():
        yield 1
        raise OSError("torn")

    with pytest.raises(KeyboardInterrupt):
        list(each(interrupted, [1]))
    with pytest.raises(OSError, match="torn"):
        list(each(str, torn()))
