"""Superset's own rule, alone: with the warehouse's wall taken away it still shows one organization only.

start.sh check/second_wall.py ADDRESS [PERSON], with the server's environment: ADDRESS is that of a user of the warehouse who
sees every organization. PERSON is a user's name in Superset; without one, somebody who has signed in before.
"""

import sys

from sqlalchemy.engine import make_url



def organizations(dataset, reader):
    """Whose rows a chart of this reader would show."""
    from superset.utils.core import override_user

    query = {
        "columns": ["organization_id"], "metrics": [], "groupby": [], "filter": [], "is_timeseries": False, "granularity": None,
        "from_dttm": None, "to_dttm": None, "row_limit": 1000, "extras": {},
    }
    with override_user(reader):
        return set(dataset.query(query).df["organization_id"].astype(str))


def main(address, name=None):
    from superset.app import create_app

    app = create_app()
    from superset import db, security_manager
    from superset.connectors.sqla.models import SqlaTable  # Its columns want an app first.

    everyone = make_url(address)
    # The control of this test: whoever asks enters the warehouse as somebody who sees all of it.
    app.config["DB_CONNECTION_MUTATOR"] = lambda uri, params, *_: (
        uri.set(host=everyone.host, port=everyone.port, username=everyone.username, password=everyone.password), params)
    failures = proofs = 0
    with app.test_request_context():
        names = [user.username for user in security_manager.get_all_users() if "@" in user.username]
        reader = security_manager.find_user(username=name or names[0])
        own = reader.username.partition("@")[2]
        for dataset in db.session.query(SqlaTable).order_by(SqlaTable.table_name).all():
            if not any(column.column_name == "organization_id" for column in dataset.columns):
                continue
            seen = organizations(dataset, reader)
            rules, security_manager.get_rls_filters = security_manager.get_rls_filters, lambda _: []
            bare = organizations(dataset, reader)
            security_manager.get_rls_filters = rules
            # A table in which only one organization has rows proves nothing, but must show nobody else's.
            holds = seen <= {own} and (len(bare) < 2 or seen < bare)
            failures += not holds
            proofs += len(bare) > 1
            print(f"{'holds ' if holds else 'BROKEN'} {dataset.table_name}: {len(seen)} organization(s), {len(bare)} without the rule")
    print(f"{proofs} datasets in which the rule alone hid somebody")
    sys.exit(0 if proofs and not failures else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
