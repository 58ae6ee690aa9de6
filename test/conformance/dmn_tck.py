#!/usr/bin/env python3
"""Runs the DMN TCK: `KHAJU_DMN_TCK=…/tck test/conformance/dmn_tck.py BUILD/test/dmn_tck`.

Every expected result of every case of levels 2 and 3 is one line; figures are printed per level.
A result that is expected to be an error is expected to be null. The suite (github.com/dmn-tck/tck)
is not part of this repository; without KHAJU_DMN_TCK nothing is run.
"""
import collections
import json
import os
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

from feel_tck import child, children, expected, quoted


def rows(folder):
    """(name, line for the program) of every result in a folder of the suite."""
    for file in sorted(folder.glob("*.xml")):
        root = ElementTree.parse(file).getroot()
        model = child(root, "modelName")
        if model is None:
            continue
        for case in children(root, "testCase"):
            inputs = ", ".join(f"{quoted(i.get('name'))}: {expected(i)}"
                               for i in children(case, "inputNode"))
            service = case.get("invocableName") if case.get("type") == "decisionService" else None
            for node in children(case, "resultNode"):
                want = child(node, "expected")
                yield f"{folder.name} {case.get('id')} {node.get('name')}", json.dumps({
                    "model": str(folder / model.text.strip()), "inputs": "{" + inputs + "}",
                    "name": service or node.get("name"),
                    "expected": expected(want) if want is not None else "null"})


def main():
    suite = os.environ.get("KHAJU_DMN_TCK")
    if not suite:
        print("KHAJU_DMN_TCK is not set: nothing was run")
        return 77
    failures = 0
    for level in (2, 3):
        folders = sorted(pathlib.Path(suite).glob(f"TestCases/compliance-level-{level}/*/"))
        cases = [row for folder in folders for row in rows(folder)]
        lines = "".join(line + "\n" for _, line in cases)
        answers = subprocess.run([sys.argv[1]], input=lines, text=True, capture_output=True)
        answers = answers.stdout.splitlines()
        answers += ["fail: the program ended"] * (len(cases) - len(answers))
        count = collections.Counter(answer == "pass" for answer in answers)
        for (name, line), answer in zip(cases, answers):
            if answer != "pass":
                print(f"{name}: {answer} (expected {json.loads(line)['expected']})")
        print(f"level {level}: {count[True]} passed, {count[False]} failed")
        failures += count[False]
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
