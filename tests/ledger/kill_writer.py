"""A writer to be killed: adds reports FIRST, FIRST + 1, … to LEDGER and prints each number once it is acknowledged.

It goes on until it is killed, or has added as many as the last argument says. With KILL_ALL it also judges the figures
of every third report apart (and prints `judged N`) and links all anew.
"""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from ledger_readings import one, with_figures

from trucewatch import ids
from trucewatch.ledger import Ledger
from trucewatch.model import Judgement, Verdict

if __name__ == "__main__":
    print("ready", flush=True)
    with Ledger.open(sys.argv[1]) as ledger:
        most = [int(each) for each in sys.argv[3:]]
        for number in itertools.islice(itertools.count(int(sys.argv[2])), *(most or [None])):
            ledger.add(with_figures(one(number), 25), added="2030-05-05T00:00:00Z")
            if number % 7 == 0:
                ledger.checkpoint()
            print(number, flush=True)
            if number % 3 == 0 and "KILL_ALL" in os.environ:
                a, b = sorted(each.figure_id for each in one(number).figures)
                at = f"2030-06-01T00:00:{number % 60:02}Z"
                named = ids.judgement_id(a, b, Verdict.DIFFERENT, "Ada", at)
                ledger.judge(Judgement(named, a, b, Verdict.DIFFERENT, "Ada", at))
                print(f"judged {named}", flush=True)
                ledger.relink()
