"""Can what is pledged sustain the force? Presence, rotation and gaps of a peace force over months; no combat.

`scenario` holds what is assumed, `schedule` what was found, `checking` whether it holds; only `solver` knows HiGHS.
"""
