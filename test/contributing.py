#!/usr/bin/env python3
"""Follows CONTRIBUTING.md to the letter in a copy of the tree, builds it, and tries what came out.

`test/contributing.py`: writes every block with file=…, runs every block with "run", in order, then
builds, runs the new room's test, serves, and uses the new page, table and form.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

TOP = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TOP / "test" / "contract"), str(TOP / "bench")]
import rig  # noqa: E402
import writes  # noqa: E402

BLOCK = re.compile(r"^```(\w+) (file=(\S+)|run)\n(.*?)^```$", re.M | re.S)


def copy_tree(target):
    files = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                           cwd=TOP, check=True, stdout=subprocess.PIPE).stdout.decode().split("\0")
    for name in filter(None, files):
        if (TOP / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(TOP / name, target / name)
    if (TOP / "node_modules").exists():
        (target / "node_modules").symlink_to(TOP / "node_modules")


def follow(tree):
    text = (TOP / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for match in BLOCK.finditer(text):
        _, _, name, body = match.groups()
        if name:
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_text(body, encoding="utf-8")
        else:
            subprocess.run(["sh", "-e", "-c", body], cwd=tree, check=True)


class Contributing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="khaju-contributing-")
        cls.tree = pathlib.Path(cls.folder.name) / "tree"
        cls.tree.mkdir()
        copy_tree(cls.tree)
        follow(cls.tree)
        build = cls.tree / "build"
        for command in (["meson", "setup", "-Doptimization=0", "-Ddebug=false", build, cls.tree],
                        ["ninja", "-C", build, "src/cli/khaju", "test/weather_test_weather"]):
            result = subprocess.run(command, text=True, stdout=subprocess.PIPE,
                                    stderr=subprocess.STDOUT, check=False)
            if result.returncode != 0:
                raise AssertionError(result.stdout[-6000:])
        cls.build = build

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_the_new_room_has_a_test_that_passes(self):
        subprocess.run([self.build / "test" / "weather_test_weather"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def test_the_new_page_table_and_form_work(self):
        with rig.khaju(self.build / "src" / "cli" / "khaju") as one:
            one.load()
            one.must("demo", "accounts")
            with one.serving() as (port, _):
                self.assertIn("سمیرم", rig.get(port, "/counties/names").text)
                service = rig.get(port, "/api/v1/services?limit=1").json["items"][0]["id"]
                path = f"/desk/services/{service}/remarks"
                cookie = writes.sign_in(port)
                fields = writes.Form(rig.get(port, path, headers={"Cookie": cookie}).text,
                                     "remark").fields
                headers = {"Cookie": cookie, **writes.TYPE}
                empty = rig.get(port, path, method="POST", headers=headers,
                                body=urllib.parse.urlencode(fields))
                self.assertEqual(empty.status, 422)
                fields["remark"] = "پل خواجو"
                saved = rig.get(port, path, method="POST", headers=headers,
                                body=urllib.parse.urlencode(fields))
                self.assertEqual(saved.status, 303)
                self.assertIn("پل خواجو", rig.get(port, path, headers={"Cookie": cookie}).text)


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=0).result
    bad = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - bad} passed, {bad} failed")
    sys.exit(1 if bad or result.testsRun == 0 else 0)
