"""FollowTheMoney reads our entities and statements with our schemata beside its own. Usage: entities.py FOLDER"""

import json
import os
import pathlib
import shutil
import sys
import tempfile

folder = pathlib.Path(sys.argv[1])
with tempfile.TemporaryDirectory() as both:
    # The model is read when the package is imported, so the folder has to be there before.
    import importlib.util

    package = pathlib.Path(importlib.util.find_spec("followthemoney").origin).parent
    shutil.copytree(package / "schema", both, dirs_exist_ok=True)
    for file in folder.glob("*.yaml"):
        shutil.copy(file, both)
    os.environ["FTM_MODEL_PATH"] = both

    from followthemoney import model
    from followthemoney.dataset import Dataset
    from followthemoney.statement import StatementEntity
    from followthemoney.statement.serialize import CSV, read_path_statements
    from followthemoney.types.language import LanguageType

    assert "CorruptAct" in model.schemata and "Victim" not in model.schemata
    assert LanguageType.LANGUAGES, "our table of languages is taken from this one"
    entities = {}
    for line in (folder / "entities.jsonl").read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        proxy = model.get_proxy(data)
        proxy.schema.validate({"properties": proxy.properties})
        for name, values in data["properties"].items():
            assert sorted(proxy.get(name)) == sorted(values), (proxy.schema.name, name)
        # Read as from a stranger, nothing is dropped either.
        strict = model.get_proxy(data, cleaned=False)
        for prop in proxy.iterprops():
            assert len(strict.get(prop)) == len(proxy.get(prop)), (prop.qname, proxy.get(prop), strict.get(prop))
        entities[proxy.id] = proxy

    rows = {}
    for statement in read_path_statements(folder / "statements.csv", CSV):
        assert statement.id == statement.generate_key() or statement.prop == "id", statement.prop
        rows.setdefault(statement.entity_id, []).append(statement)
    assert rows.keys() == entities.keys()
    dataset = Dataset.make({"name": "invented", "title": "Invented"})
    for key, statements in rows.items():
        entity = StatementEntity.from_statements(dataset, statements)
        assert entity.to_dict()["properties"].keys() == entities[key].to_dict()["properties"].keys()
        theirs = {s.value for s in entity.statements if s.prop == "id"}
        assert theirs == {s.value for s in statements if s.prop == "id"}, "the row of the entity"
    print(f"followthemoney read {len(entities)} entities and their statements")
