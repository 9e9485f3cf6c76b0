"""Events, their series, families of reports and what their tellings changed, under /api/v1."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request  # noqa: TC002 - FastAPI reads annotations at run time
from starlette.responses import Response  # noqa: TC002 - the same

from trucewatch.ledger.pages.event_walks import event_page, series_page
from trucewatch.ledger.pages.events import event, event_known, family
from trucewatch.ledger.pages.walks import drift_page, lineage_page
from trucewatch.ledger.ruled import under_rule
from trucewatch.model import Change
from trucewatch.vocab.events import profile as profile_named
from trucewatch.web.api.asked import AsOf, Cursor, Limit, NarrowedEvents, Profile, RecordId, narrowed_events
from trucewatch.web.api.models import Drift, Event, Lineage, Page, Series
from trucewatch.web.asked import day

if TYPE_CHECKING:
    from trucewatch.ledger import View
    from trucewatch.web.api.answering import Answerer

__all__ = ["router"]

Record = dict[str, Any]
Asked = Annotated[NarrowedEvents, Depends(narrowed_events)]
Measure = Annotated[str | None, Query(description="Only this measure: killed, injured, damaged …", max_length=100)]
OfFamily = Annotated[
    str | None, Query(description="Only of this family, or of that of this report (whole id).", max_length=40)
]
OfSort = Annotated[Change | None, Query(description="Only this sort of change.")]


def router(answerer: Answerer) -> APIRouter:
    """Return the routes that answer with what was linked."""
    routes = APIRouter(tags=["linked"])
    _add_events(routes, answerer)
    _add_families(routes, answerer)
    return routes


def _add_events(routes: APIRouter, answerer: Answerer) -> None:
    def events(request: Request, asked: Asked, cursor: Cursor = None, limit: Limit = 50) -> Response:
        """What happened once, by day: every figure about it, in series that keep each source's words."""
        return answerer.list(
            request,
            asked.as_of,
            lambda view, cut: event_page(view, replace(asked.filters, as_of=cut), cursor=cursor, limit=limit),
        )

    def series(
        request: Request,
        asked: Asked,
        measure: Measure = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Response:
        """The series of events, one a measure and object, each with its event's id and its number there."""
        return answerer.list(
            request,
            asked.as_of,
            lambda view, cut: series_page(
                view, replace(asked.filters, as_of=cut), measure=measure, cursor=cursor, limit=limit
            ),
        )

    def single(request: Request, record_id: RecordId, as_of: AsOf = None, profile: Profile = "literal") -> Response:
        """The event of this id, its bounds under a rule. Ids of events change as reports come."""
        return answerer.one(request, day("as_of", as_of), lambda view, cut: _event(view, record_id, cut, profile))

    routes.get("/events", operation_id="events", response_model=Page[Event])(events)
    routes.get("/events/{record_id}", operation_id="event", response_model=Event)(single)
    routes.get("/series", operation_id="series", response_model=Page[Series])(series)


def _add_families(routes: APIRouter, answerer: Answerer) -> None:
    def lineages(request: Request, as_of: AsOf = None, cursor: Cursor = None, limit: Limit = 50) -> Response:
        """Families of reports that tell one text, with the evidence for each link; a family is one origin."""
        return answerer.list(
            request,
            day("as_of", as_of),
            lambda view, cut: lineage_page(view, until=cut, cursor=cursor, limit=limit),
        )

    def lineage(request: Request, record_id: RecordId, as_of: AsOf = None) -> Response:
        """The family of this id."""
        return answerer.one(
            request,
            day("as_of", as_of),
            lambda view, _: family(view, record_id) if record_id.startswith("l1-") else None,
        )

    def drift(
        request: Request,
        lineage: OfFamily = None,
        kind: OfSort = None,
        as_of: AsOf = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Response:
        """What copies changed: values lost, changed or made vague, hedges flipped, sources lost, quotations altered."""
        change = None if kind is None else kind.value
        return answerer.list(
            request,
            day("as_of", as_of),
            lambda view, cut: drift_page(view, lineage=lineage, change=change, until=cut, cursor=cursor, limit=limit),
        )

    routes.get("/lineages", operation_id="lineages", response_model=Page[Lineage])(lineages)
    routes.get("/lineages/{record_id}", operation_id="lineage", response_model=Lineage)(lineage)
    routes.get("/drift", operation_id="drift", response_model=Page[Drift])(drift)


def _event(view: View, event_id: str, cut: str | None, profile: str) -> Record | None:
    if not event_id.startswith("e1-"):
        return None
    if cut is not None:
        known = event_known(view, event_id, as_of=cut, rule=profile)
        if known is not None:
            known["series"] = [{k: v for k, v in each.items() if k != "number"} for each in known["series"]]
        return known
    found = event(view, event_id)
    if found is not None and profile != "literal":
        for series in found["series"]:
            series.update(under_rule(series, profile_named(profile)))
    return found
