"""Processes and decisions: loaded from a list, sent as files of every kind, asked for by programs."""
import json
import re
import time
import unittest

import rig
from staff import Desk

LIST = rig.TOP / "data" / "processes" / "models.csv"
TEMPLATE = ('<?xml version="1.0" encoding="{encoding}"?><definitions '
            'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">'
            '<process id="p" name="{name}"><startEvent id="s"/><endEvent id="e"/>'
            '<sequenceFlow id="f" sourceRef="s" targetRef="e"/></process></definitions>')


class Library(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = rig.contextlib.ExitStack()
        cls.khaju = cls.stack.enter_context(rig.khaju(rig.PROGRAM, rig.LOADED))
        cls.khaju.must("demo", "accounts")
        cls.khaju.must("library", "load", LIST, "--demonstration")
        cls.port, _ = cls.stack.enter_context(cls.khaju.serving("--no-rate-limit"))
        cls.manager = Desk(cls.port, "it_manager")

    @classmethod
    def tearDownClass(cls):
        cls.stack.close()

    def api(self, path):
        answer = self.manager.open("/api/v1/models" + path)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json

    def send(self, data, title="", name="a.bpmn"):
        self.manager.open("/desk/models/new")
        fields = [(key, value) for key, value in self.manager.form("/desk/models/new")
                  if key not in ("title", "role")] + [("title", title), ("role", "as-is")]
        return self.manager.upload("/desk/models/new", fields, "file", name, data)


class Loading(Library):
    def test_the_examples_are_marked_and_tied_to_their_services(self):
        items = self.api("?kind=process")["items"]
        examples = [item for item in items if item["demonstration"]]
        self.assertEqual(len(examples), 4)
        for item in examples:
            self.assertTrue(item["service"] and item["agency"], item)
            self.assertEqual(item["newest"]["errors"], 0)
        decisions = self.api("?kind=decision")["items"]
        self.assertTrue([item for item in decisions if item["role"] == "sample"])

    def test_a_second_load_does_nothing_when_asked_so(self):
        before = len(self.api("?limit=200")["items"])
        self.assertIn("new 0", self.khaju.must("library", "load", LIST, "--if-empty"))
        self.assertEqual(len(self.api("?limit=200")["items"]), before)

    def test_a_list_that_names_what_is_not_there_is_refused_with_its_line(self):
        wrong = self.khaju.folder / "wrong.csv"
        head = "file,title,role,service,agency,publish,note\n"
        model = rig.TOP / "data" / "decisions" / "authority.dmn"
        for row, said in ((f"{model},x,as-is,خدمتی که نیست,,no,", "2"), ("none.bpmn,x,as-is,,,no,", "none"),
                          (f"{model},x,nobody,,,no,", "2")):
            wrong.write_text(head + row + "\n", encoding="utf-8")
            result = self.khaju.run("library", "load", wrong)
            self.assertEqual(result.returncode, 1, result.stderr)
            self.assertIn(said, result.stderr.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")))


class Moving(Library):
    def test_a_copied_database_has_every_file(self):
        target = self.khaju.folder / "copy.db"
        self.khaju.run("db", "copy", "--from", self.khaju.db, "--to", target, db=False)
        other = rig.Khaju(rig.PROGRAM, self.khaju.folder)
        other.db = str(target)
        with other.serving("--no-rate-limit") as (port, _):
            desk = Desk(port, "it_manager")
            items = desk.open("/api/v1/models?limit=200").json["items"]
            self.assertEqual(items, self.api("?limit=200")["items"])
            one = items[0]
            path = f"/api/v1/models/{one['id']}/versions/{one['newest']['number']}/file"
            self.assertEqual(desk.open(path).body, self.manager.open(path).body)


class Files(Library):
    def test_every_encoding_is_read_and_given_back_byte_for_byte(self):
        for encoding, codec in (("UTF-8", "utf-8-sig"), ("ISO-8859-1", "latin-1"),
                                ("windows-1252", "cp1252"), ("UTF-16", "utf-16")):
            data = TEMPLATE.format(encoding=encoding, name="café").encode(codec)
            answer = self.send(data, f"رمزگذاری {encoding}")
            self.assertEqual(answer.status, 303, answer.text)
            version = answer.headers["location"]
            self.assertEqual(self.manager.open(version + "/file").body, data)
            self.assertIn("caf\u00e9", self.manager.open(version + "/model.xml").text)

    def test_hostile_files_are_refused_quickly_at_the_field(self):
        laughs = ('<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
            f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(10)) +
            "]><definitions>&k;</definitions>").encode()
        deep = b"<a>" * 5000 + b"</a>" * 5000
        large = TEMPLATE.format(encoding="UTF-8", name="x").encode() + b" " * (6 << 20)
        for data in (laughs, deep, large, b"PK\x03\x04" + bytes(2000), b"\x00" * 50, b"<svg/>"):
            begun = time.monotonic()
            answer = self.send(data, "بد")
            self.assertIn(answer.status, (413, 422))
            self.assertIn('href="#field-file"', answer.text)
            self.assertLess(time.monotonic() - begun, 10)

    def test_a_page_stays_quick_among_a_thousand_models(self):
        text = TEMPLATE.format(encoding="UTF-8", name="نام {number}")
        (self.khaju.folder / "many.csv").write_text(
            "file,title,role,service,agency,publish,note\n" + "".join(
                f"m{i}.bpmn,فرآیند شمارهٔ {i},as-is,,,no,\n" for i in range(900)), encoding="utf-8")
        for i in range(900):
            (self.khaju.folder / f"m{i}.bpmn").write_text(text.format(number=i), encoding="utf-8")
        self.khaju.must("library", "load", self.khaju.folder / "many.csv")
        begun = time.monotonic()
        page = self.manager.open("/desk/models?q=" + "%D8%B4%D9%85%D8%A7%D8%B1%D9%87")
        self.assertEqual(page.status, 200)
        self.assertLess(time.monotonic() - begun, 2)
        seen, path = [], "?limit=200"
        while path:
            answer = self.api(path)
            seen += [item["id"] for item in answer["items"]]
            path = answer["next"] and answer["next"].removeprefix("/api/v1/models")
        self.assertEqual(len(seen), len(set(seen)))
        self.assertGreaterEqual(len(seen), 905)


class Api(Library):
    def test_who_is_not_signed_in_gets_nothing(self):
        for path in ("", "/01m83m2r5s1mm84vf66ks1s6j4"):
            answer = rig.get(self.port, "/api/v1/models" + path)
            self.assertEqual(answer.status, 401)
            self.assertIn("problem+json", answer.headers["content-type"])

    def test_a_model_has_versions_complaints_file_and_drawing(self):
        one = self.api("?kind=process&role=as-is")["items"][-1]
        whole = self.api("/" + one["id"])
        self.assertEqual(whole["newest"], whole["versions"][0])
        self.assertTrue(all(c["clause"] and c["text"] for c in whole["complaints"]))
        version = f"/api/v1/models/{one['id']}/versions/{one['newest']['number']}"
        self.assertEqual(len(self.manager.open(version + "/file").body), one["newest"]["size"])
        drawing = self.manager.open(version + "/drawing.svg")
        self.assertIn("image/svg+xml", drawing.headers["content-type"])
        self.assertTrue(re.search(r"<svg[^>]*role=", drawing.text))

    def test_wrong_questions_are_answered_with_a_problem(self):
        for path, status in (("?kind=x", 422), ("?state=1", 422), ("?limit=0", 422),
                             ("/nothing", 404)):
            answer = self.manager.open("/api/v1/models" + path)
            self.assertEqual(answer.status, status, path)
            self.assertTrue(json.loads(answer.text)["title"])


if __name__ == "__main__":
    unittest.main()
