"""clickhouse-connect's own ways against a server: insert, query, DataFrame, SQLAlchemy."""
import sys
import uuid
from datetime import date, datetime
from decimal import Decimal

import clickhouse_connect
import pandas
import sqlalchemy

host, port, user, password = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
client = clickhouse_connect.get_client(host=host, port=port, username=user, password=password)
client.command("create database if not exists contract")
client.command("drop table if exists contract.py")
client.command(
    "create table contract.py (id UUID, name String, status LowCardinality(String), day Date,"
    " at DateTime64(6, 'UTC'), price Decimal(8, 2), n Int64, absent Nullable(Int64), tags Array(String))"
    " engine = MergeTree order by n"
)
names = ["id", "name", "status", "day", "at", "price", "n", "absent", "tags"]
ident = uuid.UUID("019a1b2c-3d4e-7f50-8123-456789abcdef")
row = [ident, "Ärzte '1'", "no_show", date(2026, 11, 21), datetime(2026, 11, 21, 22, 45, 1, 123456),
       Decimal("123.45"), 1, None, ["a", "b"]]
client.insert("contract.py", [row], column_names=names)
back = client.query("select * from contract.py where n = {n:Int64}", parameters={"n": 1}).result_rows[0]
assert back[0] == ident and back[1] == row[1] and back[3] == row[3] and back[5] == row[5], back
assert back[7] is None and list(back[8]) == ["a", "b"], back

frame = pandas.DataFrame({"n": range(2, 50_002), "name": "x", "status": "s", "day": date(2026, 1, 1)})
client.insert_df("contract.py", frame)
read = client.query_df("select n, name from contract.py where n > 1 order by n")
assert len(read) == 50_000 and int(read["n"].sum()) == sum(range(2, 50_002)), len(read)

with client.query_row_block_stream("select number from numbers(300000)") as stream:
    assert sum(len(block) for block in stream) == 300_000
assert client.command("select count() from contract.py") == 50_001
assert client.raw_query("select 1", fmt="CSV") == b"1\n"
for compression in ("lz4", "zstd", "gzip"):
    packed = clickhouse_connect.get_client(
        host=host, port=port, username=user, password=password, compress=compression)
    assert packed.query("select sum(number) from numbers(100000)").result_rows[0][0] == 4999950000
    packed.insert("contract.py", [[50_000 + len(compression)]], column_names=["n"])
try:
    client.query("select nothing")
    raise AssertionError("an error is an error")
except clickhouse_connect.driver.exceptions.DatabaseError as refused:
    assert "47" in str(refused), refused
from clickhouse_connect.driver.external import ExternalData
brought = ExternalData(file_name="ids", fmt="CSV", structure=["a UInt32"], data=b"1\n2\n")
assert client.query("select count() from contract.py where n in ids", external_data=brought).result_rows == [(2,)]

engine = sqlalchemy.create_engine(f"clickhousedb://{user}:{password}@{host}:{port}/contract")
with engine.connect() as connection:
    assert connection.execute(sqlalchemy.text("select max(n) from contract.py where status = 's'")).scalar() == 50_001
    tables = [row[0] for row in connection.execute(sqlalchemy.text("show tables from contract"))]
    assert "py" in tables, tables
    reflected = sqlalchemy.Table("py", sqlalchemy.MetaData(schema="contract"), autoload_with=connection)
    assert {column.name for column in reflected.columns} == set(names), reflected.columns
    query = sqlalchemy.select(sqlalchemy.func.count()).select_from(reflected).where(reflected.c.status == "s")
    assert connection.execute(query).scalar() == 50_000
client.command("drop table contract.py")
print("all of it", clickhouse_connect.__version__ if hasattr(clickhouse_connect, "__version__") else "")
