"""What each role of the platform may do in Superset; roles.yml says it, this reads it."""

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Role:
    """A role of the platform and its counterpart here."""

    name: str
    label: str
    may: tuple


def _read():
    document = yaml.safe_load((Path(__file__).parent / "roles.yml").read_text())
    everyone = document["everyone"]
    return {
        name: Role(name, role["label"], tuple(tuple(pair) for pair in everyone + role.get("may", [])))
        for name, role in document["roles"].items()
    }


_ROLES = _read()


def all_roles():
    return list(_ROLES.values())


def named(name):
    """None for somebody who has no business here, such as a pet parent."""
    return _ROLES.get(name)


def mapping():
    return {role.name: [role.label] for role in _ROLES.values()}
