"""Lineages and events of a whole corpus, stage after stage: the score of what `kin_pairs` … `happenings` do.

A stage is either many jobs on the engine, or one look of the leader at whole numbers; between stages only files.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from trucewatch.bulk import clusters, happenings, kin, kin_pairs, scenes
from trucewatch.bulk.corpus import Conductor, Corpus, UnfinishedJobsError, call_roll
from trucewatch.bulk.parcels import count, parcel, parcels

if TYPE_CHECKING:
    from collections.abc import Callable

    from trucewatch.bulk.plan import Plan
    from trucewatch.bulk.run import Step
    from trucewatch.bulk.storage import Storage
    from trucewatch.engine import Engine

__all__ = ["linked"]

_SHARDS_A_BAND: Final = 2  # of 500 reports each: what a band of 1,000 reports shares takes some 270 megabytes
_FEWEST, _MOST = 4, 4_096


def linked(storage: Storage, plan: Plan, engine: Engine, tell: Callable[[Step], None]) -> dict[str, str]:
    """Make the tables lineages, drift and events of all shards; return the jobs that could not be done, and why."""
    bands = max(_FEWEST, min(_MOST, len(plan.slices) // _SHARDS_A_BAND))
    corpus = Corpus(storage, len(plan.slices), bands, dict(plan.parties))
    conductor = Conductor(corpus, engine, tell)
    try:
        _lineages(conductor)
        _events(conductor)
    except UnfinishedJobsError as error:
        return error.whys
    return {}


def _lineages(conductor: Conductor) -> None:
    corpus = conductor.corpus
    storage, shards, bands = corpus.storage, corpus.shards, corpus.bands
    conductor.once("calling the roll", "work/roll", partial(call_roll, corpus))
    conductor.stage("sentences", kin_pairs.survey, "work/survey", shards)
    conductor.stage("standing sentences", kin_pairs.stand, "work/stood", bands)
    conductor.once(
        "standing sentences", "work/standing", lambda: [np.concatenate(list(parcels(storage, "work/stood", 0)))]
    )
    conductor.stage("stories", kin_pairs.weigh, "work/keys", shards)
    stories = sum(len(numbers) for numbers in parcels(storage, "work/stories", 0))
    conductor.stage("stories that share facts", kin_pairs.meet, "work/met", bands, stories)
    conductor.stage("pairs of stories", kin_pairs.total, "work/summed", bands)
    conductor.stage("best pairs of stories", kin_pairs.choose, "work/chosen", bands)
    conductor.once("pairs of stories", "work/kin-pairs", partial(kin.kin_pairs, corpus))
    conductor.stage("comparing stories", kin.compare, "work/verdicts", count(storage, "work/kin-pairs"))
    conductor.once("parts", "work/kin-parts", partial(kin.part_kin, corpus))
    jobs = count(storage, "work/kin-parts")
    conductor.stage("families", kin.grow, "work/families", jobs)
    conductor.once("families", "work/kin-ranks", partial(kin.collect_kin, corpus))
    conductor.stage("readings of families", kin.gather, "work/members", shards, jobs)
    conductor.stage("lineages and drift", kin.tell_kin, "work/homes", jobs)


def _events(conductor: Conductor) -> None:
    corpus = conductor.corpus
    storage, shards, bands = corpus.storage, corpus.shards, corpus.bands
    conductor.stage("scenes", scenes.set_scenes, "work/blocks", shards)
    conductor.once("numbering scenes", "work/order", partial(scenes.number, corpus))
    conductor.stage("names", scenes.count_names, "work/names", bands)
    conductor.once("names", "work/rarity", partial(scenes.join_names, corpus))
    conductor.stage("scenes that share a key", scenes.bring_together, "work/scene-blocks", bands)
    conductor.once("pairs of scenes", "work/scene-pairs", partial(scenes.scene_pairs, corpus))
    conductor.stage("comparing scenes", clusters.weigh_scenes, "work/takes", count(storage, "work/scene-pairs"))
    conductor.once("parts", "work/event-parts", partial(clusters.part_scenes, corpus))
    conductor.stage("clusters", clusters.cluster_scenes, "work/clusters", count(storage, "work/event-parts"))
    conductor.once("parts", "work/event-jobs", partial(happenings.part_events, corpus))
    jobs = int(parcel(storage, "work/event-jobs", 0).max(initial=-1)) + 1
    conductor.stage("scenes of events", happenings.hand_out, "work/handed", shards, jobs)
    conductor.stage("events", happenings.portray_events, "work/portraits", jobs)
    conductor.once("warnings", "work/warnings", partial(happenings.name_events, corpus))
    conductor.stage("telling events", happenings.tell_events, "events", jobs)
