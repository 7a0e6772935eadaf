"""All that can happen to a living city, and a step of its life."""

from __future__ import annotations

from random import Random

from tests.life import changes, mishaps
from tests.life.changes import Edit
from tests.life.city import LivingCity

CONTENT: tuple[Edit, ...] = (
    changes.add_report,
    changes.edit_report,
    changes.delete_report,
    changes.rename_report,
    changes.move_report,
    changes.rename_by_case,
    changes.touch_report,
    changes.edit_report_in_secret,
    changes.break_or_mend_report,
    changes.toggle_draft,
    changes.toggle_date,
    changes.toggle_expiry,
    changes.toggle_urgency,
    changes.toggle_plan,
    changes.toggle_alias,
    changes.toggle_topics,
    changes.refer,
    changes.refer,
    changes.edit_beside,
    changes.edit_profile,
    changes.edit_page,
    changes.edit_dataset,
    changes.edit_photo,
    changes.delete_or_restore_unit_folder,
)
SETTING: tuple[Edit, ...] = (
    changes.rename_unit,
    changes.close_or_open_unit,
    changes.add_or_remove_unit,
    changes.reorder_register,
    changes.edit_tiles,
    changes.edit_site,
    changes.edit_template,
    changes.edit_style,
    changes.edit_generator,
    changes.step_clock,
    changes.toggle_drafts,
    changes.toggle_future,
)
MISHAP: tuple[Edit, ...] = (
    mishaps.delete_state,
    mishaps.corrupt_state,
    mishaps.delete_cache,
    mishaps.delete_stage,
    mishaps.damage_stage,
    mishaps.delete_output,
    mishaps.damage_rows,
    mishaps.kill_build,
    mishaps.kill_recovery,
    mishaps.build_one_unit,
    mishaps.check_only,
)
# Content changes most; a clock that moves and a build that dies come with all the rest.
EVENTS: tuple[Edit, ...] = (
    *CONTENT,
    *CONTENT,
    *SETTING,
    changes.step_clock,
    *MISHAP,
    mishaps.kill_build,
)


def live(city: LivingCity, events: tuple[Edit, ...], chance: Random) -> str:
    """Let the events happen, then hold the site to a clean build; return the differences."""
    for event in events:
        city.count(event.__name__)
        event(city, chance)
    return city.check()
