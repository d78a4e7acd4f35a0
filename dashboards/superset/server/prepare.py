"""Before the server starts: its database, roles, the second wall and the dashboards from their files."""

import hashlib
import io
import os
import sys
import zipfile
from pathlib import Path

import yaml

HERE = Path(__file__).parent
ASSETS = HERE.parent / "assets"
IMPORTER = "importer"


def main():
    marker = Path(os.environ["BLOOM_SUPERSET_STATE"]) / "prepared"
    now = fingerprint()
    if marker.exists() and marker.read_text() == now:
        return
    from superset.app import create_app

    app = create_app()
    with app.app_context():
        say("its database")
        from flask_migrate import upgrade

        upgrade(directory=str(Path(sys.modules["superset"].__file__).parent / "migrations"))
        say("roles")
        make_roles(app)
        say("dashboards")
        import_assets(app)
        make_second_wall()
    marker.write_text(now)


def say(what):
    print(f"superset: preparing {what}", flush=True)


def fingerprint():
    """Of everything that decides what stands in the database, so that a restart has nothing to do."""
    digest = hashlib.sha256()
    for path in sorted([*HERE.glob("*"), *ASSETS.rglob("*.yaml"), HERE.parent / "requirements.txt"]):
        if path.is_file():
            digest.update(str(path.relative_to(HERE.parent)).encode() + path.read_bytes())
    return digest.hexdigest()


def make_roles(app):
    from superset import appbuilder, db, security_manager

    import roles

    appbuilder.add_permissions(update_perms=True)
    security_manager.sync_role_definitions()
    unknown = set()
    for role in roles.all_roles():
        stored = security_manager.add_role(role.label) or security_manager.find_role(role.label)
        pairs = {pair: security_manager.find_permission_view_menu(*pair) for pair in role.may}
        unknown.update(pair for pair, stands in pairs.items() if stands is None)
        stored.permissions = [stands for stands in pairs.values() if stands is not None]
    if unknown:
        raise SystemExit(f"roles.yml names what this Superset does not know: {sorted(unknown)}")
    if security_manager.find_user(username=IMPORTER) is None:
        # Owns the dashboards; nobody can sign in as it, since the issuer knows no such person.
        security_manager.add_user(
            IMPORTER, "BloomPetOS", "Insights", IMPORTER + "@bloom.invalid",
            security_manager.find_role("Admin"), password=os.urandom(24).hex(),
        )
    db.session.commit()


def bundle(folder=ASSETS):
    """The files as one archive, as Superset's own export looks."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted(folder.rglob("*.yaml")):
            file.write(path, str(Path("assets") / path.relative_to(folder)))
    archive.seek(0)
    return archive


def contents_of(archive):
    with zipfile.ZipFile(archive) as file:
        return {name.split("/", 1)[1]: file.read(name).decode() for name in file.namelist()}


def import_assets(app):
    from flask import g
    from superset import security_manager
    from superset.commands.importers.v1.assets import ImportAssetsCommand

    contents = contents_of(bundle())
    with app.test_request_context():
        g.user = security_manager.find_user(username=IMPORTER)
        ImportAssetsCommand(contents).run()


def make_second_wall():
    from superset import db
    from superset.connectors.sqla.models import RowLevelSecurityFilter, SqlaTable
    from superset.utils.core import RowLevelSecurityFilterType

    clause = yaml.safe_load((HERE / "roles.yml").read_text())["rows"]
    name = "own organization"
    rule = db.session.query(RowLevelSecurityFilter).filter_by(name=name).one_or_none()
    if rule is None:
        rule = RowLevelSecurityFilter(name=name)
        db.session.add(rule)
    # A base rule holds for every role that is not named, so for all.
    rule.filter_type = RowLevelSecurityFilterType.BASE
    rule.clause = clause
    rule.roles = []
    rule.tables = [
        table
        for table in db.session.query(SqlaTable).all()
        if any(column.column_name == "organization_id" for column in table.columns)
    ]
    db.session.commit()


if __name__ == "__main__":
    main()
