"""A training plan under a budget: which courses, how many sessions, who sits in them, and how good that is at best.

problem → ladders → crowds → program (HiGHS) → seating → plan. Everything counts in integers, so that equal inputs
give equal plans: levels, hours (JP) and weights in hundredths, money in rupiah, value in ten-thousandths of a
weighted level.
"""
