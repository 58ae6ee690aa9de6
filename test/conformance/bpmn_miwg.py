#!/usr/bin/env python3
"""Draws the models of the BPMN interchange group: `KHAJU_BPMN_MIWG=…/bpmn-miwg-test-suite
test/conformance/bpmn_miwg.py BUILD/src/cli/khaju [all]`.

Every shape and edge of every diagram of a file must be in its drawings, which must be well-formed.
Without `all` only the reference models are drawn. The suite (github.com/bpmn-miwg) is not part of
this repository; without KHAJU_BPMN_MIWG nothing is run.
"""
import os
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"
DRAWINGS_MAX = 100


def drawn(khaju, path):
    """Shapes and edges in all drawings of a file; None and the reason when there is no drawing."""
    shapes = edges = 0
    for number in range(1, DRAWINGS_MAX):
        run = subprocess.run([khaju, "process", "draw", str(path), "--diagram", str(number)],
                             capture_output=True)
        if run.returncode != 0:
            said = run.stderr.decode().strip()
            return (shapes, edges, said if number == 1 or "DRW-1" not in said else None)
        for group in ElementTree.fromstring(run.stdout).iter(SVG + "g"):
            shapes += group.get("class") == "drawing-shape"
            edges += group.get("class") == "drawing-edge"
    return (shapes, edges, None)


def wanted(path):
    """Counted by name alone: one file of the suite says UTF-8 and is not."""
    text = path.read_bytes()
    return [len(re.findall(rb"<(?:[\w.-]+:)?" + name + rb"[\s>]", text))
            for name in (b"BPMNShape", b"BPMNEdge")]


def main():
    suite = os.environ.get("KHAJU_BPMN_MIWG")
    if not suite:
        print("KHAJU_BPMN_MIWG is not set: nothing was run")
        return 77
    pattern = "**/*.bpmn" if "all" in sys.argv[2:] else "Reference/*.bpmn"
    files = sorted(pathlib.Path(suite).glob(pattern))
    whole = 0
    for path in files:
        shapes, edges, error = drawn(sys.argv[1], path)
        want_shapes, want_edges = wanted(path)
        if error is None and shapes >= want_shapes and edges >= want_edges:
            whole += 1
        else:
            print(f"{path.parent.name}/{path.name}: {shapes} of {want_shapes} shapes, "
                  f"{edges} of {want_edges} edges{': ' + error if error else ''}")
    print(f"{len(files)} files, {whole} drawn with every shape and edge")
    return 0 if whole == len(files) and files else 1


if __name__ == "__main__":
    sys.exit(main())
