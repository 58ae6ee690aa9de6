"""A khaju of one's own: a database in a temporary folder, the real data, a server on a free port."""
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
DATA = TOP / "data" / "isfahan"
KINDS = ("counties", "agencies", "holidays", "glossary", "upstream", "services")


class Khaju:
    """Runs the program against one database."""

    def __init__(self, program, folder):
        self.program = str(pathlib.Path(program).resolve())
        self.folder = pathlib.Path(folder)
        self.db = str(self.folder / "khaju.db")

    def run(self, *arguments, stdin=None, env=None, cwd=None, db=True, timeout=300):
        command = [self.program, *map(str, arguments)]
        if db:
            command += ["--db", self.db]
        return subprocess.run(command, input=stdin, text=True, errors="replace", cwd=cwd or TOP,
                              env={**os.environ, **(env or {})}, timeout=timeout,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)

    def must(self, *arguments, **options):
        result = self.run(*arguments, **options)
        if result.returncode != 0:
            raise AssertionError(f"khaju {' '.join(map(str, arguments))}: exit code "
                                 f"{result.returncode}\n{result.stdout}\n{result.stderr}")
        return result.stdout

    def load(self):
        self.must("init")
        for kind in KINDS:
            self.must("import", kind, DATA / f"{kind}.csv")
        self.must("plan", "load", TOP / "data" / "rules")

    @contextlib.contextmanager
    def serving(self, *arguments, env=None):
        """Yields (port, process); stops the server gently at the end."""
        with open(self.folder / "server.log", "ab") as log:
            process = subprocess.Popen(
                [self.program, "serve", "--db", self.db, "--listen", "127.0.0.1:0",
                 "--data", str(self.folder / "files"), *arguments],
                stdout=subprocess.PIPE, stderr=log, text=True,
                env={**os.environ, **(env or {})}, cwd=TOP)
        try:
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if not found:
                process.wait(10)
                raise AssertionError("the server did not start: " + line +
                                     (self.folder / "server.log").read_text()[-3000:])
            yield int(found.group(1)), process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(30)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
            process.stdout.close()


@contextlib.contextmanager
def khaju(program, loaded=None):
    """A fresh folder; with `loaded`, a copy of an already loaded database."""
    folder = tempfile.mkdtemp(prefix="khaju-test-")
    try:
        one = Khaju(program, folder)
        if loaded:
            shutil.copy(loaded, one.db)
        yield one
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.body)


def get(port, path, headers=None, method="GET", body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        return Answer(connection.getresponse())
    finally:
        connection.close()
