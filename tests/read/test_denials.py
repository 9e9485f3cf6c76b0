"""Who denies which figure, what nobody could verify, and which troops are there and not only proposed."""

import pytest

from trucewatch.ids import report_id, text_hash
from trucewatch.model import Report
from trucewatch.read import read


def status(text):
    """Return the status and deniers of each figure of a text, in order."""
    digest = text_hash(text)
    figures = read(Report(report_id(None, None, digest), "r.txt", text, digest, published="2031-05-06")).figures
    return [(str(f.status), f.denied_by) for f in figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels said 14 soldiers were killed, a figure Osk disputes.", "denied"),
        ("The rebels said 14 soldiers were killed, a version that the army called “a fable”.", "denied"),
        ("The rebels said 14 civilians were killed. The army denies targeting civilians.", "asserted"),
        ("The rebels said 14 men were killed. The army rejected suggestions that it had broken the truce.", "asserted"),
        ("The rebels said 14 men were killed. In a statement, the army denied that the truce was over.", "asserted"),
        ("The rebels said 14 men were killed. Neither account could be checked independently.", "unverified"),
        ("There was no independent confirmation of the claim that 14 people had died.", "unverified"),
        ("The mission trained 120 soldiers in the north last month.", "asserted"),
        ("Experts put the militia’s strength at 1,500 fighters.", "asserted"),
        ("Britain could send 1,500 soldiers.", "proposed"),
        ("The minister said Britain would send 1,500 soldiers.", "planned"),
        ("Britain would send 1,500 soldiers.", "planned"),
        ("Of 900 trucks of aid that should have come, few did.", "planned"),
        ("A house in Osk was hit. No one was hurt. The army called the report untrue.", "asserted"),
        ("The army said no one was hurt in Osk. The rebels called the report untrue.", "denied"),
        ("Some 300 families could be moved if shelling began.", "conditional"),
    ],
)
def test_a_figure_has_the_status_its_report_gives_it(text, expected):
    assert status(text)[0][0] == expected


def test_the_denier_is_who_speaks_and_not_who_is_spoken_of():
    text = (
        "The army said rockets killed six people. Rebel spokesman Teodor Brek maintained that army guns had fired "
        "first and rejected the claim."
    )
    assert status(text)[0] == ("denied", ("Teodor Brek",))
