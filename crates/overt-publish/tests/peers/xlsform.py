"""pyxform turns every form into an XForm; what it warns of is printed. Usage: xlsform.py FOLDER"""

import pathlib
import sys
import xml.etree.ElementTree as ElementTree

from pyxform.xls2xform import convert

LANGUAGES = {"English (en)", "Español (es)", "Français (fr)"}


def check(path):
    """Converts one form and compares what a reader would see with what the form says."""
    warnings = []
    result = convert(path, warnings=warnings, validate=False)
    for warning in warnings:
        print(f"{path.name}: {warning}")
    root = ElementTree.fromstring(result.xform)
    translations = {element.get("lang") for element in root.iter() if element.tag.endswith("}translation")}
    assert translations == LANGUAGES, (path.name, translations)
    binds = [element.get("nodeset") for element in root.iter() if element.tag.endswith("}bind")]
    assert any(nodeset.endswith("_state") for nodeset in binds), path.name
    return len(binds)


forms = sorted(pathlib.Path(sys.argv[1]).glob("*.xlsx"))
assert forms, "no form was exported"
questions = sum(check(form) for form in forms)
print(f"pyxform converted {len(forms)} forms with {questions} questions")
