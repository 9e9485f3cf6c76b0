"""A feed's bytes to its entries: RSS 0.9 to 2.0 and Atom, by the names of their elements.

The XML is a stranger's: entities that it declares are refused, nothing external is read, sizes and depths are bounded.
Of a malformed feed the entries before the fault are kept, and the fault is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urljoin

from trucewatch.collect.decode import decode
from trucewatch.collect.feeds.addresses import target_of
from trucewatch.collect.feeds.faults import RefusedError
from trucewatch.collect.html import looks_like_html
from trucewatch.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Entry", "Feed", "parse"]

_MOST_ENTRIES: Final = 2_000
_LONGEST_FIELD: Final = 300
_WORDS: Final = ("encoded", "content", "description", "summary")
_DATES: Final = ("pubDate", "published", "issued", "date", "created", "updated", "modified")
_CHANGES: Final = ("updated", "modified", "pubDate", "date", "title")
_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where its article is, and what the feed says of it; `stamp` changes when the feed changes it."""

    url: str
    title: str | None = None
    published: str | None = None
    stamp: str = ""
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's entries, each address once, and what was wrong with it (None: nothing)."""

    title: str | None
    entries: tuple[Entry, ...]
    fault: str | None = None


def parse(data: bytes, base: str) -> Feed:
    """Return the feed that was fetched from `base`; RefusedError where it is none at all."""
    etree = _etree()
    if b"<!entity" in data.replace(b"\0", b"").lower():
        raise RefusedError(_ENTITIES)
    fault: str | None = None
    try:
        root: Any = etree.fromstring(data, _parser(etree, recover=False))
    except etree.XMLSyntaxError as error:
        fault = f"is malformed XML ({_told(error)})"
        cut = _is_cut_off(data)
        try:
            root = etree.fromstring(data, _parser(etree, recover=True))
        except etree.XMLSyntaxError:
            root = None
    else:
        cut = False
    if root is None or not isinstance(root.tag, str):
        raise RefusedError(f"{fault or 'is empty'}, and no feed can be made out in it{_instead(data)}")
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(iter(dtd.iterentities()), None) is not None:
        raise RefusedError(_ENTITIES)
    return _feed(root, base, fault, cut=cut, data=data)


_ENTITIES: Final = "declares XML entities, which no feed needs and bombs are made of: ask its owner to leave them out"


def _etree() -> Any:
    from lxml import etree  # noqa: PLC0415 # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]

    return cast("Any", etree)


def _parser(etree: Any, *, recover: bool) -> Any:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )


def _feed(root: Any, base: str, fault: str | None, *, cut: bool, data: bytes) -> Feed:
    kind = _name(root)
    if kind not in {"rss", "RDF", "feed"}:
        raise RefusedError(f"is no RSS or Atom feed (its first element is <{kind[:40]}>){_instead(data)}")
    nodes = [node for node in root.iter() if isinstance(node.tag, str) and _name(node) in {"item", "entry"}]
    if cut:
        nodes = nodes[:-1]  # the last one may have half an address
    entries: dict[str, Entry] = {}
    unfit = 0
    for node in nodes[:_MOST_ENTRIES]:
        entry = _entry(node, base)
        if entry is None:
            unfit += 1
        else:
            entries.setdefault(entry.url, entry)
    if fault:
        fault += f"; {len(entries)} of its entries could be made out: ask its owner to mend it"
    elif unfit:
        fault = f"has {unfit} of {len(nodes)} entries without an address that can be followed: they were left out"
    channel = next((node for node in root if isinstance(node.tag, str) and _name(node) == "channel"), root)
    return Feed(_text(channel, "title"), tuple(entries.values()), fault)


def _entry(node: Any, base: str) -> Entry | None:
    address = _address(node)
    if not address:
        return None
    try:
        for above in reversed([node, *node.iterancestors()]):
            base = urljoin(base, above.get(_BASE) or "")
        url = target_of(urljoin(base, address)).url
    except (UnreadableError, ValueError):
        return None
    stamp = "\x1f".join(filter(None, (_text(node, name) for name in _CHANGES)))
    published = next(filter(None, (_text(node, name) for name in _DATES)), None)
    words = next(filter(None, (_markup(node, name) for name in _WORDS)), None)
    return Entry(url, _text(node, "title"), published, stamp, words)


def _address(node: Any) -> str | None:
    """Return where the entry's article is: its link (Atom: the alternate one), else a guid that is an address."""
    found: list[str] = []
    for link in _children(node, "link"):
        href = link.get("href")
        if href and (link.get("rel") or "alternate") == "alternate":
            found.append(href)
        elif not href and link.text and link.text.strip():
            found.append(link.text)
    found += [guid.text for guid in _children(node, "guid") if _is_permanent(guid) and "://" in (guid.text or "")]
    return found[0].strip() if found else None


def _is_permanent(guid: Any) -> bool:
    return (guid.get("isPermaLink") or "true").lower() == "true"


def _children(node: Any, name: str) -> Iterator[Any]:
    return (child for child in node if isinstance(child.tag, str) and _name(child) == name)


def _text(node: Any, name: str) -> str | None:
    """Return the words of the first child of that name on one line, shortened; None where it has none."""
    for child in _children(node, name):
        words = " ".join("".join(child.itertext()).split())
        if words:
            return words[:_LONGEST_FIELD]
    return None


def _markup(node: Any, name: str) -> str | None:
    """Return the HTML or words of a child: as text where it is escaped, as markup where it stands as elements."""
    for child in _children(node, name):
        if child.get("src") or (child.get("type") or "").startswith(("image/", "video/", "audio/")):
            continue
        if len(child):
            inner = "".join(_etree().tostring(each, encoding="unicode", method="html") for each in child)
            return (child.text or "") + inner
        if child.text and child.text.strip():
            return str(child.text)
    return None


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _is_cut_off(data: bytes) -> bool:
    end = data.replace(b"\0", b"").rstrip()[-40:].lower()
    return not end.endswith((b"</rss>", b"</feed>", b"</rdf:rdf>"))


def _told(error: Any) -> str:
    return f"{error.msg or 'no XML'}"[:200]


def _instead(data: bytes) -> str:
    """Say what it seems to be instead, with the remedy."""
    try:
        text = decode(data[:20_000])
    except UnreadableError as error:
        return f": it {error}"
    if looks_like_html(text):
        return ": it is an HTML page; look for the feed's own address, or follow it as a [[page]]"
    return ": check the address"
