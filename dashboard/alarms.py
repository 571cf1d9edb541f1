"""What is wrong with the installation itself, as the pipelines last found it; for those who may see loads."""

import json

from dashboard import warehouse
from dashboard.access import Scope

UNREADABLE = {
    "code": "catatan-tak-terbaca",
    "subject": "alarms.json",
    "message_id": "catatan peringatan tidak terbaca.",
    "message_en": "the record of alarms cannot be read.",
    "fix_id": "Jalankan kinerja doctor.",
    "fix_en": "Run kinerja doctor.",
}


def alarms(scope: Scope) -> list[dict[str, str]]:
    """Return the alarms on record: code, subject, and what is wrong and what to do in both languages."""
    if not scope.may_see_loads:
        return []
    try:
        told = json.loads((warehouse.home() / "alarms.json").read_text(encoding="utf-8"))
        return [{name: str(alarm[name]) for name in UNREADABLE} for alarm in told["alarms"]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError):
        return [UNREADABLE]
