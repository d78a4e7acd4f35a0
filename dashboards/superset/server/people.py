"""People of the warehouse: whoever signs in here enters it as themselves, behind its walls."""

import fcntl
import hashlib
import hmac
import os
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path
from urllib.parse import urlsplit

from clickhouse_connect import dbapi
from flask import g
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool


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


def money(symbols):
    """How numbers of money read: in the currency of the reader's organization, asked once and never of another's."""
    known = {}

    def of_reader(_):
        reader = getattr(getattr(g, "user", None), "username", "")
        chain = reader.partition("@")[2]
        if chain and chain not in known:
            known[chain] = _currency()
        code = known.get(chain)
        sign = symbols.get(code, f"{code} ") if code else ""
        return {"d3_format": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": [sign, ""]}}

    return of_reader


def _currency():
    from superset import db
    from superset.models.core import Database

    with db.session.query(Database).filter_by(database_name="warehouse").one().get_raw_connection() as warehouse:
        cursor = warehouse.cursor()
        cursor.execute("select any(currency) from mart.branches")
        return cursor.fetchall()[0][0]


def only_oneself(query):
    from superset import security_manager

    return query.filter(security_manager.user_model.id == getattr(g.user, "id", None))


class People:
    """Gives each person their warehouse user; the password follows from a key that only this server holds."""

    def __init__(self, key, warehouse, users_file):
        self._key = key.encode()
        self._warehouse = urlsplit(warehouse)
        self._users_file = users_file
        self._doors = Doors()

    def password(self, person):
        return hmac.new(self._key, person.encode(), hashlib.sha256).hexdigest()

    def as_person(self, uri: URL, params, username, security_manager, source):
        if not username or "@" not in username:
            refuse()
        at = self._warehouse
        address = uri.set(host=at.hostname, port=at.port, username=username, password=self.password(username))
        return address, {**params, "creator": self._doors.of(address).connect}

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


class Doors:
    """Each person's own open connections: a new one asks for a thousand settings before the first chart's question."""

    PEOPLE = 100
    SECONDS = 600

    def __init__(self):
        self._pools = OrderedDict()
        self._lock = threading.Lock()

    def of(self, address):
        with self._lock:
            pool = self._pools.pop(address, None) or self._pool(address)
            self._pools[address] = pool
            if len(self._pools) > self.PEOPLE:
                self._pools.popitem(last=False)[1].dispose()
            return pool

    def _pool(self, address):
        def enter():
            # No session: no question of ours leaves anything for the next.
            return dbapi.connect(
                host=address.host, port=address.port, username=address.username, password=address.password,
                database=address.database, autogenerate_session_id=False,
            )

        return QueuePool(enter, pool_size=2, max_overflow=0, recycle=self.SECONDS, use_lifo=True)


def from_environment(environment):
    return People(
        environment["BLOOM_SUPERSET_PEOPLE_KEY"],
        environment["BLOOM_CLICKHOUSE_URL"],
        environment.get("BLOOM_CLICKHOUSE_USERS"),
    )
