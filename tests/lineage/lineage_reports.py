"""One family and its neighbours, in our own words: a wire story, its copy and rewrite, a reporter on the spot."""

from __future__ import annotations

from trucewatch import ids
from trucewatch.model import Furniture, Page, Reading, Report, Story

WIRE = """VELMORA, Ostria (AP) — Shelling of a tram depot and a bakery in the Ostrian city of Velmora killed 23 people
on Sunday and wounded 71, the regional governor said, in the worst attack since the truce of March.

Gov. Ilse Karran said 6 of the dead were children who had queued for bread. Another 14 people are missing, she said.

"We will dig until the last stone is turned," Karran told reporters at the depot.

The army of Tessaly claimed that it had hit a column of 40 vehicles and killed 120 soldiers. The Ostrian General Staff
rejected this and said 9 shells had come from Mount Sarel.

The Joint Monitoring Group, led by Pol Derrin, counted 312 violations in the past week, 205 of them near the Arda
bridge. Derrin called for a meeting in Port Lissa within 48 hours.

About 1,800 residents left Velmora on 35 buses.
"""

COPY = (
    WIRE.replace("VELMORA, Ostria (AP) — ", "")
    .replace("Another 14 people are missing, she said.", "")
    .replace("\nAb", "\nab")
)

REWRITE = """Twenty-three people lost their lives and 71 were hurt when artillery struck a bakery and a tram depot in
Velmora on Sunday, the deadliest violation of Ostria's March truce so far.

Six children who were waiting for bread are among the victims, governor Ilse Karran said; 14 more residents remain
missing.

"We will search until the last stone is turned," she told journalists at the depot.

Tessaly's military confirmed the destruction of a column of 40 vehicles, in which 120 soldiers were killed. Ostria's
General Staff denied it: nine shells were fired from Mount Sarel.

Monitors headed by Pol Derrin registered 312 breaches within a week, 205 near the Arda bridge, and want to convene in
Port Lissa within 48 hours. Numerous residents fled Velmora by bus.
"""

PRESS_CONFERENCE = """At the gates of the burnt tram depot in Velmora, mothers held up photographs on Monday morning.

"I sent him for two loaves," said Anna Tell, whose son is one of 23 people whom the shells of Sunday killed.

Firemen from the harbour worked through the night with three cranes, and a school has been turned into a ward.
Doctor Henrik Moss treated burns on 18 patients; he was short of morphine.

"We will dig until the last stone is turned," governor Ilse Karran told reporters. She put the wounded at 71.

Prime Minister Odo Brandt flew in from the capital and promised each family 5,000 crowns. The opposition demanded a
debate in parliament on Thursday, and shops along the Arda stayed closed.
"""

RETOLD = """Observers had 312 breaches on their list for Ostria, {says}. They wish to see both sides at one table
soon. Near the Arda it was 205.

The worst came last: bread queues and a depot were under fire on Sunday in Velmora. Of the inhabitants 23 did not
survive it, 71 needed a doctor, let Ilse Karran be known; 6 were minors, and 14 were not found.

Tessaly speaks of 40 army lorries, a version that nobody here will hear of.
"""

ELSEWHERE = """Farmers in the north of Ostria expect the best harvest of wheat in 11 years, said the
ministry of agriculture.

Exports through Port Lissa reached 640,000 tonnes in June, a rise of 8 percent, according to customs officials.

Minister Jana Orlow said prices would stay stable. Rains in May helped the fields around Kestrel and Amberley.
"""


def report(
    text: str,
    *,
    outlet: str = "The Lantern",
    published: str | None = "2031-05-12",
    stories: tuple[Story, ...] = (),
    furniture: tuple[Furniture, ...] = (),
    authors: tuple[str, ...] = (),
) -> Reading:
    """Return a reading without figures: families need none."""
    sha256 = ids.text_hash(text)
    kept = Report(ids.report_id(None, outlet, sha256), outlet, text, sha256, outlet=outlet, authors=authors)
    page = Page(published=published, stories=stories or (Story(0, len(text)),), furniture=furniture)
    return Reading(kept, page, "test")
