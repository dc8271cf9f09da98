"""Laws are searched for counter-examples without a time limit on each: machines differ."""

from hypothesis import settings

settings.register_profile("laws", deadline=None)
settings.load_profile("laws")
