"""The checks of a plan file, in the order in which their problems are told.

Numbers are those of the plan chapter of the coordinators' guide. Each check is one function
from a `Draft` to its problems; a new one is written beside these and added here.
"""

from chalicelib.domain.planfile.checks.answers import dead_ends, loops, needless_confirmations
from chalicelib.domain.planfile.checks.carrier_words import invited_carrier_words
from chalicelib.domain.planfile.checks.clocks import clock_changes
from chalicelib.domain.planfile.checks.crowd import (
    empty_segments,
    many_kinds,
    unsupported_hosts,
)
from chalicelib.domain.planfile.checks.demand import (
    missing_demand,
    unidentified_targets,
    vague_demands,
)
from chalicelib.domain.planfile.checks.first_texts import unsigned_texts, unstoppable_texts
from chalicelib.domain.planfile.checks.hours import early_closes, unreasoned_hours
from chalicelib.domain.planfile.checks.languages import languages_out_of_step
from chalicelib.domain.planfile.checks.leaders import broken_paths, late_follow_ups
from chalicelib.domain.planfile.checks.names import shared_names, unknown_names
from chalicelib.domain.planfile.checks.numbers import numbers_not_shown
from chalicelib.domain.planfile.checks.openings import shut_sends
from chalicelib.domain.planfile.checks.order import late_ends, late_nudges, late_sends
from chalicelib.domain.planfile.checks.past import past_dates
from chalicelib.domain.planfile.checks.results import (
    early_debriefs,
    results_to_nobody,
    unsigned_results,
)
from chalicelib.domain.planfile.checks.risk import listed_signatories, telling_texts
from chalicelib.domain.planfile.checks.segments import dear_texts
from chalicelib.domain.planfile.checks.senders import unanswerable_asks, unusable_senders
from chalicelib.domain.planfile.checks.targets import (
    implausible_goals,
    late_post,
    shut_offices,
    strange_callers,
)
from chalicelib.domain.planfile.checks.variables import unknown_variables
from chalicelib.domain.planfile.checks.waves import (
    dear_waves,
    unending_waves,
    unpriced_currencies,
)
from chalicelib.domain.planfile.draft import Check

OF_TEXTS: tuple[Check, ...] = (
    missing_demand,  # 2
    vague_demands,  # 2
    languages_out_of_step,  # 2
    unknown_variables,  # 2
    dear_texts,  # 3
    unsigned_texts,  # 4
    unstoppable_texts,  # 4
    unsigned_results,  # 4
    invited_carrier_words,  # 5
    numbers_not_shown,  # 5
    telling_texts,  # 10
    listed_signatories,  # 10
)
"""They look at one text or part at a time, so they hold in a file that has other mistakes."""

OF_THE_WHOLE: tuple[Check, ...] = (
    unknown_names,  # 1
    shared_names,  # 1
    dead_ends,  # 1
    loops,  # 1
    needless_confirmations,  # 1
    unidentified_targets,  # 2
    unanswerable_asks,  # 6
    unusable_senders,  # 6
    unending_waves,  # 7
    dear_waves,  # 7
    unpriced_currencies,  # 7
    past_dates,  # 8
    clock_changes,  # 8
    shut_sends,  # 8
    unreasoned_hours,  # 8
    early_closes,  # 8
    late_sends,  # 8
    late_nudges,  # 8
    late_ends,  # 8
    broken_paths,  # 8
    early_debriefs,  # 8
    results_to_nobody,  # 8
    late_follow_ups,  # 8
    shut_offices,  # 9
    late_post,  # 9
    strange_callers,  # 9
    implausible_goals,  # 9
    empty_segments,  # 10
    many_kinds,  # 10
    unsupported_hosts,  # 10
)
"""They follow names from one part to another."""
