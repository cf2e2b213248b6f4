"""What a hidden check is written with; it runs inside the checker and imports nothing else of the package.

from roadmap_lab.checks import Api, Values, check

@check("GET /notes/{id} gives the note", hints=["Look the id up before you answer."], needs=["create"])
def test_read_one(api: Api, values: Values) -> None:
    note = api.post("/notes", json={"title": values.title()}).status(201).object()
    api.get(f"/notes/{note['id']}").status(200).matches(note)
"""

from roadmap_lab.checks.client import Api
from roadmap_lab.checks.collision import collide
from roadmap_lab.checks.declaration import check
from roadmap_lab.checks.failure import CheckFailed
from roadmap_lab.checks.pod import Pod
from roadmap_lab.checks.reply import Reply
from roadmap_lab.checks.values import Values
from roadmap_lab.checks.waiting import eventually, never

__all__ = ["Api", "CheckFailed", "Pod", "Reply", "Values", "check", "collide", "eventually", "never"]
