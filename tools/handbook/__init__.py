"""The documentation site: our pages as they are, and reference pages made from the code each time.

`python -m tools.handbook build` stages all of it in build/handbook and lets Zensical make build/site, strictly.
"""
