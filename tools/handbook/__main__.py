"""`python -m tools.handbook`: make the site in build/handbook/site; exit code 1 where a link is broken."""

from __future__ import annotations

import subprocess
import sys

from tools.handbook.build import build, stage
from tools.handbook.pages import ROOT, PageError


def main() -> int:
    """Stage and build; say where the site lies."""
    folder = ROOT / "build" / "handbook"
    try:
        stage(folder)
        site = build(folder)
    except PageError as error:
        print(f"docs: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError:
        print("docs: the pages above have faults; nothing was made", file=sys.stderr)
        return 1
    shown = site.relative_to(ROOT)
    print(f"docs: {shown}/index.html; with search: python3 -m http.server --directory {shown} --bind 127.0.0.1 8000")
    return 0


if __name__ == "__main__":
    sys.exit(main())
