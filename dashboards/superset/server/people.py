"""People of the warehouse: whoever signs in here enters it as themselves, behind its walls."""

import fcntl
import hashlib
import hmac
import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from flask import g
from sqlalchemy.engine import URL


def refuse():
    """Superset itself has no rows to see: a question without a person is not asked."""
    from superset.db_engine_specs.exceptions import SupersetDBAPIConnectionError

    raise SupersetDBAPIConnectionError("Sign in to ask the warehouse.")


def name(user_id, organization_id):
    """A person's name in Superset and in the warehouse; nothing of it says who they are."""
    return f"{user_id}@{organization_id}"


def organization():
    """The reader's organization, for the rule of the second wall; nobody's where nobody reads."""
    reader = getattr(getattr(g, "user", None), "username", "")
    return reader.partition("@")[2] or "00000000-0000-0000-0000-000000000000"


def only_oneself(query):
    from superset import security_manager

    return query.filter(security_manager.user_model.id == getattr(g.user, "id", None))


class People:
    """Gives each person their warehouse user; the password follows from a key that only this server holds."""

    def __init__(self, key, warehouse, users_file):
        self._key = key.encode()
        self._warehouse = urlsplit(warehouse)
        self._users_file = users_file

    def password(self, person):
        return hmac.new(self._key, person.encode(), hashlib.sha256).hexdigest()

    def as_person(self, uri: URL, params, username, security_manager, source):
        if not username or "@" not in username:
            refuse()
        at = self._warehouse
        return uri.set(
            host=at.hostname, port=at.port, username=username, password=self.password(username)
        ), params

    def admit(self, person, organization_id, branch_ids):
        """Writes what the token said they may see; where the warehouse is a server, its administrator does."""
        if self._users_file:
            self._put(person, organization_id, branch_ids)

    def _line(self, person, organization_id, branch_ids):
        # Drawn once from the key, so that the same person with the same scope is the same line.
        salt = self.password("salt of " + person)[:16]
        digest = hashlib.sha256((self.password(person) + salt).encode()).hexdigest()
        # A star is every branch, so that a list that was lost is never taken for everything.
        branches = ",".join(sorted(branch_ids)) or "*"
        return f"{person}:person:{digest}/{salt}:{organization_id}:{branches}"

    def _put(self, person, organization_id, branch_ids):
        """As the runner's UsersFile does: under the same lock, whole or not at all."""
        path = Path(self._users_file)
        with open(path.with_name(path.name + ".lock"), "a") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX)
            line = self._line(person, organization_id, branch_ids)
            lines = path.read_text().splitlines() if path.exists() else []
            if line in lines:
                return
            others = [old for old in lines if not old.startswith(person + ":")]
            handle, fresh = tempfile.mkstemp(dir=path.parent, prefix="users", suffix=".new")
            with os.fdopen(handle, "w") as file:
                file.write("\n".join([*others, line]) + "\n")
            os.replace(fresh, path)


def from_environment(environment):
    return People(
        environment["BLOOM_SUPERSET_PEOPLE_KEY"],
        environment["BLOOM_CLICKHOUSE_URL"],
        environment.get("BLOOM_CLICKHOUSE_USERS"),
    )
