"""What pages ask of the ledger: a screenful at a time, by index, whatever its size.

One module a subject, functions that take a `View` (and `as_of`, the last day of publication that counts). Rule: no
question may cost more when the ledger grows; what would, becomes a table that `relink` fills (`ledger.spread`).
"""
