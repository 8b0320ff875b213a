"""FollowTheMoney loads our schemata beside its own and makes entities of them. Usage: ftm.py FOLDER TABLE

TABLE is our table of the schemata that FollowTheMoney has itself; it must say the same as the package.
"""

import json
import pathlib
import shutil
import sys
import tempfile

import yaml
from followthemoney.model import Model
from followthemoney.settings import MODEL_PATH


def check_table(path):
    """Our table names the same ancestors, properties, captions and edges as the package."""
    table = json.loads(path.read_text(encoding="utf-8"))
    stock = {}
    for file in pathlib.Path(MODEL_PATH).rglob("*.yaml"):
        stock.update(yaml.safe_load(file.read_text(encoding="utf-8")))
    assert table.keys() == stock.keys(), table.keys() ^ stock.keys()
    for name, ours in table.items():
        theirs = stock[name]
        for key in ("extends", "featured", "caption"):
            assert ours.get(key, []) == theirs.get(key, []), (name, key)
        assert ours.get("properties", []) == list(theirs.get("properties", {})), name
        edge = theirs.get("edge")
        expected = edge and {key: edge.get(key, True) for key in ("source", "target", "directed")}
        assert ours.get("edge") == expected, name


def extended_model(folder):
    """The model of FollowTheMoney with our schemata in the same folder, as FTM_MODEL_PATH wants it."""
    with tempfile.TemporaryDirectory() as both:
        shutil.copytree(MODEL_PATH, both, dirs_exist_ok=True)
        for file in folder.glob("*.yaml"):
            assert not (pathlib.Path(both) / file.name).exists(), f"{file.name} would replace one of theirs"
            shutil.copy(file, both)
        return Model(both)


def check_schema(model, stock, name):
    """Our schema overrides no property of its ancestors and points only to schemata that there are."""
    schema = model[name]
    inherited = {prop for parent in schema.extends for prop in parent.properties}
    own = [prop for prop in schema.properties.values() if prop.schema == schema and not prop.stub]
    assert own and not inherited.intersection(prop.name for prop in own), name
    for prop in own:
        assert prop.type.name != "entity" or prop.range is not None, prop.qname
    assert any(parent.name in stock.schemata for parent in schema.extends), name
    assert "Victim" not in model.schemata


def check_entity(model):
    act = model.make_entity("CorruptAct")
    act.id = "act"
    written = {"stage": "T4", "act": "A18", "date": "2017-05", "country": "tha", "amount": "300", "currency": "USD"}
    for prop, value in written.items():
        act.add(prop, value, quiet=False)
        assert act.get(prop), prop
    act.schema.validate({"properties": {prop: act.get(prop) for prop in written}})
    assert act.schema.is_a("Event") and act.caption, act.caption


folder, table = map(pathlib.Path, sys.argv[1:])
check_table(table)
stock, model = Model(MODEL_PATH), extended_model(folder)
ours = sorted(file.stem for file in folder.glob("*.yaml"))
assert set(model.schemata) == set(stock.schemata) | set(ours)
for name in ours:
    check_schema(model, stock, name)
check_entity(model)
print(f"followthemoney loaded {', '.join(ours)}")
