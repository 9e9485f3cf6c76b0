"""What a page is made of: paragraphs, stories, furniture, posts, repeats."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.ids import text_hash
from trucewatch.model import Report
from trucewatch.read.embeds import attribution
from trucewatch.read.layout import lay_out
from trucewatch.read.lines import paragraphs

PROSE = "Shells fell on the harbour town of Velmar on Friday and killed four people, the governor said."
MORE = "The army said that it had returned fire and that none of its soldiers had been hurt in the exchange."
OTHER = "Fishermen on the northern coast went on strike for higher prices, the union told reporters."


def report(text: str, published: str | None = None) -> Report:
    return Report("r1-test", "test.txt", text, text_hash(text), published=published)


def furniture(text: str) -> dict[str, str]:
    page, _ = lay_out(report(text))
    return {text[f.start : f.end]: f.kind for f in page.furniture}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Listen To Story Above", "widget"),
        ("WATCH: The moment a missile hits Velmar", "widget"),
        ("Facebook Twitter WhatsApp Email", "widget"),
        ("View 12 comments", "widget"),
        ("Leave a Reply", "widget"),
        ("list 1 of 4", "widget"),
        ("Already a subscriber? Log in", "widget"),
        ("This is a developing story and will be updated.", "policy"),
        ("This is a breaking news story. More to follow.", "policy"),
        ("Warning: This report contains upsetting images.", "policy"),
        ("Editor's note: This article was first printed in the evening edition.", "policy"),
        ("Your support helps us to tell the story", "newsletter"),
        ("Thank you for reading.", "newsletter"),
        ("Ana Torel and Ben Ost, Associated Press", "credit"),
        ("Ana Torel in Velmar and Ben Ost in Ostrel", "credit"),
        ("AP journalist Ana Torel in Ostrel contributed.", "credit"),
        ("— Reuters", "credit"),
        ("Firemen at work in Velmar, Jan. 3, 2031. REUTERS/Ana Torel", "caption"),
        ("File Photo", "caption"),
        ("Copyright Associated Press", "footer"),
        ("Update : 24 Apr 2031, 05:46 PM", "label"),
        ("April 5, 2031 / 10:12 AM EDT / CBS/AP", "label"),
        ("Last modified on Sat 5 Apr 2031 12.30 BST", "label"),
        ("Issued on: 25/04/2031 - 10:12", "label"),
        ("Share this @example.org", "widget"),
        ("Loading...", "widget"),
        ("ADVERTISEMENT", "widget"),
        ("Subscribe to our newsletter and never miss a story", "newsletter"),
        ("Villagers queue for bread in Velmar. Photo: Ana Torel", "caption"),
        ("A burned-out bus in Velmar, Friday, Jan. 3, 2031. (AP Photo/Ana Torel)", "caption"),
        ("FILE - The harbour of Velmar before the war.", "caption"),
        ("UAUkraine|", "label"),
        ("INIndia|PKPakistan", "label"),
        ("Home › World › Asia", "label"),
        ("Published 3 February 2031", "label"),
        ("By Ana Torel in Velmar and Jon Reth in Port Osk", "credit"),
        ("Torel reported from Port Osk. Jon Reth in Velmar contributed to this report.", "credit"),
        ("Reporting by Ana Torel; Editing by Jon Reth", "credit"),
        ("Follow the agency’s coverage of the war at https://example.org/war", "footer"),
        ("© 2031 The Velmar Post. All rights reserved.", "footer"),
        ("___", "footer"),
        ("For corrections to this story or other insights for the editor, click here.", "policy"),
    ],
)
def test_a_line_that_is_not_reporting_is_furniture_of_its_kind(line, kind):
    for text in (f"{PROSE}\n{line}\n{MORE}", f"{line}\n{PROSE}\n{MORE}", f"{PROSE}\n{MORE}\n{line}"):
        assert furniture(text) == {line: kind}


@pytest.mark.parametrize(
    "line",
    [
        "No one was hurt.",
        "Share prices fell on Friday after the shelling.",
        "Witnesses reported from Gaza that two houses burned.",
        "He denied it.",
        "“We did not fire first,” he said.",
        "Photographs of the dead were shown on state television.",
        "By nightfall, three more people had died.",
        "Follow-up strikes hit the harbour.",
        "More than 30 houses were destroyed.",
        "The agency said it would publish its findings on May 3, 2031.",
        "Related attacks were reported in two towns.",
        "Read more than a dozen statements, he said.",
        "The Associated Press could not verify the claim.",
        "Copyright claims aside, the drone was built abroad.",
        "On May 3, 2031, the minister made this comment:",
        "This is a developing crisis, the agency warned.",
        "Warning sirens sounded in Velmar, the army said.",
        "Live fire killed two protesters.",
        "Watch towers were hit along the border.",
        "Support for the truce fell to 40 percent, a poll showed.",
    ],
)
def test_a_short_paragraph_is_never_furniture(line):
    page, blocks = lay_out(report(f"{PROSE}\n{line}\n{MORE}"))
    assert page.furniture == ()
    assert [b.kind for b in blocks] == ["text"] * 3


def test_hard_wrapped_lines_are_one_paragraph():
    wrapped = (
        "VELMAR, 3 JAN 91 -- [TEXT] THE HARBOUR COMMAND HAS REPORTED THAT ABOUT 50\n"
        "FISHERMEN WERE DETAINED BY ARMED MEN IN THE NORTHERN DEPARTMENT ON SUNDAY.\n"
        "THE SOURCE ADDED THAT THEY WERE TAKEN TO AN UNKNOWN LOCATION.\n\n"
        "   MEANWHILE, THREE SOLDIERS WERE WOUNDED DURING CLASHES YESTERDAY IN THE\nEASTERN REGION."
    )
    found = paragraphs(wrapped)
    assert [p.wording.split()[0] for p in found] == ["VELMAR,", "MEANWHILE,"]


def test_each_line_is_a_paragraph_where_nothing_is_wrapped():
    assert len(paragraphs(f"{PROSE}\n{MORE}\n{OTHER}")) == 3


def test_offsets_hold_with_windows_line_ends():
    text = f"\ufeff{PROSE}\r\n\r\n{MORE}\r\n"
    assert [p.wording for p in paragraphs(text)][1] == MORE


def test_a_section_heading_does_not_open_a_story():
    text = f"{PROSE}\n{MORE}\nTalks on the harbour\n{OTHER}\n{MORE}"
    page, _ = lay_out(report(text))
    assert len(page.stories) == 1
    assert [text[f.start : f.end] for f in page.furniture if f.kind == "heading"] == ["Talks on the harbour"]


def test_sections_with_a_tag_between_them_are_stories():
    text = (
        f"Shells Fall On Harbour Town\n\nVLVelmar|\n\n{PROSE}\n\nWeekly Newsletter\n\nMore from Velmar\n\n"
        f"Fishermen On Strike Over Prices\n\n{OTHER}\nVLVelmar\n\nArmy Returns Fire At Velmar\n\n{MORE}\nVLVelmar\n"
    )
    page, blocks = lay_out(report(text))
    assert [s.headline for s in page.stories] == [
        "Shells Fall On Harbour Town",
        "Fishermen On Strike Over Prices",
        "Army Returns Fire At Velmar",
    ]
    assert [b.story for b in blocks if b.kind == "text"] == [0, 1, 2]
    assert text[page.stories[1].start : page.stories[1].end].endswith(OTHER)


@pytest.mark.parametrize(("heads", "stories"), [(("Paris", "Yemen", "Haiti"), 3), (("Paris", "Yemen", "Ports"), 0)])
def test_headings_called_after_a_land_each_part_a_briefing(heads, stories):
    prose = (PROSE, OTHER, MORE)
    told = (f"{n}. {land}: what the week brought\n\n{prose[n - 1]}" for n, land in enumerate(heads, 1))
    page, _ = lay_out(report("The Osk briefing of the week\n\n7 January 2026. By Ana Roe.\n\n" + "\n\n".join(told)))
    days = [s.published for s in page.stories if "what the week brought" in (s.headline or "")]
    assert days == ["2026-01-07"] * stories


def test_sections_on_what_each_land_gives_are_one_story():
    lands = ("France", "Germany", "Italy")
    told = (f"{a}: its offer to the force\n\nAna Roe met Ben Dole in {a} and heard of its plans." for a in lands)
    page, _ = lay_out(report("What each country offers for the force\n\n" + "\n\n".join(told)))
    assert len(page.stories) == 1


def test_each_entry_of_a_live_blog_is_a_story():
    text = f"War live\n11.42am GMT\nShells fall\n{PROSE}\n10.58am GMT\nFire returned\n{MORE}\n9h ago\nStrike\n{OTHER}"
    page, _ = lay_out(report(text))
    assert len(page.stories) == 3


@pytest.mark.parametrize(
    "head", ["10.45am BST Army says it will pull back on Monday", "Army to pull back published at 10:45 BST"]
)
def test_a_headline_with_its_time_on_the_line_opens_an_entry_of_a_live_blog(head):
    page, _ = lay_out(report(f"Live: the war in Velmar\n{PROSE}\n{head}\n{MORE}"))
    assert len(page.stories) == 2


def test_a_heading_over_a_dateline_opens_a_story():
    text = f"{PROSE}\n{MORE}\nFishermen walk out\nPORT OSK, Velmar — {OTHER}"
    page, _ = lay_out(report(text))
    assert [s.headline for s in page.stories] == [None, "Fishermen walk out"]


def test_a_box_of_links_parts_an_article_only_where_the_names_do_not_go_on():
    box = "More from World News\nFishermen walk out over prices\nGovernor flies home"
    head = "Shells fall on Velmar harbour\nThe governor of Port Osk says that four people were killed in Velmar."
    goes_on, own = f"{head}\n{box}\nIn Port Osk and Velmar all was quiet at dusk.", f"{head}\n{box}\nGovernor Ost flew."
    page, blocks = lay_out(report(goes_on))
    assert len(page.stories) == 1
    assert [goes_on[b.start : b.end] for b in blocks if b.kind == "widget"] == box.splitlines()[1:]
    assert len(lay_out(report(own))[0].stories) == 2


def test_what_stands_above_the_only_byline_belongs_to_the_article_below_it():
    top = "Shells fall on Velmar\nVelmar had been quiet for weeks.\n10 March 2031\nSmoke over the harbour on Sunday"
    assert len(lay_out(report(f"{top}\n{PROSE}\n{MORE}"))[0].stories) == 1
    signed_below = f"{top}\n{PROSE}\n9 March 2031\nFishermen walk out over prices\n{OTHER}"
    assert len(lay_out(report(signed_below))[0].stories) > 1


def test_the_number_of_a_picture_is_no_sections_tag():
    assert len(lay_out(report(f"{PROSE}\n{MORE}\nTalks on the harbour\n8\n{OTHER}"))[0].stories) == 1


def test_a_headline_shown_twice_is_read_once():
    text = f"Shells fall on the harbour town of Velmar\nShells fall on the harbour town of Velmar\n{PROSE}"
    _, blocks = lay_out(report(text))
    assert [b.kind for b in blocks if b.is_read] == ["heading", "text"]


def test_links_below_the_last_prose_are_not_read():
    text = f"{PROSE}\n{MORE}\nMore on this story\nHow the harbour was lost\nFive things to know about Velmar"
    _, blocks = lay_out(report(text))
    assert [b.kind for b in blocks if b.is_read] == ["text", "text"]


def test_a_paragraph_told_again_is_a_repeat_and_still_read():
    text = f"{PROSE}\n{MORE}\n{PROSE[:-1]}, and others agreed."
    page, blocks = lay_out(report(text))
    assert [b.repeat for b in blocks] == [False, False, True]
    assert all(b.is_read for b in blocks)
    assert [f.kind for f in page.furniture] == ["repeat"]


POSTS = [
    (
        "Five boats burned tonight.… pic.twitter.com/abc123",
        "— Ana Torel / Ана (@torel) April 6, 2031",
        "Ana Torel",
        "2031-04-06",
    ),
    ("We treated 12 people. #Velmar", "— Velmar Clinic (@clinic) 6 April 2031", "Velmar Clinic", "2031-04-06"),
]


@pytest.mark.parametrize(("words", "signature", "author", "day"), POSTS)
def test_a_post_has_its_author_and_date_and_only_its_own_words(words, signature, author, day):
    text = f"{PROSE}\n{words}\n{signature}\n{MORE}"
    page, blocks = lay_out(report(text))
    (embed,) = page.embeds
    assert (embed.author, embed.date) == (author, day)
    assert text[embed.start : embed.end] == f"{words}\n{signature}"
    (block,) = [b for b in blocks if b.kind == "embed"]
    assert text[block.start : block.end] == words.split(" pic.")[0]
    where = attribution(text, embed.start, embed.end)
    assert where is not None
    assert text[where[0] : where[1]].startswith(author)
    assert text[where[0] : where[1]].endswith(")")


def test_a_post_of_two_lines_that_opens_with_an_emoji_is_one_block():
    text = f"{PROSE}\n🚨Watch this.\nThey burned five boats. pic.twitter.com/x1\n— Ana (@ana) April 6, 2031\n{MORE}"
    _, blocks = lay_out(report(text))
    assert [text[b.start : b.end] for b in blocks if b.kind == "embed"] == ["🚨Watch this.\nThey burned five boats."]


@pytest.mark.parametrize("text", ["", " \n\t\n", "“”", "\u202eשלום עולם\n", "🙂", "a" * 5000, "\x00\x01"])
def test_any_text_has_one_story_at_least_and_no_error(text):
    page, _ = lay_out(report(text))
    assert len(page.stories) == 1


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                PROSE,
                MORE,
                OTHER,
                "Loading...",
                "UAUkraine|",
                "10:45 GMT",
                "Talks fail",
                "",
                "— A (@a) May 3, 2031",
                "🙂 x",
            ]
        ),
        max_size=14,
    )
)
def test_blocks_lie_in_order_inside_the_text_and_never_overlap(lines):
    text = "\n".join(lines)
    page, blocks = lay_out(report(text))
    last = 0
    for b in blocks:
        assert last <= b.start <= b.end <= len(text)
        assert b.story < len(page.stories)
        last = b.end
    for span in (*page.stories, *page.furniture, *page.embeds):
        assert 0 <= span.start <= span.end <= len(text)


SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared seeds are not here")
def test_the_seeds_fall_into_the_stories_that_were_annotated():
    counts = []
    for path in sorted(SEEDS.glob("*.txt")):
        page, _ = lay_out(report(path.read_bytes().decode("utf-8")))
        counts.append(len(page.stories))
    assert counts == [1, 1, 4, 1, 1]


def test_a_standfirst_over_the_byline_belongs_to_the_story_below():
    text = (
        "Shells kill two in the border town of Osk\n"
        "Father and son die as officials count 40 breaches of the truce.\n"
        "By Ana Berg and News Agencies\nPublished On 10 Nov 2031\n"
        "Shells killed a father and his son in Osk on Monday, medics told the paper."
    )
    page, _ = lay_out(report(text))
    assert len(page.stories) == 1


def test_the_points_under_a_colon_are_read():
    text = (
        "The office said on Monday that the army has:\n• Shot at farmers 88 times\n• Held 23 people\nIt gave no names."
    )
    assert furniture(text) == {}


def test_numbered_links_of_a_box_are_furniture():
    text = "Shells hit Osk on Monday.\nlist of 2 items\n• list 1 of 2 Five more bodies returned to Osk\nend of list"
    assert "widget" in furniture(text).values()
    assert not any(b.is_read and "list 1" in text[b.start : b.end] for b in lay_out(report(text))[1])
