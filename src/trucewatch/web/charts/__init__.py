"""Charts drawn on the server as SVG: no script, readable without colour, with a text for those who cannot see them.

Each takes records and returns markup; styles stand in the one style sheet, values in attributes.
"""
