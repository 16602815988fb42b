"""`interviewkit workshop`: from who is invited to what was delivered, in one table of its verbs."""

from interviewkit.commands.shape import commands_app
from interviewkit.commands.workshop import after as workshop_after
from interviewkit.commands.workshop import board as workshop_board
from interviewkit.commands.workshop import room as workshop_room
from interviewkit.commands.workshop import vote as workshop_vote

DAY = """Hold a workshop: groups, dots, and what was delivered.

The order of a day: start, came, group (as many as there are); problem, voice and join, for what stands on the
board; pick, each group its top three, before anybody votes; vote, tally, choose. Then the week: deliver, end, mail.

For the days after: interviewkit report workshop.
"""

app = commands_app(text=DAY)
for verb in (
    *(workshop_room.start, workshop_room.came, workshop_room.group),
    *(workshop_board.problem, workshop_board.voice, workshop_board.join, workshop_board.pick),
    *(workshop_vote.vote, workshop_vote.tally, workshop_vote.choose),
    *(workshop_after.deliver, workshop_after.end, workshop_after.mail),
    *(workshop_room.show, workshop_room.undo),
):
    app.command()(verb)
app.command("list")(workshop_room.list_workshops)
