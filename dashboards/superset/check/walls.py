"""The wall, asked: python walls.py SUPERSET DEMO_PASSWORD. Everyone opens the same charts and sees their own rows only."""

import sys
import time

from person import Person

PEOPLE = [f"{role}@{chain}.demo" for chain in ("pawsome", "tailwind") for role in ("owner", "manager", "analyst")]
NOBODIES = ["parent@pawsome.demo", "staff@pawsome.demo"]


def main(superset, password):
    people = {email: Person(superset, email, password) for email in PEOPLE}
    first = people["analyst@pawsome.demo"]
    datasets = {d["table_name"]: d["id"] for d in first.get("/api/v1/dataset/", q="(page_size:100)").json()["result"]}
    seen = {}
    for email, person in people.items():
        rows = person.rows(datasets["readings_by_place"], columns=["organization_id", "branch"], metrics=["net_sales"])
        seen[email] = {(row["organization_id"], row["branch"]) for row in rows}
        print(f"{email:24} {len(seen[email]):3} branches of {len({o for o, _ in seen[email]})} organization(s), "
              f"roles {list((person.me() or {}).get('roles', {}))}")
    failures = []

    def must(what, holds):
        print(("holds  " if holds else "BROKEN ") + what)
        if not holds:
            failures.append(what)

    for email, rows in seen.items():
        must(f"{email} sees rows, of one organization", len({o for o, _ in rows}) == 1)
    for role in ("owner", "manager", "analyst"):
        must(f"the two chains' {role}s share no row", not seen[f"{role}@pawsome.demo"] & seen[f"{role}@tailwind.demo"])
    must("an owner sees fewer branches than the chain's analyst or as many",
         seen["owner@pawsome.demo"] <= seen["analyst@pawsome.demo"])
    must("a manager sees fewer branches than the chain's analyst",
         seen["manager@pawsome.demo"] < seen["analyst@pawsome.demo"])
    theirs = next(iter(seen["analyst@tailwind.demo"]))
    other = {"col": "organization_id", "op": "==", "val": theirs[0]}
    must("asked for the other chain by name there is no row",
         first.rows(datasets["readings_by_place"], columns=["branch"], metrics=["net_sales"], filters=[other]) == [])
    sql = {"database_id": first.get("/api/v1/database/").json()["result"][0]["id"], "runAsync": False, "queryLimit": 100,
           "sql": "select distinct organization_id from mart.latest_readings", "client_id": f"w{int(time.time())}", "tab": "",
           "schema": "mart", "expand_data": False}
    answer = first.post("/api/v1/sqllab/execute/", sql)
    must("an analyst's SQL sees one organization", answer.ok and len(answer.json()["data"]) == 1)
    refused = people["manager@pawsome.demo"].post("/api/v1/sqllab/execute/", {**sql, "client_id": f"m{int(time.time())}"})
    must("a manager writes no SQL", refused.status_code in (401, 403))
    for email in NOBODIES:
        must(f"{email} does not come in", Person(superset, email, password).me() is None)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
