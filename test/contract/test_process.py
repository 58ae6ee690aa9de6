"""`khaju process check`: complaints as text and as JSON, exit codes, files that are not BPMN."""
import json
import unittest

import rig

MODELS = rig.TOP / "src" / "process" / "test" / "models"
GOOD = MODELS / "BPMN-EV-1.good.bpmn"
BAD = MODELS / "BPMN-EV-1.bad.bpmn"
WARNING = MODELS / "BPMN-SN-5.bad.bpmn"


class Check(unittest.TestCase):
    def check(self, *arguments):
        with rig.khaju(rig.PROGRAM) as one:
            return one.run("process", "check", *arguments, db=False)

    def test_errors_are_named_with_place_rule_and_clause_and_refused(self):
        result = self.check(BAD)
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stdout, r"BPMN-EV-1\.bad\.bpmn:4:\d+: error: \[BPMN-EV-1\] .*آغاز s"
                                        r".*ISO/IEC 19510 10\.5\.2")
        self.assertRegex(result.stdout, r"errors 1, warnings \d+, notes \d+")

    def test_a_sound_model_and_one_with_warnings_are_accepted(self):
        self.assertEqual(self.check(GOOD).returncode, 0)
        result = self.check(WARNING)
        self.assertEqual(result.returncode, 0)
        self.assertIn("[BPMN-SN-5]", result.stdout)

    def test_json_has_every_file_and_both_languages(self):
        result = self.check(GOOD, BAD, MODELS / "none.bpmn", "--json")
        self.assertEqual(result.returncode, 1)
        good, bad, none = json.loads(result.stdout)
        self.assertEqual((good["errors"], good["complaints"]), (0, []))
        self.assertEqual(bad["errors"], 1)
        found = [c for c in bad["complaints"] if c["rule"] == "BPMN-EV-1"][0]
        self.assertEqual((found["severity"], found["id"], found["type"], found["clause"]),
                         ("error", "s", "startEvent", "10.5.2"))
        self.assertIn("leads into the start event", found["english"])
        self.assertIn("جریان توالی", found["text"])
        self.assertEqual(none["error"]["code"], "CLI-1")

    def test_what_is_not_bpmn_says_so(self):
        with rig.khaju(rig.PROGRAM) as one:
            for text, code in (("<a>", "XML-1"), ("<a/>", "BPM-1"), ("", "XML-7"),
                               ("<!DOCTYPE a [<!ENTITY l 'l'>]><a>&l;</a>", "XML-2")):
                path = one.folder / "x.bpmn"
                path.write_text(text)
                result = one.run("process", "check", path, db=False)
                self.assertEqual(result.returncode, 1)
                self.assertIn(f"[{code}]", result.stdout)
