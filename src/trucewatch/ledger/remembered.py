"""Which steps of linking need no second doing? Those of one report, pair or family, known by what they follow from.

A reading is known by its seal, the hash of all its rows. What looks at the whole ledger (which pairs are candidates,
how rare a name is, what is united) is done anew each time, so that the outcome is that of linking all anew.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.worked import Worked
from trucewatch.lineage import Steps
from trucewatch.records import lineage_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from trucewatch.lineage.compare import Verdict
    from trucewatch.lineage.telling import Telling
    from trucewatch.link.claims import Claim
    from trucewatch.link.claims import Telling as Told
    from trucewatch.model import Drift, Lineage, Part, Reading

__all__ = ["Memory"]

_NAME = 24  # hexadecimal digits: no two of a billion names are alike


class Memory:
    """What is known of earlier linking, asked for by `seals`: the hash of each report's reading, by its id.

    A report without a seal, and every report without `worked`, is worked on anew.
    """

    def __init__(
        self,
        worked: Worked | None = None,
        seals: Mapping[str, str] | None = None,
        parties: Mapping[str, str] | None = None,
    ) -> None:
        self._worked = worked or Worked()
        self._seals = seals or {}
        self._parties = json.dumps(parties or {}, sort_keys=True)
        self.steps = Steps() if worked is None else _Remembering(worked, self._seals)

    def told(
        self, report_id: str, make: Callable[[], tuple[list[Claim], list[Told]]]
    ) -> tuple[list[Claim], list[Told]]:
        """Return the claims and tellings of a report."""
        return self._worked.of("told", _named(self._seals.get(report_id), self._parties), make)

    def compared(
        self, family: Lineage, make: Callable[[], tuple[tuple[Drift, ...], tuple[tuple[str, str], ...]]]
    ) -> tuple[tuple[Drift, ...], tuple[tuple[str, str], ...]]:
        """Return what changed in a family, and the pairs of figures retold in it."""
        seals = [self._seals.get(name) for name in family.reports]
        made_of = json.dumps(lineage_record(family), sort_keys=True)
        return self._worked.of("drift", None if None in seals else _named(made_of, *map(str, seals)), make)

    def close(self) -> None:
        """Keep what pairs of stories were found to be."""
        if isinstance(self.steps, _Remembering):
            self.steps.close()


class _Remembering(Steps):
    """The steps of finding families, each done once for the same stories; verdicts are kept by the first of a pair."""

    def __init__(self, worked: Worked, seals: Mapping[str, str]) -> None:
        super().__init__()
        self._worked = worked
        self._seals = seals
        self._surveys: dict[str, tuple[tuple[int, str], ...]] = {}
        self._names: dict[Part, str | None] = {}
        self._known: dict[str, dict[str, Verdict]] = {}
        self._asked: dict[str, dict[str, Verdict]] = {}

    def survey(self, reading: Reading) -> Iterable[tuple[int, str]]:
        """Return the key of each sentence of a reading, with the date of its story."""
        name = reading.report.report_id
        found = self._worked.of(
            "survey", self._seals.get(name), lambda: tuple(super(_Remembering, self).survey(reading))
        )
        self._surveys[name] = found
        return found

    def tell(self, reading: Reading, standing: frozenset[int]) -> Sequence[Telling]:
        """Return the stories of a reading, without the sentences that stand."""
        name = reading.report.report_id
        left_out = sorted(standing.intersection(key for key, _ in self._surveys[name]))
        key = _named(self._seals.get(name), str(left_out))
        told = self._worked.of("stories", key, lambda: super(_Remembering, self).tell(reading, standing))
        self._names.update((each.part, _named(key, str(each.part.start))) for each in told)
        return told

    def judge(self, one: Telling, other: Telling) -> Verdict:
        """Return the verdict on two stories."""
        first, second = self._names[one.part], self._names[other.part]
        if first is None or second is None:
            return super().judge(one, other)
        if first not in self._known:
            self._known[first] = self._worked.recall("verdicts", first) or {}
        known = self._known[first].get(second)
        found = self._asked.setdefault(first, {})[second] = super().judge(one, other) if known is None else known
        return found

    def close(self) -> None:
        """Keep the verdicts asked for, where others are kept."""
        for name, found in self._asked.items():
            if found.keys() != self._known[name].keys():
                self._worked.keep("verdicts", name, found)


def _named(*made_of: Any) -> str | None:
    """Return a name for what is made of these, None where one of them is not known."""
    if None in made_of:
        return None
    return hashlib.sha256("\n".join(made_of).encode("utf-8", "surrogatepass")).hexdigest()[:_NAME]
