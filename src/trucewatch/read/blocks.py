"""The shape that layout hands to the rest of the reader: a page as a list of blocks.

A block is a paragraph (or heading, caption, post …) of the final text. Every later step works block by
block and story by story, so that nothing of one story can leak into the next.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Block"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the final text, half-open code-point offsets, that is parsed on its own.

    `story` is the index of its story in `Page.stories`. `kind` is `text` for reporting, `heading` for a
    story's headline or a section heading, `embed` for a post by a third party (`embed` is then its index in
    `Page.embeds`), or a furniture kind, which is not read. `repeat` marks words told before on the page.
    """

    start: int
    end: int
    story: int = 0
    kind: str = "text"
    embed: int | None = None
    repeat: bool = False

    @property
    def is_read(self) -> bool:
        """Whether the block says something about the world."""
        return self.kind in {"text", "embed", "heading"}
