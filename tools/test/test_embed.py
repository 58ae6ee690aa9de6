"""Embedding files, by example; the result is compiled and run."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parent.parent
CORE = TOOLS.parent / "src" / "core"

PROGRAM = '''
#include <stdio.h>
#include "x.h"
int main(void) {
    for (size_t i = 0; i < migrations_count; i++) {
        printf("%s=%zu:", migrations_files[i].name, migrations_files[i].size);
        for (size_t k = 0; k <= migrations_files[i].size; k++) {
            printf("%02x", migrations_files[i].data[k]);
        }
        printf("\\n");
    }
    return 0;
}
'''


class EmbedTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.top = pathlib.Path(self.folder.name)

    def embed(self, *files, prefix="migrations"):
        return subprocess.run(
            [sys.executable, TOOLS / "embed.py", "--prefix", prefix, "--out", self.top / "x.c",
             "--header", self.top / "x.h", *files], text=True, capture_output=True, check=False)

    def write(self, name, data):
        path = self.top / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return path

    def output(self):
        (self.top / "main.c").write_text(PROGRAM)
        subprocess.run([shutil.which("cc"), "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
                        "-I", CORE, "-I", self.top, "-o", self.top / "program",
                        self.top / "main.c", self.top / "x.c"], check=True)
        return subprocess.run([self.top / "program"], text=True, capture_output=True,
                              check=True).stdout

    def test_every_byte_sorted_and_ended(self):
        every = bytes(range(256))
        b = self.write("b.bin", every)
        a = self.write("a.sql", "سلام\n".encode())
        empty = self.write("c", b"")
        self.assertEqual(self.embed(b, empty, a).returncode, 0)
        self.assertEqual(self.output(), "a.sql=9:%s00\nb.bin=256:%s00\nc=0:00\n"
                         % ("سلام\n".encode().hex(), every.hex()))

    def test_no_files_is_an_empty_array(self):
        self.assertEqual(self.embed().returncode, 0)
        self.assertEqual(self.output(), "")

    def test_names_may_be_persian_and_awkward(self):
        self.embed(self.write('نام 1".txt', b"x"))
        self.assertEqual(self.output(), 'نام 1".txt=1:7800\n')

    def test_refuses_the_same_name_twice(self):
        result = self.embed(self.write("a", b"1"), self.write("sub/a", b"2"))
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("two files are called a", result.stderr)

    def test_refuses_a_wrong_prefix_and_a_missing_file(self):
        self.assertNotEqual(self.embed(prefix="A-b").returncode, 0)
        self.assertNotEqual(self.embed(self.top / "none").returncode, 0)


if __name__ == "__main__":
    unittest.main()
