"""The wall, asked: python walls.py SUPERSET PASSWORD. Everyone opens the same charts and sees their own rows only.

Its people are the demo's, or those that BLOOM_WALLS names: {"people": {e-mail: {"role", "branches"}}, "nobodies": [e-mail]},
where branches are all that one sees, by their numbers.
"""

import json
import os
import sys
import time

from person import Person

DEMO = {
    "people": {f"{role}@{chain}.demo": {"role": role, "chain": chain}
               for chain in ("pawsome", "tailwind") for role in ("owner", "manager", "analyst")},
    "nobodies": ["parent@pawsome.demo", "staff@pawsome.demo"],
}


class Walls:
    def __init__(self, superset, password, world):
        self.world = world
        self.people = {email: Person(superset, email, password) for email in world["people"]}
        self.nobodies = {email: Person(superset, email, password) for email in world.get("nobodies", [])}
        self.failures = []
        first = next(iter(self.people.values()))
        listed = first.get("/api/v1/dataset/", q="(page_size:100)").json()["result"]
        self.datasets = {d["table_name"]: d["id"] for d in listed}
        self.columns = {
            name: [c["column_name"] for c in first.get(f"/api/v1/dataset/{d}").json()["result"]["columns"]]
            for name, d in self.datasets.items()
        }

    def must(self, what, holds):
        print(("holds  " if holds else "BROKEN ") + what, flush=True)
        if not holds:
            self.failures.append(what)

    def with_role(self, *roles):
        return [email for email, one in self.world["people"].items() if one["role"] in roles]

    def rows(self, email, dataset, **query):
        return self.people[email].rows(self.datasets[dataset], **query)

    def seen(self, email):
        """Organization and branch of all that a person is shown in any chart."""
        found = set()
        for name, columns in self.columns.items():
            if "branch_id" in columns:
                rows = self.rows(email, name, columns=["organization_id", "branch_id"], metrics=[])
                found |= {(row["organization_id"], row["branch_id"]) for row in rows}
        return found

    def check(self):
        seen = {email: self.seen(email) for email in self.people}
        for email, rows in seen.items():
            roles = list((self.people[email].me() or {}).get("roles", {}))
            self.must(f"{email} ({', '.join(roles)}) sees {len(rows)} branches, of one organization",
                      len({o for o, _ in rows}) == 1)
            self.drill(email, rows)
            mine = self.world["people"][email].get("branches")
            if mine is not None:
                self.must(f"{email} sees exactly the own branches", {b for _, b in rows} == set(mine))
        for email in self.people:
            for where, foreign in self.foreign(email, seen).items():
                self.reach(email, where, foreign)
        if "people" in self.world and "chain" in next(iter(self.world["people"].values())):
            self.check_demo(seen)
        self.check_sql(seen)
        for email, person in self.nobodies.items():
            self.must(f"{email} does not come in", person.me() is None)

    def drill(self, email, seen):
        """From a tile to its rows: there are some, and they are those that the tile counts."""
        rows = self.people[email].drilled(self.datasets["readings_by_place"], [{"col": "kpi", "op": "IN", "val": ["bookings"]}])
        self.must(f"{email} drills to {len(rows)} rows of bookings, all of them the own",
                  bool(rows) and {row["kpi"] for row in rows} == {"bookings"}
                  and {(row["organization_id"], row["branch_id"]) for row in rows} <= seen)

    def check_demo(self, seen):
        for role in ("owner", "manager", "analyst"):
            self.must(f"the two chains' {role}s share no branch", not seen[f"{role}@pawsome.demo"] & seen[f"{role}@tailwind.demo"])
        self.must("a manager sees fewer branches than the chain's analyst",
                  seen["manager@pawsome.demo"] < seen["analyst@pawsome.demo"])

    @staticmethod
    def foreign(email, seen):
        """What others see and this person does not: of a rival in the same chain, and of another chain."""
        own = {o for o, _ in seen[email]}
        others = set().union(*seen.values()) - seen[email]
        found = {"a rival": {one for one in others if one[0] in own}, "another chain": {one for one in others if one[0] not in own}}
        return {where: places for where, places in found.items() if places}

    def reach(self, email, where, foreign):
        """By its number, as a file, through a filter."""
        branches = {branch for _, branch in foreign}
        only = [{"col": "branch_id", "op": "IN", "val": sorted(branches)}]
        self.must(f"{email} asks for the branches of {where} by their numbers: no row",
                  self.rows(email, "readings_by_place", columns=["branch_id"], metrics=["bookings"], filters=only) == [])
        text = self.people[email].csv(self.datasets["readings_by_place"], columns=["branch_id"], metrics=["bookings"])
        self.must(f"{email} exports CSV: nothing of {where}", text.strip() and not any(branch in text for branch in branches))
        offered = self.rows(email, "branches", columns=["branch_id"], metrics=[])
        self.must(f"{email} is offered no branch of {where} by a filter", not branches & {row["branch_id"] for row in offered})

    def check_sql(self, seen):
        for email in self.with_role("analyst")[:1]:
            database = self.people[email].get("/api/v1/database/").json()["result"][0]["id"]
            sql = {"database_id": database, "runAsync": False, "queryLimit": 100, "tab": "", "schema": "mart", "expand_data": False,
                   "sql": "select distinct toString(organization_id) as o, toString(branch_id) as b from mart.latest_readings"}
            answer = self.people[email].post("/api/v1/sqllab/execute/", {**sql, "client_id": f"w{int(time.time())}"})
            rows = {(row["o"], row["b"]) for row in answer.json()["data"]} if answer.ok else None
            self.must(f"{email}'s SQL sees what the charts see", bool(rows) and rows <= seen[email])
            for other in self.with_role("manager", "owner", "branch_manager", "franchise_owner"):
                refused = self.people[other].post("/api/v1/sqllab/execute/", {**sql, "client_id": f"m{int(time.time())}"})
                self.must(f"{other} writes no SQL", refused.status_code in (401, 403))


def main(superset, password):
    walls = Walls(superset, password, json.loads(os.environ.get("BLOOM_WALLS", "null")) or DEMO)
    walls.check()
    sys.exit(1 if walls.failures else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
