"""`khaju process run`: traces as text and as JSON, scripts and files that are refused, exit codes."""
import json
import unittest

import rig

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">'
CHOICE = HEAD + """
<process id="p" isExecutable="true">
<startEvent id="s"/><userTask id="a" name="بررسی"/><exclusiveGateway id="g" default="f4"/>
<endEvent id="yes"/><endEvent id="no"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="g"/>
<sequenceFlow id="f3" sourceRef="g" targetRef="yes"><conditionExpression>ok</conditionExpression></sequenceFlow>
<sequenceFlow id="f4" sourceRef="g" targetRef="no"/>
</process>
<process id="q" isExecutable="true"><userTask id="other"/></process>
</definitions>"""
DAY = HEAD + """
<process id="p" isExecutable="true"><startEvent id="s"/>
<intermediateCatchEvent id="t"><timerEventDefinition><timeDate>2026-03-22T00:00:00</timeDate>
</timerEventDefinition></intermediateCatchEvent>
<sequenceFlow id="f1" sourceRef="s" targetRef="t"/></process></definitions>"""
ENDLESS = HEAD + """
<process id="p" isExecutable="true"><startEvent id="s"/><exclusiveGateway id="x"/><task id="a"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="x"/><sequenceFlow id="f2" sourceRef="x" targetRef="a"/>
<sequenceFlow id="f3" sourceRef="a" targetRef="x"/></process></definitions>"""
START = {"type": "start", "at": "2026-03-21T08:00:00Z"}


class Run(unittest.TestCase):
    def play(self, model, script=None, *arguments):
        """What the command says of a model and a script, which may be text that is no JSON."""
        with rig.khaju(rig.PROGRAM) as one:
            path = one.folder / "model.bpmn"
            path.write_text(model, encoding="utf-8")
            given = []
            if script is not None:
                events = one.folder / "events.json"
                events.write_text(script if isinstance(script, str) else json.dumps(script))
                given = ["--script", events]
            return one.run("process", "run", path, *given, *arguments, db=False)

    def test_without_a_script_the_process_begins_and_says_what_waits(self):
        result = self.play(CHOICE)
        self.assertEqual(result.returncode, 0)
        self.assertRegex(result.stdout, r"entered #\d+ userTask «بررسی» \(a\)")
        self.assertRegex(result.stdout, r"running\n  task #3 userTask «بررسی» \(a\)\n$")

    def test_a_script_is_played_to_the_end(self):
        result = self.play(CHOICE, [START, {"type": "complete", "element": "a",
                                            "values": {"ok": True}}])
        self.assertEqual(result.returncode, 0)
        self.assertIn("2026-03-21T08:00:00Z start", result.stdout)
        self.assertIn("endEvent (yes)", result.stdout)
        self.assertNotIn("endEvent (no)", result.stdout)
        self.assertTrue(result.stdout.endswith("completed\n"))

    def test_json_has_events_effects_and_a_state(self):
        result = self.play(CHOICE, [START, {"type": "complete", "element": "a",
                                            "values": {"ok": 5}}], "--json")
        played = json.loads(result.stdout)
        self.assertEqual([step["event"]["type"] for step in played["steps"]], ["start", "complete"])
        raised = [e for e in played["steps"][1]["effects"] if e["effect"] == "incident"]
        self.assertEqual([(e["name"], e["element"], e["about"]) for e in raised],
                         [("ENG-23", "g", "ok")])
        self.assertEqual(played["state"]["tokens"][0]["code"], "ENG-23")
        self.assertEqual(played["state"]["status"], "running")

    def test_the_process_is_chosen_by_its_id(self):
        self.assertIn("userTask (other)", self.play(CHOICE, None, "--process", "q").stdout)
        result = self.play(CHOICE, None, "--process", "none")
        self.assertEqual(result.returncode, 1)
        self.assertIn("[ENG-1]", result.stderr)

    def test_local_times_are_of_the_zone(self):
        def due(*zone):
            return json.loads(self.play(DAY, [START], "--json", *zone).stdout)["state"]["timers"]
        utc, tehran = due()[0]["due"], due("--zone", "Asia/Tehran")[0]["due"]
        self.assertEqual(utc - tehran, (3 * 60 + 30) * 60 * 1000)

    def test_an_event_that_nothing_waits_for_ends_the_run_after_what_was_played(self):
        result = self.play(CHOICE, [START, {"type": "complete", "element": "b"}])
        self.assertEqual(result.returncode, 1)
        self.assertIn("userTask «بررسی» (a)", result.stdout)
        self.assertIn("[ENG-3]", result.stderr)

    def test_scripts_that_are_none(self):
        for script, code in (("{", "JSN-1"), ('{"type":"start"}', "CLI-20"), ("[5]", "ENG-8"),
                             ('[{"type":"dance"}]', "ENG-8"),
                             ('[{"type":"start","at":"tomorrow"}]', "ENG-8"),
                             ('[{"type":"start","token":-1}]', "ENG-8"),
                             ('[{"type":"start","element":"nowhere"}]', "ENG-2")):
            with self.subTest(script=script):
                result = self.play(CHOICE, script)
                self.assertEqual(result.returncode, 1)
                self.assertIn(f"[{code}]", result.stderr)

    def test_models_that_are_none(self):
        for model, code in (("<a", "XML-1"), ("<a/>", "DMN-1"), (HEAD + "</definitions>", "ENG-1")):
            with self.subTest(model=model):
                result = self.play(model)
                self.assertEqual(result.returncode, 1)
                self.assertIn(f"[{code}]", result.stderr)
        with rig.khaju(rig.PROGRAM) as one:
            result = one.run("process", "run", one.folder / "none.bpmn", db=False)
            self.assertEqual(result.returncode, 1)

    def test_a_process_without_end_is_stopped_by_an_incident(self):
        result = self.play(ENDLESS, [START])
        self.assertEqual(result.returncode, 0)
        self.assertRegex(result.stdout[-300:], r"running\n  incident #\d+ .*\[ENG-33\]")


if __name__ == "__main__":
    unittest.main()
