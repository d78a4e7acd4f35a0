"""What Superset exports is what the files say: python round_trip.py, with the server's environment."""

import json
import sys
from pathlib import Path

import yaml

ASSETS = Path(__file__).parent.parent / "assets"
# Numbers of rows in one Superset's own database; uuids tie the files instead.
OWN_NUMBERS = {"chartId", "datasource", "datasetId", "global_chart_configuration", "chart_configuration"}
NAMES = ("column_name", "metric_name")


def _unpacked(key, value):
    """A dataset's export leaves a measure's extras packed as text; its import takes both."""
    return json.loads(value) if key == "extra" and isinstance(value, str) and value else value


def without_numbers(value):
    if isinstance(value, dict):
        plain = {k: without_numbers(_unpacked(k, v)) for k, v in value.items() if k not in OWN_NUMBERS}
        return {k: v for k, v in plain.items() if v not in (None, {}, [], "")}
    if isinstance(value, list):
        plain = [without_numbers(v) for v in value]
        named = [next((v[k] for k in NAMES if k in v), None) if isinstance(v, dict) else None for v in plain]
        # Columns and measures come out in the database's order, which says nothing.
        return plain if None in named else [v for _, v in sorted(zip(named, plain), key=lambda pair: pair[0])]
    return value


def by_identity(texts):
    contents = (yaml.safe_load(text) for text in texts)
    return {c["uuid"]: without_numbers(c) for c in contents if "uuid" in c}


def exported(app):
    from superset import db
    from superset.commands.database.export import ExportDatabasesCommand
    from superset.commands.dashboard.export import ExportDashboardsCommand
    from superset.commands.dataset.export import ExportDatasetsCommand
    from superset.connectors.sqla.models import SqlaTable
    from superset.models.core import Database
    from superset.models.dashboard import Dashboard

    texts = []
    exports = ((ExportDashboardsCommand, Dashboard), (ExportDatasetsCommand, SqlaTable), (ExportDatabasesCommand, Database))
    # The last one counts: only the database's own export names its columns as the import reads them.
    for command, model in exports:
        for _, text in command([row.id for row in db.session.query(model).all()]).run():
            texts.append(text())
    return texts


def main():
    from flask import g
    from superset import security_manager
    from superset.app import create_app

    import prepare

    app = create_app()
    with app.test_request_context():
        g.user = security_manager.find_user(username=prepare.IMPORTER)
        theirs = by_identity(exported(app))
    ours = by_identity(path.read_text() for path in ASSETS.rglob("*.yaml"))
    different = 0
    for identity in sorted(ours.keys() | theirs.keys()):
        mine, its = ours.get(identity), theirs.get(identity)
        if mine == its:
            continue
        different += 1
        name = (mine or its).get("slice_name") or (mine or its).get("dashboard_title") or (mine or its).get("table_name")
        print(f"{name}: {[k for k in (mine or {}).keys() | (its or {}).keys() if (mine or {}).get(k) != (its or {}).get(k)]}")
        if "-v" in sys.argv:
            for k in (mine or {}).keys() | (its or {}).keys():
                if (mine or {}).get(k) != (its or {}).get(k):
                    print("   files", str((mine or {}).get(k))[:400], "\n   export", str((its or {}).get(k))[:400])
    print(f"{len(ours)} files, {len(theirs)} exported, {different} different")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
