"""Long work from the web: progress without a script, one job for all who ask, a clean end."""
import html
import os
import pathlib
import tempfile
import time
import unittest

import rig
from staff import Desk

PATIENCE_S = 300


def until(look, done):
    """Looks again, as a browser does that obeys Refresh, until done(answer)."""
    end = time.monotonic() + PATIENCE_S
    answer = look()
    while not done(answer):
        if time.monotonic() > end:
            raise AssertionError(f"still not over: {answer.status} {answer.text[:500]}")
        time.sleep(0.3)
        answer = look()
    return answer


class Jobs(unittest.TestCase):
    def setUp(self):
        stack = rig.contextlib.ExitStack()
        self.addCleanup(stack.close)
        self.khaju = stack.enter_context(rig.khaju(rig.PROGRAM, rig.LOADED))
        self.khaju.must("demo", "accounts")
        self.khaju.must("plan", "refresh")
        self.khaju.must("document", "compile")
        self.temporary = stack.enter_context(tempfile.TemporaryDirectory(prefix="khaju-jobs-"))
        self.port, self.process = stack.enter_context(
            self.khaju.serving("--no-rate-limit", env={"TMPDIR": self.temporary}))
        self.desk = Desk(self.port, "it_manager")

    def begin_compile(self):
        self.desk.open("/desk/document")
        answer = self.desk.send("/desk/document/compile", self.desk.form("/desk/document/compile"))
        self.assertEqual(answer.status, 303, answer.text[:500])
        return answer.headers["location"]

    def cached(self):
        return sorted(path.name for path in
                      (pathlib.Path(self.khaju.folder) / "files" / "document").glob("*"))

    def test_work_that_waits_is_shared_and_shown_until_it_is_done(self):
        making = self.desk.open("/document/versions/1/files/pdf")
        self.assertEqual(making.status, 200)
        self.assertEqual(making.headers["refresh"], "2")
        # the PDF keeps the one worker busy: both requests find the same compile waiting
        job = self.begin_compile()
        self.assertEqual(self.begin_compile(), job)
        waiting = self.desk.open(job)
        self.assertEqual(waiting.headers["refresh"], "1")
        self.assertIn("نوبت این نسخه است", waiting.text)

        made = until(lambda: self.desk.open(job), lambda answer: answer.status == 303)
        self.assertEqual(made.headers["location"], "/document/versions/2")
        self.assertEqual(self.desk.open("/document/versions/3").status, 404)

        ready = self.desk.open("/document/versions/1/files/pdf")
        address = ready.headers["refresh"].partition("url=")[2]
        self.assertEqual(address, "/document/versions/1/khaju-document.pdf")
        file = self.desk.open(address)
        self.assertEqual(file.body[:5], b"%PDF-")
        self.assertEqual(len(self.cached()), 1, self.cached())

    def test_a_program_that_asks_for_the_file_itself_gets_it(self):
        file = self.desk.open("/document/versions/1/khaju-document.docx")
        self.assertEqual(file.status, 200)
        self.assertEqual(file.body[:4], b"PK\x03\x04")

    def test_errors_of_the_chapters_are_shown_where_the_compile_ends(self):
        page = "/desk/document/chapters/introduction"
        self.desk.open(page)
        fields = self.desk.form(page)
        source = dict(fields)["source"]
        self.assertEqual(self.desk.send(page, fields, source=source + "\n\n{{term بی‌معنا}}\n").status,
                         303)
        job = self.begin_compile()
        failed = until(lambda: self.desk.open(job), lambda answer: "refresh" not in answer.headers)
        self.assertEqual(failed.status, 422)
        self.assertIn("DOP-4", html.unescape(failed.text))
        self.assertEqual(self.desk.open("/document/versions/2").status, 404)

    def test_a_job_that_nobody_knows_is_not_found_and_no_stranger_sees_one(self):
        self.assertEqual(self.desk.open("/desk/document/jobs/99").status, 404)
        self.assertEqual(self.desk.open("/desk/document/jobs/x").status, 404)
        self.assertEqual(rig.get(self.port, "/document/versions/1/files/pdf").status, 404)
        self.assertEqual(self.desk.open("/document/versions/1/files/exe").status, 404)

    def test_stopping_in_the_middle_is_quick_and_leaves_nothing_half_made(self):
        self.desk.open("/document/versions/1/files/pdf")
        until(lambda: self.desk.open("/document/versions/1/files/pdf"),
              lambda _: bool(os.listdir(self.temporary)))
        self.begin_compile()
        began = time.monotonic()
        self.process.terminate()
        self.assertEqual(self.process.wait(30), 0)
        self.assertLess(time.monotonic() - began, 10)
        self.assertEqual(os.listdir(self.temporary), [])
        self.assertEqual(self.cached(), [])
        self.assertEqual(self.khaju.run("document", "export", "--version", "2", "--format", "html",
                                        "--out", f"{self.temporary}/x.html").returncode, 1)


if __name__ == "__main__":
    unittest.main()
