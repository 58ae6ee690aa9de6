#!/usr/bin/env python3
"""Runs betsy's BPMN tests: `KHAJU_BETSY=…/betsy test/conformance/bpmn_betsy.py BUILD/src/cli/khaju`.

Betsy (github.com/uniba-dsg/betsy) benchmarks BPMN engines. Its script tasks say what to do in one
word (SCRIPT_task1: write this to the log); the lines that a test expects stand in Java beside it.
Here a script waits like any task of a program; this file is the program: it does what the word
says and completes it. Lines are compared as betsy does, in any order. Conditions are written for
Java there: contains() and not() are put in their place. The files that break a rule of the
standard are held against `process check`. The suite is not part of this repository; without
KHAJU_BETSY nothing is run.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
RESOURCES = "pebl-builder/src/main/resources/files/bpmn"
CASES = "pebl-builder/src/main/java/configuration/bpmn"
LINES = {"assertMarkerExists": "MARKER_exists", "assertIncrement": "INCREMENT",
         "assertRuntimeException": "ERROR_runtime", "assertGenericError": "ERROR",
         "assertErrorThrownErrorEvent": "ERROR_thrownErrorEvent",
         "assertExecutionParallel": "EXECUTION_parallel", "assertDataCorrect": "DATA_correct"}
START = 1774080000000
HOUR = 3600 * 1000
EVENTS_MAX = 60  # of one instance


def tag(name):
    return "{" + BPMN + "}" + name


def read_cases(folder):
    """(name, group, number, values, wanted lines) of every case in the suite's Java files."""
    for file in sorted(folder.glob("*Processes.java")):
        text = re.sub(r"//.*", "", file.read_text(encoding="utf-8"))
        for body in re.findall(r"BPMNProcessBuilder\.build\w+Process\s*\((.*?)\);", text, re.S):
            name = re.search(r"new Feature\(.*?\"(\w+)\"", body, re.S).group(1)
            group = file.stem.replace("Processes", "").lower()
            builders = re.findall(r"new BPMNTestCaseBuilder\(\)((?:\s*\.\w+\([^)]*\))*)", body)
            for number, calls in enumerate(builders, 1):
                yield (name, group, number, *read_calls(calls))


def read_calls(calls):
    values, wanted = {"integerVariable": 0}, []
    parallel = False
    for call, argument in re.findall(r"\.(\w+)\(([^)]*)\)", calls):
        if call.startswith("input"):
            values["test"] = call[len("input"):].lower()
        elif call == "setIntegerVariable":
            values["integerVariable"] = int(argument)
        elif call == "useParallelProcess":
            parallel = True
        elif call.startswith("assertTask"):
            wanted.append("SCRIPT_task" + call[len("assertTask"):])
        elif call in LINES:
            wanted.append(LINES[call])
    return values, parallel, wanted


def in_feel(text):
    """A condition written for Java's expression language, in FEEL."""
    text = re.sub(r"(\w+)\.contains\((\"[^\"]*\")\)", r"contains(\1, \2)", text.strip())
    return re.sub(r"^!(.+)$", r"not(\1)", text, flags=re.S)


class Model:
    """A file of the suite, prepared: scripts wait for this program, conditions are FEEL."""

    def __init__(self, source, target):
        tree = ElementTree.parse(source)
        self.path, self.scripts, self.processes = target, {}, []
        calls = {}
        for node in tree.iter():
            if node.tag in (tag("scriptTask"), tag("globalScriptTask")):
                node.set("scriptFormat", "text/plain")
                self.scripts[node.get("id")] = (node.findtext(tag("script")) or "").strip()
            elif node.tag == tag("callActivity"):
                calls[node.get("id")] = (node.get("calledElement") or "").split(":")[-1]
            elif node.tag == tag("process"):
                self.processes.append(node.get("id"))
            elif node.tag in map(tag, ("conditionExpression", "condition", "loopCondition")):
                node.text = in_feel(node.text or "")
        for call, called in calls.items():
            self.scripts.setdefault(call, self.scripts.get(called))
        tree.write(target, encoding="utf-8", xml_declaration=True)


class Instance:
    """One process, run by a script of events that grows."""

    def __init__(self, khaju, model, process):
        self.command = [khaju, "process", "run", "--json", "--process", process, "--script"]
        self.model, self.events, self.state = model, [], None

    def play(self, event):
        """The effects of one more event; None: it is refused."""
        if len(self.events) == EVENTS_MAX:
            return None
        with tempfile.NamedTemporaryFile("w", suffix=".json") as script:
            json.dump(self.events + [event], script)
            script.flush()
            answer = subprocess.run([*self.command, script.name, str(self.model.path)], text=True,
                                    capture_output=True)
        if answer.returncode != 0:
            return None
        played = json.loads(answer.stdout)
        self.events.append(event)
        self.state = played["state"]
        return played["steps"][-1]["effects"]

    def due(self):
        return min((timer["due"] for timer in self.state.get("timers", [])), default=None)


class World:
    """Instances, the messages and signals between them, time, and who does the scripts' work."""

    def __init__(self, khaju, model):
        self.khaju, self.model, self.now = khaju, model, START
        self.instances, self.work, self.log, self.spans = [], [], [], {}

    def event(self, kind, **members):
        return {"type": kind, "at": self.now, **members}

    def begin(self, process, event):
        instance = Instance(self.khaju, self.model, process)
        effects = instance.play(event)
        if effects is None:
            return False
        self.instances.append(instance)
        self.follow(instance, effects)
        return True

    def tell(self, instance, event):
        effects = instance.play(event)
        if effects is not None:
            self.follow(instance, effects)
        return effects is not None

    def follow(self, instance, effects):
        for effect in effects:
            kind, token = effect["effect"], effect.get("token")
            if kind == "opened":
                script = self.model.scripts.get(effect["element"]) or ""
                ready = self.now + (10000 if script == "WAIT_TEN_SECONDS" else 0)
                self.work.append((ready, len(self.log), instance, token, script))
            elif kind == "withdrawn":
                self.work = [w for w in self.work if w[2] is not instance or w[3] != token]
            elif kind in ("sent", "signalled"):
                self.deliver(instance, "message" if kind == "sent" else "signal", effect["name"])
            elif kind == "entered" and instance.state["status"] == "running":
                self.open_ad_hoc(instance, effect)
            elif kind == "incident" and effect["name"] != "ENG-38":
                caught = effect["name"] == "ENG-34"
                self.log.append("ERROR_thrownErrorEvent" if caught else "ERROR_runtime")

    def open_ad_hoc(self, instance, effect):
        """Nothing in the suite says who begins what is in an ad-hoc sub-process: each task once."""
        tree = ElementTree.parse(self.model.path)
        for node in tree.iter(tag("adHocSubProcess")):
            if node.get("id") != effect["element"]:
                continue
            for task in node.findall(tag("scriptTask")):
                self.tell(instance, self.event("begin", token=effect["token"], element=task.get("id")))
                self.do_all()
            self.tell(instance, self.event("finish", token=effect["token"]))

    def deliver(self, sender, kind, name):
        event = self.event(kind, name=name)
        for instance in [i for i in self.instances if i is not sender]:
            if self.tell(instance, event) and kind == "message":
                return
        for process in self.model.processes:
            if self.begin(process, event) and kind == "message":
                return

    def do(self, instance, token, script):
        values, event = {}, None
        data = next((t.get("vars", {}) for t in instance.state.get("tokens", [])
                     if t["id"] == token), {})
        known = {**instance.state["frames"][0].get("vars", {}), **data}
        if script.startswith("SCRIPT_"):
            self.log.append(script)
        elif script == "CREATE_MARKER_FILE":
            self.log.append("MARKER_exists")
        elif script.startswith("INCREMENT_INTEGER_VARIABLE"):
            values["integerVariable"] = known["integerVariable"] + 1
            self.log += ["INCREMENT"] if script.endswith("_AND_LOG") else []
        elif script == "SET_STRING_DATA":
            values["data"] = values["Data Output"] = "String"
        elif script == "LOG_DATA":
            right = "String" in (known.get("data"), known.get("Data Input"))
            self.log.append("DATA_correct" if right else "DATA_wrong")
        elif script.startswith("CREATE_TIMESTAMP_LOG_"):
            self.spans.setdefault(script, []).append(self.now)
        elif script == "THROW_ERROR":
            event = self.event("error", token=token, name="ERR_CODE")
        return self.tell(instance, event or self.event("complete", token=token, values=values))

    def do_all(self):
        """All work that is ready, the eldest first."""
        for _ in range(EVENTS_MAX):
            ready = [w for w in self.work if w[0] <= self.now]
            if not ready:
                return
            self.work.remove(ready[0])
            self.do(*ready[0][2:])

    def run(self):
        for _ in range(EVENTS_MAX):
            self.do_all()
            times = [w[0] for w in self.work]
            times += [i.due() for i in self.instances if i.due() is not None]
            if not times or min(times) > START + HOUR:
                break
            self.now = max(self.now, min(times))
            for instance in list(self.instances):
                if instance.due() is not None and instance.due() <= self.now:
                    self.tell(instance, self.event("time"))
        spans = list(self.spans.values())
        if len(spans) == 2 and spans[0][0] <= spans[1][-1] and spans[1][0] <= spans[0][-1]:
            self.log.append("EXECUTION_parallel")


def is_refused(khaju, path):
    """Whether `process check` finds an error in the file, or cannot read it."""
    return subprocess.run([khaju, "process", "check", str(path)], capture_output=True).returncode


def run_case(khaju, folder, case, scratch):
    """None, or what is wrong."""
    name, _, number, values, parallel, wanted = case
    source = next(folder.glob(f"*/{name}.bpmn"), None)
    if source is None:
        return "no such file"
    world = World(khaju, Model(source, pathlib.Path(scratch) / "model.bpmn"))
    if "ERROR" in wanted and is_refused(khaju, source):
        world.log.append("ERROR")
    else:
        start = world.event("start", values=values)
        if parallel:
            world.begin("ParallelProcess", world.event("start"))
        if not world.begin(name, start):
            world.log.append("ERROR_runtime")
        world.run()
    if "MARKER_exists" not in wanted:  # betsy looks for it only where a test asks
        world.log = [line for line in world.log if line != "MARKER_exists"]
    got = [re.sub(r"^ERROR_.*", "ERROR", line) for line in world.log] \
        if "ERROR" in wanted else world.log
    return None if sorted(got) == sorted(wanted) else f"{got}, not {wanted}"


def main():
    suite = os.environ.get("KHAJU_BETSY")
    if not suite:
        print("KHAJU_BETSY is not set: nothing was run")
        return 77
    khaju, only = sys.argv[1], sys.argv[2:]
    folder = pathlib.Path(suite) / RESOURCES
    figures, failures = {}, 0
    with tempfile.TemporaryDirectory() as scratch:
        for case in read_cases(pathlib.Path(suite) / CASES):
            if only and case[0] not in only:
                continue
            wrong = run_case(khaju, folder, case, scratch)
            passed, failed = figures.get(case[1], (0, 0))
            figures[case[1]] = (passed + (wrong is None), failed + (wrong is not None))
            if wrong is not None:
                print(f"{case[1]} {case[0]} {case[2]}: {wrong}")
                failures += 1
    files = [] if only else sorted(folder.glob("bpmn_constraints/**/*.bpmn"))
    missed = [file for file in files if not is_refused(khaju, file)]
    for file in missed:
        print(f"rules {file.stem}: nothing is found")
    figures["rules"] = (len(files) - len(missed), len(missed))
    for group, (passed, failed) in figures.items():
        print(f"{group}: {passed} passed, {failed} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
