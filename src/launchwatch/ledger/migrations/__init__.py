"""Migrations of a ledger in a database, in the order of their numbers; run by Alembic when it is opened."""
