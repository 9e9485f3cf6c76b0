"""The desk: pages and an API over the ledger, served to a browser on this machine.

Reads only through `View` and the questions of `ledger.pages`, one read-only connection a request; writes judgements,
nothing else. Everything that reports say is escaped and made harmless before it is shown.
"""
