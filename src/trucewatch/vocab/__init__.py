"""Words as data: lists and tables in `data/`, each with a thin loader that reads it once.

Adding a word, a name or a whole war touches a file in `data/`, never code.
"""
