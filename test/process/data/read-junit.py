"""Prints what Python's xml.etree finds in JUnit files, as a JSON array of one object each."""
import json
import sys
import xml.etree.ElementTree as tree


def outcome_of(case):
    for kind in ("failure", "error", "skipped"):
        found = case.find(kind)
        if found is not None:
            return {"outcome": kind, "message": found.get("message", "")}
    return {"outcome": "passed", "message": ""}


def read(path):
    root = tree.parse(path).getroot()
    suite = root if root.tag == "testsuite" else root.find("testsuite")
    properties = suite.findall("properties/property")
    cases = suite.findall("testcase")
    return {
        "attributes": suite.attrib,
        "properties": {one.get("name"): one.get("value") for one in properties},
        "names": [one.get("name") for one in properties],
        "values": [one.get("value") for one in properties],
        "cases": [{"name": one.get("name"), "classname": one.get("classname"), **outcome_of(one)} for one in cases],
        "output": suite.findtext("system-out", ""),
        "outs": [one.text or "" for one in suite.findall("system-out")],
    }


print(json.dumps([read(path) for path in sys.argv[1:]]))
