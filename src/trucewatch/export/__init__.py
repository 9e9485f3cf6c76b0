"""What is kept, told in the words of other data sets: one module a standard, a record at a time, nothing made up.

A cell that claims cannot fill stays empty, never 0; a number comes with its rule, members and sources. `catalogue`
lists the formats, `tables` the views, `bundle` packs the evidence. Boards are handed in as rows.
"""
