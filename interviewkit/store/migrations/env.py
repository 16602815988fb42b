"""Run the revisions on the connection that `store.schema` hands over; there is no command-line use."""

from alembic import context

from interviewkit.store.models import Kept

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Kept.metadata,
    transactional_ddl=False,  # the caller's transaction holds the revisions, their record and what is derived
)
context.run_migrations()
