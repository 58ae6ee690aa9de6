#!/usr/bin/env python3
"""`test/contract/run.py KHAJU`: the commands and the HTTP interface as scripts and people meet them.

Each file test_*.py beside this one holds unittest cases; they find the program and a database
already loaded with the real data in rig.PROGRAM and rig.LOADED.
"""
import pathlib
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import rig  # noqa: E402


def main():
    if len(sys.argv) < 2:
        print("usage: run.py KHAJU [test.name…]", file=sys.stderr)
        return 2
    rig.PROGRAM = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="khaju-contract-") as folder:
        province = rig.Khaju(rig.PROGRAM, folder)
        province.load()
        rig.LOADED = province.db
        loader = unittest.defaultTestLoader
        suite = loader.loadTestsFromNames(sys.argv[2:]) if sys.argv[2:] \
            else loader.discover(str(HERE))
        result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    print(f"{result.testsRun - failed - len(result.skipped)} passed, {failed} failed")
    return 1 if failed or result.testsRun == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
