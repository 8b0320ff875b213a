"""Arrow reads our Parquet files as it should. Usage: parquet.py FOLDER"""

import pathlib
import sys

import pyarrow as pa
import pyarrow.parquet as pq

files = sorted(pathlib.Path(sys.argv[1]).glob("*.parquet"))
for path in files:
    table = pq.read_table(path)
    assert table.num_rows == 3, path.name
    assert table.schema.field("id").type == pa.string() and table["id"].null_count == 0
    assert table.schema.field("claim_recorded").type == pa.timestamp("us", tz="UTC")
    for field in table.schema:
        value = field.type.value_type if pa.types.is_list(field.type) else field.type
        assert value in (pa.string(), pa.int64(), pa.float64(), pa.timestamp("us", tz="UTC")), field
victims = pq.read_table(pathlib.Path(sys.argv[1]) / "victim.parquet")
assert pa.types.is_list(victims.schema.field("citizenships").type)
print(f"pyarrow {pa.__version__} read {len(files)} files")
