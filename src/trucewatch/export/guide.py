"""How to read what is exported, in plain words: the page that lies in every evidence bundle."""

from __future__ import annotations

__all__ = ["GUIDE"]

GUIDE = """\
# How to read this bundle

Everything here is a **claim**: somebody said it, in a report, in words that you can look up. Nothing here says what is
true.

## What lies where

- [brief.html](brief.html) and `brief.md`: the situation report. Each figure carries its id and leads to its words.
- `reports/`: a page a report, with every figure and statement marked where it stands.
- `texts/`: the reports' texts. Characters that would steer a terminal or turn writing round are written out
  (`\\x1b`, `\\u202e`); the exact texts are in `records/texts.jsonl`.
- `records/`: all records, one JSON object a line; offsets count Unicode characters of the exact text, the end excluded.
- `tables/`: the same as CSV for spreadsheets, and the boards.
- `about.json`: what was asked for, the cut-off, the version of the program.
- `SHA256SUMS`: the hash of every file. Prove that nothing was changed: `sha256sum -c SHA256SUMS`.
- `sha256` in `records/reports.jsonl` is the hash of the exact text in UTF-8.

## What the words mean

- A **figure** is a number as a report has it: `low` and `high` are its bounds, and an empty bound is open ("at least
  50" has no high). `wording` is what the text says; `modifier` how exactly; `status` how surely (asserted, alleged,
  denied …).
- A **source** is who said it; `outlet` as a source means that the report says so itself.
- A **statement** is who said what, in which words.
- An **event** gathers the figures about what happened once. A **series** is one measure of it over time. `best` is one
  number only under the rule that its row names, and `members` are the figures it rests on.
- `agreed`, `updated`, `disputed` tell how the claims stand together. A dispute is not settled here.
- A **family** (lineage) is reports that tell one text: together they are one origin. Count **voices** and origins,
  never reports.

## Before you count

- An empty cell means: not known. It never means 0. A 0 is written only where somebody said that there was none.
- Parts (nine children) are inside their whole (18 killed). Never add them. Nothing here was added up for you.
- What one side says of the other side's losses stands apart and never is a best number.
- A toll may fall: bodies counted twice, a correction. The points of its series tell.
- Two reports of one agency story are one origin. Two figures of one governor are one source.
- A place is as exact as its `precision` (1 the place itself … 4 only a province … 7 no country). Where only a region is
  known there is no point.
- Dates are three: when it happened (`when`), when the figure held (`as_of`), when it was published (`published`).
- **Absence of reports is not absence of harm.** `records/problems.jsonl` lists what could not be read.

## Cells of CSV

Words of reports are written so that no program runs them. A backslash is written `\\\\`; line breaks, tabs, control
characters and marks that turn writing round are written `\\n`, `\\t`, `\\x1b`, `\\u202e`. A cell that would begin a
formula (`=` `+` `-` `@`, wide forms too, also behind spaces) or that begins with an apostrophe gets one apostrophe in
front, and a sign behind a semicolon or bar is written as its code. To get the words back: drop one leading apostrophe,
then undo the backslashes. Columns of numbers are plain numbers.
"""
"""Markdown, for START-HERE.html and HOW-TO-READ.md."""
