"""`khaju process compare`: the province's example processes, as text and as JSON."""
import json
import tempfile
import unittest

import rig

PROCESSES = rig.TOP / "data" / "processes"
AS_IS = PROCESSES / "smart-card.as-is.bpmn"
TO_BE = PROCESSES / "smart-card.to-be.bpmn"


class Compare(unittest.TestCase):
    def run_program(self, *arguments):
        with rig.khaju(rig.PROGRAM) as one:
            return one.run("process", *arguments, db=False)

    def compare(self, *arguments):
        result = self.run_program("compare", *arguments, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def test_text_says_what_goes_and_that_nothing_was_measured(self):
        result = self.run_program("compare", AS_IS, TO_BE)
        self.assertEqual(result.returncode, 0)
        self.assertIn("حذف‌شده: «تحویل حضوری کارت»", result.stdout)
        self.assertIn("حذف‌شده: «شناسنامه عکس‌دار»", result.stdout)
        self.assertIn("اندازه‌گیری نشده", result.stdout)

    def test_json_has_amounts_visits_documents_agencies_and_elements(self):
        found = self.compare(AS_IS, TO_BE)
        visits = found["as_is"]["amounts"]["visits"]
        self.assertEqual([visits[path]["value"] for path in ("best", "worst")], [1, 3])
        # the photograph again and again while documents lack, the card when it is approved
        self.assertAlmostEqual(visits["probable"]["value"], 1 / 0.85 + 0.95, places=5)
        self.assertFalse(visits["probable"]["at_least"])
        to_be = found["to_be"]["amounts"]["visits"]
        self.assertEqual([to_be[path]["value"] for path in ("best", "probable", "worst")],
                         [1, 1, 1])
        self.assertEqual([(v["mark"], (v["as_is"] or v["to_be"])["reason"])
                          for v in found["visits"]],
                         [("same", "biometrics"), ("removed", "collecting")])
        self.assertIsNone(found["visits"][1]["as_is"]["clause"])
        self.assertEqual([d["mark"] for d in found["documents"]], ["removed"])
        self.assertEqual(sorted(a["mark"] for a in found["agencies"]),
                         ["added", "same", "same", "same"])
        elements = {(e["as_is"] or e["to_be"])["id"]: e for e in found["elements"]}
        self.assertEqual(elements["capture"]["mark"], "changed")
        self.assertEqual(elements["capture"]["differences"], ["name", "document", "time"])
        self.assertEqual(elements["deliver"]["mark"], "added")
        self.assertEqual(elements["deliver"]["to_be"]["type"], "serviceTask")
        self.assertEqual(elements["fetch"]["mark"], "removed")

    def test_the_order_of_the_files_turns_added_and_removed_round(self):
        there = self.compare(AS_IS, TO_BE)
        back = self.compare(TO_BE, AS_IS)
        self.assertEqual(there["as_is"], back["to_be"])
        marks = [e["mark"] for e in there["elements"]]
        turned = [e["mark"] for e in back["elements"]]
        self.assertGreater(marks.count("added"), 0)
        self.assertEqual(marks.count("added"), turned.count("removed"))
        self.assertEqual(marks.count("removed"), turned.count("added"))

    def test_the_example_files_are_sound_and_their_one_complaint_is_meant(self):
        result = self.run_program("check", *sorted(PROCESSES.glob("*.bpmn")), "--json")
        self.assertEqual(result.returncode, 0)
        files = json.loads(result.stdout)
        self.assertEqual(len(files), 4)
        complaints = [(c["rule"], c["id"]) for file in files for c in file["complaints"]]
        self.assertEqual(complaints, [("BPMN-EX-2", "collect")])

    def test_the_example_files_run_to_their_ends(self):
        def complete(element, **values):
            return {"type": "complete", "element": element, "values": values}

        start = {"type": "start", "at": "2026-03-21T08:00:00Z", "values": {}}
        scripts = {
            "smart-card.as-is": [complete("apply"), complete("capture", کامل=False),
                                 complete("fetch"), complete("capture", کامل=True),
                                 complete("check", تأیید=True), complete("print"),
                                 complete("collect")],
            "smart-card.to-be": [complete("apply"), complete("record"), complete("capture"),
                                 complete("check", تأیید=False)],
            "land-type.as-is": [complete("apply"), complete("inspect"),
                                {"type": "message", "name": "پاسخ استعلام"},
                                complete("decide", کافی=False), complete("more"),
                                complete("decide", کافی=True), complete("notify")],
            "land-type.to-be": [complete("apply"), complete("inquire"),
                                complete("inspect", روشن=True), complete("notify")],
        }
        for name, script in scripts.items():
            with self.subTest(name), tempfile.NamedTemporaryFile("w", suffix=".json") as file:
                json.dump([start, *script], file)
                file.flush()
                result = self.run_program("run", PROCESSES / f"{name}.bpmn", "--script", file.name)
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertEqual(result.stdout.rstrip().split("\n")[-1], "completed")

    def test_files_that_are_missing_or_not_bpmn_are_refused(self):
        self.assertEqual(self.run_program("compare", AS_IS).returncode, 2)
        self.assertEqual(self.run_program("compare", AS_IS, "none.bpmn").returncode, 1)
        result = self.run_program("compare", AS_IS, rig.TOP / "data" / "decisions" /
                                  "authority.dmn")
        self.assertEqual(result.returncode, 1)
        self.assertIn("BPM-1", result.stderr)
