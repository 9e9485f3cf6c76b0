"""How well does the reader read? Scores it against annotated reports, public sets and cases of our own.

Not part of the package that is shipped. Public sets lie beside the project and are only read from there; each set is
a module with one function that takes its folder and options and returns a `Score`.
"""
