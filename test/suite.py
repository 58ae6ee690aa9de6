#!/usr/bin/env python3
"""Runs the steps of the test suite one after the other and counts what passed and failed.

A step is a function that returns (passed, failed). It prints what failed, and why.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree

TOP = pathlib.Path(__file__).resolve().parent.parent
SANITIZED = TOP / "build" / "sanitized"
CLANG = TOP / "build" / "clang"
SANITIZER_ENV = {
    # not detect_stack_use_after_return: gcc 12 then misaligns locals that need 64 bytes (libsodium)
    "ASAN_OPTIONS": "detect_leaks=1:strict_string_checks=1:abort_on_error=1",
    "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
}


def sh(*command, env=None, quiet=True, timeout=1800):
    """Runs a command at the top of the tree; output only when it fails (or quiet is off)."""
    result = subprocess.run([str(part) for part in command], cwd=TOP, timeout=timeout,
                            env={**os.environ, **(env or {})}, text=True, errors="replace",
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if result.returncode != 0 or not quiet:
        print(result.stdout[-20000:])
    return result


def one(*command, **options):
    """A command that is one test."""
    return (1, 0) if sh(*command, **options).returncode == 0 else (0, 1)


def build(folder, *setup, env=None):
    if not (folder / "build.ninja").exists():
        folder.parent.mkdir(exist_ok=True)
        if sh("meson", "setup", folder, ".", *setup, env=env).returncode != 0:
            return (0, 1)
    return one("ninja", "-C", folder)


def junit_counts(path):
    passed = failed = 0
    for case in ElementTree.parse(path).iter("testcase"):
        bad = case.find("failure") is not None or case.find("error") is not None
        if bad:
            failed += 1
            print("FAILED", case.get("classname"), case.get("name"))
        elif case.find("skipped") is None:
            passed += 1
    return passed, failed


def meson_tests(folder, *arguments, wrapper=()):
    report = folder / "meson-logs" / "testlog.junit.xml"
    report.unlink(missing_ok=True)
    result = sh(*wrapper, "meson", "test", "-C", folder, "--no-rebuild", "--print-errorlogs",
                *arguments, env=SANITIZER_ENV)
    if not report.exists():
        return (0, 1)
    passed, failed = junit_counts(report)
    if result.returncode != 0 and failed == 0:
        failed = 1
    return passed, failed


def step_lint():
    """The house rules, and the layout of the code as Debian's clang-format decides it."""
    files = subprocess.run(["git", "ls-files", "*.c", "*.h"], cwd=TOP, text=True, check=True,
                           stdout=subprocess.PIPE).stdout.split()
    rules = one(sys.executable, "tools/lint.py")
    layout = one("clang-format-14", "--dry-run", "-Werror", *files)
    return rules[0] + layout[0], rules[1] + layout[1]


def step_translation():
    return one(sys.executable, "tools/pogen.py", "--check")


def step_sanitized():
    """gcc, AddressSanitizer and UndefinedBehaviorSanitizer; database tests on both engines."""
    passed, failed = build(SANITIZED, "-Db_sanitize=address,undefined", "-Db_lundef=false")
    if failed:
        return passed, failed
    tests = meson_tests(SANITIZED, wrapper=("test/with-postgres",))
    return passed + tests[0], failed + tests[1]


def fuzz_command(target, work):
    """A fixed seed, so that the answer depends on the code alone; or a hunt for as long as asked.

    What breaks a target is left in build/clang; it belongs into its corpus with the mend.
    """
    room, _, name = target.name.partition("_fuzz_")
    corpus = TOP / "src" / room / "fuzz" / "corpus" / name
    seconds = os.environ.get("KHAJU_FUZZ_SECONDS")
    how = [f"-max_total_time={seconds}"] if seconds else ["-seed=1", "-runs=20000",
                                                          "-max_total_time=20"]
    return [target, work, *([corpus] if corpus.exists() else []), *how, "-max_len=65536",
            "-rss_limit_mb=2048", "-timeout=20", f"-artifact_prefix={CLANG}/{target.name}-"]


def step_clang():
    """The second compiler, and every fuzz target on top of its corpus."""
    passed, failed = build(CLANG, "-Dfuzz=true", "-Db_sanitize=address,undefined",
                           "-Db_lundef=false", env={"CC": "clang"})
    if failed:
        return passed, failed
    targets = [path for path in sorted((CLANG / "test" / "fuzz").glob("*_fuzz_*"))
               if path.is_file() and os.access(path, os.X_OK)]
    for target in targets:
        with tempfile.TemporaryDirectory(prefix="khaju-fuzz-") as work:
            more = one(*fuzz_command(target, work), env=SANITIZER_ENV, timeout=24 * 3600)
        passed, failed = passed + more[0], failed + more[1]
    if not targets:
        print("no fuzz target was built")
        failed += 1
    return passed, failed


def counted(*command, env=None):
    """A runner that ends with its own "N passed, N failed"."""
    result = sh(*command, env=env)
    found = re.findall(r"(\d+) passed, (\d+) failed", result.stdout)
    if not found:
        print(result.stdout[-5000:])
        return (0, 1)
    passed, failed = int(found[-1][0]), int(found[-1][1])
    return passed, failed + (1 if result.returncode != 0 and failed == 0 else 0)


def step_contract():
    """The commands and the HTTP API as scripts use them, on the real data."""
    return counted(sys.executable, "test/contract/run.py", SANITIZED / "src" / "cli" / "khaju")


def step_browser():
    """Whole journeys in Chromium, phone and desktop, with and without JavaScript, axe-core."""
    return counted("node", "test/browser/run.mjs", SANITIZED / "src" / "cli" / "khaju",
                   env=SANITIZER_ENV)


def step_contributing():
    """The recipes of CONTRIBUTING.md, followed to the letter."""
    return counted(sys.executable, "test/contributing.py")


STEPS = {
    "lint": step_lint,
    "translation": step_translation,
    "sanitized": step_sanitized,
    "clang": step_clang,
    "contract": step_contract,
    "browser": step_browser,
    "contributing": step_contributing,
}


def main(arguments):
    if "--list" in arguments:
        print("\n".join(STEPS))
        return 0
    unknown = [name for name in arguments if name not in STEPS]
    if unknown:
        print(f"no such step: {' '.join(unknown)}; see --list", file=sys.stderr)
        return 2
    passed = failed = 0
    for name in arguments or STEPS:
        started = time.monotonic()
        print(f"== {name}", flush=True)
        try:
            good, bad = STEPS[name]()
        except (subprocess.TimeoutExpired, OSError, ElementTree.ParseError) as problem:
            print(f"{name}: {problem}")
            good, bad = 0, 1
        passed, failed = passed + good, failed + bad
        print(f"   {name}: {good} passed, {bad} failed ({time.monotonic() - started:.0f} s)",
              flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
