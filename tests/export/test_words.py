"""Claims, annotations, news items and statements, each opened by an independent reader of its standard."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json

import pytest
from export_ledgers import hostile, market

from trucewatch.export import ftm

OA = "http://www.w3.org/ns/oa#"
# What the terms we use stand for; a reader on the net would fetch the whole, our tests may not.
CONTEXTS = {
    "https://schema.org": {"@vocab": "https://schema.org/", "url": {"@type": "@id"}, "isPartOf": {"@type": "@id"}},
    "http://www.w3.org/ns/anno.jsonld": {
        "oa": OA,
        "as": "http://www.w3.org/ns/activitystreams#",
        "dc": "http://purl.org/dc/elements/1.1/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "id": {"@id": "@id", "@type": "@id"},
        "type": {"@id": "@type", "@type": "@vocab"},
        "Annotation": "oa:Annotation",
        "AnnotationPage": "as:OrderedCollectionPage",
        "SpecificResource": "oa:SpecificResource",
        "TextualBody": "oa:TextualBody",
        "TextQuoteSelector": "oa:TextQuoteSelector",
        "TextPositionSelector": "oa:TextPositionSelector",
        "TimeState": "oa:TimeState",
        "describing": "oa:describing",
        "items": {"@id": "as:items", "@container": "@list"},
        "body": {"@id": "oa:hasBody", "@type": "@id"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"},
        "source": {"@id": "oa:hasSource", "@type": "@id"},
        "scope": {"@id": "oa:hasScope", "@type": "@id"},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"},
        "state": {"@id": "oa:hasState", "@type": "@id"},
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
        "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
        "cached": {"@id": "oa:cachedSource", "@type": "@id"},
        "exact": "oa:exact",
        "prefix": "oa:prefix",
        "suffix": "oa:suffix",
        "start": "oa:start",
        "end": "oa:end",
        "value": "rdf:value",
        "format": "dc:format",
    },
}


def _expanded(text):
    jsonld = pytest.importorskip("pyld").jsonld

    def local(url, _options=None):
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXTS[url]}}

    return jsonld.expand(json.loads(text), {"documentLoader": local})


def _terms(node):
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from _terms(value)
    if isinstance(node, list):
        for each in node:
            yield from _terms(each)


def test_claims_expand_to_schema_org(market_ledger, exported):
    found = _expanded(exported(market_ledger, "claims"))
    schema = "https://schema.org/"
    assert all(f"{schema}Claim" in node["@type"] for node in found)
    claim = found[0]
    assert claim[f"{schema}text"][0]["@value"].endswith("were killed and 12 injured")
    assert claim[f"{schema}author"][0][f"{schema}name"][0]["@value"] == "Ada Imre"
    (article,) = claim[f"{schema}appearance"]
    assert article[f"{schema}url"][0]["@id"].startswith("https://example.org/")
    assert article[f"{schema}publisher"][0][f"{schema}name"][0]["@value"].startswith("Wire")
    assert all(term.startswith(("@", schema)) for term in _terms(found))
    assert "ClaimReview" not in exported(market_ledger, "claims")


def test_a_figure_is_part_of_its_statement(market_ledger, exported):
    graph = json.loads(exported(market_ledger, "claims"))["@graph"]
    names = {claim["@id"] for claim in graph}
    inside = [claim["isPartOf"]["@id"] for claim in graph if "isPartOf" in claim]
    assert inside
    assert set(inside) <= names


def test_annotations_expand_and_select_the_words(market_ledger, exported):
    found = _expanded(exported(market_ledger, "annotations"))
    assert all(term.startswith(("@", "http")) for term in _terms(found)), "every property is one of the standard"
    texts = {}
    for reading in (market(1, "at least nine people", 9, None), market(2, "14 people", 14, 14)):
        texts[reading.report.url] = reading.report.text
    items = json.loads(exported(market_ledger, "annotations"))["items"]
    assert len(items) == 7
    for item in items:
        target = item["target"]
        text = texts.get(target["source"])
        if text is None:
            continue
        quote, at = target["selector"]
        assert text[at["start"] : at["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        digest = target["state"]["cached"].removeprefix("ni:///sha-256;")
        assert base64.urlsafe_b64decode(digest + "=") == hashlib.sha256(text.encode()).digest()


def _string():
    return {"type": "string"}


def _named(**more):
    keys = {"name": _string(), "literal": _string(), **more}
    return {"type": "array", "items": {"type": "object", "additionalProperties": False, "properties": keys}}


# The members that ninjs 3.0 has of those we write, with their types; it allows no others.
NINJS = {
    "type": "object",
    "required": ["uri"],
    "additionalProperties": False,
    "properties": {
        "uri": {"type": "string", "pattern": "^urn:"},
        "type": {"enum": ["text"]},
        "representationType": {"enum": ["full", "partial"]},
        "standard": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"name": _string(), "version": _string(), "schema": _string()},
        },
        **{key: _string() for key in ("profile", "version", "versionCreated", "language", "title", "by")},
        "headlines": {
            "type": "array",
            "items": {"type": "object", "required": ["value"], "properties": {"role": _string(), "value": _string()}},
        },
        "bodies": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["value"],
                "additionalProperties": False,
                "properties": {
                    "role": _string(),
                    "contentType": _string(),
                    "charCount": {"type": "integer"},
                    "value": _string(),
                },
            },
        },
        "places": _named(geojson={"type": "object", "required": ["type", "coordinates"]}),
        "infoSources": _named(),
        "altIds": {
            "type": "array",
            "items": {"type": "object", "additionalProperties": False, "properties": {"role": {}, "value": _string()}},
        },
        "associations": _named(uri=_string()),
    },
}


def test_news_items_hold_what_ninjs_has(market_ledger, hostile_ledger, exported):
    schema = pytest.importorskip("jsonschema")
    for path in (market_ledger, hostile_ledger):
        for line in exported(path, "ninjs").splitlines():
            schema.validate(json.loads(line), NINJS)
    first = json.loads(exported(market_ledger, "ninjs").splitlines()[0])
    assert [(each["literal"], each["name"]) for each in first["infoSources"]] == [
        ("publisher", "Wire 1"),
        ("heard", "Ada Imre"),
    ]
    assert first["bodies"][0]["charCount"] == len(first["bodies"][0]["value"])
    assert {"role": "published", "value": "2030-05-04"} in first["altIds"]
    assert first["places"][0]["geojson"]["coordinates"] == [35.0, 48.5]


@pytest.mark.filterwarnings("ignore")
def test_statements_open_in_followthemoney(market_ledger, hostile_ledger, exported):
    reader = pytest.importorskip("followthemoney.statement", reason="followthemoney needs ICU's headers to install")
    model = pytest.importorskip("followthemoney").model
    for path in (market_ledger, hostile_ledger):
        text = exported(path, "ftm")
        read = list(reader.read_statements(io.BytesIO(text.encode()), reader.CSV))
        assert len(read) == len(list(csv.DictReader(io.StringIO(text, newline=""))))
        for statement in read:
            assert statement.id == statement.generate_key(), "the id re-derives"
            prop = model.get(statement.schema).get(statement.prop)
            assert prop is not None, statement.prop
            assert prop.type.name == statement.prop_type
    assert tuple(text.splitlines()[0].split(",")) == ftm.COLUMNS


def test_each_figure_of_an_event_is_one_statement(market_ledger, exported):
    rows = list(csv.DictReader(io.StringIO(exported(market_ledger, "ftm"), newline="")))
    said = [row for row in rows if row["prop"] == "summary" and "killed" in row["value"]]
    assert sorted(row["value"] for row in said) == [
        "killed person: “14 people”, Ada Imre, 2030-05-05, asserted",
        "killed person: “at least nine people”, Ada Imre, 2030-05-04, asserted",
    ]
    assert all(row["origin"].startswith("f1-") for row in said)
    assert {row["value"] for row in rows if row["prop"] == "fileName"} == {"1.txt", "2.txt", "9.txt"}, "no folders"
    assert {row["schema"] for row in rows} == {"Article", "Event", "LegalEntity"}


def test_words_of_a_hostile_report_come_through_whole(hostile_ledger, exported):
    text = hostile().report.text
    item = json.loads(exported(hostile_ledger, "ninjs").splitlines()[0])
    assert item["bodies"][0]["value"] == text
