"""Decisions: result, reasons, checks and exit codes of khaju decide."""
import json
import pathlib
import tempfile
import unittest

import rig

MODEL = pathlib.Path(__file__).resolve().parents[2] / "data" / "decisions" / "authority.dmn"


class Decide(unittest.TestCase):
    def decide(self, *arguments):
        with rig.khaju(rig.PROGRAM) as one:
            return one.run("decide", *arguments, db=False)

    def signer(self, amount, *more):
        return self.decide(MODEL, "--decision", "امضاکننده", "--input",
                           json.dumps({"مبلغ": amount}), *more)

    def test_authority_ends_at_its_limit(self):
        for amount, signer in ((1, "فرماندار"), (500000000, "فرماندار"), (500000001, "مدیرکل")):
            result = self.signer(amount)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(json.loads(result.stdout.splitlines()[0]), signer)

    def test_reasons_are_persian(self):
        result = self.signer(600000000)
        self.assertIn("ردیف ۲ صدق می‌کند", result.stdout)
        self.assertIn("بیش از ۵۰۰ میلیون ریال در اختیار مدیرکل است.", result.stdout)

    def test_json_has_rows_and_inputs(self):
        answer = json.loads(self.signer(600000000, "--json").stdout)
        self.assertEqual(answer["result"], "مدیرکل")
        reason = answer["reasons"][0]
        self.assertEqual([rule["id"] for rule in reason["rules"]], ["above_limit"])
        self.assertEqual(reason["inputs"], [{"input": "مبلغ به ریال", "value": 600000000}])

    def test_what_is_wrong_is_refused_with_a_code(self):
        for result, code in ((self.signer(-5), "DMN-8"), (self.signer("x"), "DMN-15"),
                             (self.decide(MODEL, "--decision", "wings"), "DMN-4")):
            self.assertEqual(result.returncode, 1)
            self.assertIn(code, result.stderr)

    def test_check_finds_the_gap_that_an_edit_made(self):
        self.assertEqual(self.decide(MODEL, "--check").returncode, 0)
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / "gap.dmn"
            text = MODEL.read_text(encoding="utf-8")
            copy.write_text(text.replace("&lt;= 500000000", "&lt; 500000000"), encoding="utf-8")
            result = self.decide(copy, "--check", "--json")
            self.assertEqual(result.returncode, 1)
            finding = json.loads(result.stdout)[0]
            self.assertEqual(finding["kind"], "gap")
            self.assertEqual(finding["example"][0]["value"], 500000000)


if __name__ == "__main__":
    unittest.main()
