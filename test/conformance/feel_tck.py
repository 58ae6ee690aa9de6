#!/usr/bin/env python3
"""Runs the FEEL of the DMN TCK: `DMN_TCK=…/tck test/conformance/feel_tck.py BUILD/test/feel_tck`.

A decision whose logic is FEEL, with all it requires, is written as one FEEL context, which the
program evaluates. What needs more than FEEL is counted as not run: decision tables, decision
services, imports, and the types of item definitions. The suite (github.com/dmn-tck/tck) is not
part of this repository; without DMN_TCK nothing is run.
"""
import json
import os
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


class NotFeel(Exception):
    """This needs more than FEEL."""


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def child(element, *names):
    return next((c for c in element if local(c) in names), None)


def children(element, name):
    return [c for c in element if local(c) == name]


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


LOGIC = ("literalExpression", "context", "invocation", "functionDefinition", "list", "relation",
         "conditional", "filter", "for", "some", "every", "decisionTable")


class Model:
    def __init__(self, root):
        self.named = {e.get("id"): e for e in root}
        self.by_name = {e.get("name"): e for e in root if local(e) in
                        ("decision", "inputData", "businessKnowledgeModel", "decisionService")}
        self.types = {e.get("name") for e in root if local(e) == "itemDefinition"}
        self.imports = any(local(e) == "import" for e in root)

    def logic(self, element):
        found = child(element, *LOGIC) if element is not None else None
        return "null" if found is None else getattr(self, "of_" + local(found))(found)

    def of_literalExpression(self, element):
        text = child(element, "text")
        text = "".join(text.itertext()) if text is not None else "null"
        if any(f" {name}" in text or f"<{name}" in text for name in self.types):
            raise NotFeel("an item definition in an expression")
        return f"({text}\n)"

    def of_context(self, element):
        entries = []
        result = None
        for entry in children(element, "contextEntry"):
            variable = child(entry, "variable")
            if variable is None:
                result = self.logic(entry)
            else:
                entries.append(f"{quoted(variable.get('name'))}: {self.logic(entry)}")
        if result is None:
            return "{" + ", ".join(entries) + "}"
        entries.append(f'"=": {result}')
        return "get value({" + ", ".join(entries) + '}, "=")'

    def of_invocation(self, element):
        arguments = []
        for binding in children(element, "binding"):
            arguments.append(f"{child(binding, 'parameter').get('name')}: {self.logic(binding)}")
        return f"{self.logic(element)}({', '.join(arguments)})"

    def of_functionDefinition(self, element):
        if element.get("kind") not in (None, "FEEL"):
            return "(function() external {})"
        names = [p.get("name") for p in children(element, "formalParameter")]
        return f"(function({', '.join(names)}) {self.logic(element)})"

    def of_list(self, element):
        return "[" + ", ".join(getattr(self, "of_" + local(e))(e) for e in element
                               if local(e) in LOGIC) + "]"

    def of_relation(self, element):
        names = [c.get("name") for c in children(element, "column")]
        rows = []
        for row in children(element, "row"):
            cells = [getattr(self, "of_" + local(e))(e) for e in row if local(e) in LOGIC]
            rows.append("{" + ", ".join(f"{quoted(n)}: {c}" for n, c in zip(names, cells)) + "}")
        return "[" + ", ".join(rows) + "]"

    def of_conditional(self, element):
        parts = [self.logic(child(element, n)) for n in ("if", "then", "else")]
        return "(if {} then {} else {})".format(*parts)

    def of_filter(self, element):
        return f"{self.logic(child(element, 'in'))}[{self.logic(child(element, 'match'))}]"

    def of_loop(self, element, word, last):
        name = element.get("iteratorVariable")
        return (f"({local(element)} {name} in {self.logic(child(element, 'in'))} {word} "
                f"{self.logic(child(element, last))})")

    def of_for(self, element):
        return self.of_loop(element, "return", "return")

    def of_some(self, element):
        return self.of_loop(element, "satisfies", "satisfies")

    of_every = of_some

    def of_decisionTable(self, element):
        raise NotFeel("a decision table")

    def value(self, element, inputs):
        kind = local(element)
        if kind == "inputData":
            return inputs.get(element.get("name"), "null")
        if kind == "businessKnowledgeModel":
            return self.of_functionDefinition(child(element, "encapsulatedLogic"))
        if kind == "decisionService":
            raise NotFeel("a decision service")
        return self.logic(element)

    def requires(self, element, inputs, known):
        """The entries that element needs, in order, into known."""
        for requirement in element:
            reference = child(requirement, "requiredInput", "requiredDecision",
                              "requiredKnowledge")
            if reference is None:
                continue
            href = reference.get("href")
            needed = self.named.get(href.rsplit("#", 1)[-1])
            if needed is None or (href[0] != "#" and self.imports):
                raise NotFeel("an import")
            if needed.get("name") not in known:
                self.requires(needed, inputs, known)
                known[needed.get("name")] = self.value(needed, inputs)


def expected(element):
    """A value of the suite as FEEL text."""
    lists = child(element, "list")
    if lists is not None:
        return "null" if lists.get(XSI + "nil") else \
            "[" + ", ".join(expected(i) for i in children(lists, "item")) + "]"
    parts = children(element, "component")
    if parts:
        return "{" + ", ".join(f"{quoted(p.get('name'))}: {expected(p)}" for p in parts) + "}"
    value = child(element, "value")
    if value is None or value.get(XSI + "nil") == "true":
        return "null"
    text = value.text or ""
    kind = (value.get(XSI + "type") or "").rsplit(":", 1)[-1]
    if kind in ("decimal", "double", "integer", "int", "boolean"):
        return text.strip()
    if kind in ("date", "time", "dateTime", "duration", "dayTimeDuration", "yearMonthDuration"):
        return f'@"{text.strip()}"'
    return quoted(text)


def cases(folder):
    """(name, line for the program or None, reason) of every result in a folder of the suite."""
    for file in sorted(folder.glob("*.xml")):
        root = ElementTree.parse(file).getroot()
        model_name = child(root, "modelName")
        if model_name is None:
            continue
        model = Model(ElementTree.parse(folder / model_name.text.strip()).getroot())
        for case in children(root, "testCase"):
            inputs = {i.get("name"): expected(i) for i in children(case, "inputNode")}
            for node in children(case, "resultNode"):
                name = f"{folder.name} {case.get('id')} {node.get('name')}"
                want = child(node, "expected")
                try:
                    decision = model.by_name.get(node.get("name"))
                    if decision is None or local(decision) != "decision":
                        raise NotFeel("no decision")
                    known = {}
                    model.requires(decision, inputs, known)
                    context = ", ".join(f"{quoted(n)}: {v}" for n, v in known.items())
                    yield name, json.dumps({
                        "context": "{" + context + "}", "expression": model.value(decision, inputs),
                        "expected": expected(want) if want is not None else "null"}), None
                except NotFeel as reason:
                    yield name, None, str(reason)


def main():
    suite = os.environ.get("DMN_TCK")
    if not suite:
        print("DMN_TCK is not set: nothing was run")
        return 77
    passed, failed, skipped = 0, 0, {}
    folders = sorted(pathlib.Path(suite).glob("TestCases/compliance-level-[23]/*/"))
    rows = [row for folder in folders for row in cases(folder)]
    lines = "".join(line + "\n" for _, line, _ in rows if line)
    answers = subprocess.run([sys.argv[1]], input=lines, text=True, capture_output=True)
    answers = iter(answers.stdout.splitlines())
    for name, line, reason in rows:
        if line is None:
            skipped[reason] = skipped.get(reason, 0) + 1
            continue
        answer = next(answers, "fail: the program ended")
        if answer == "pass":
            passed += 1
        else:
            failed += 1
            case = json.loads(line)
            print(f"{name}: {case['expression'].strip()} → {answer} (expected {case['expected']})")
    print(f"{passed} of {passed + failed} results as expected; "
          f"not run: {sum(skipped.values())} {skipped}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
