"""Looks once a week at every page elsewhere to which the site leads: is it still there, and still theirs?"""
