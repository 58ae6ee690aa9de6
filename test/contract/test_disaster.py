"""What may not happen happens: the disk fills, a file is far too large, the server is killed."""
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

import rig

sys.path.append(str(rig.TOP / "bench"))
import writes  # noqa: E402  pylint: disable=wrong-import-position

SECTION = "/desk/services/{}/edit/features"


class Desk:
    """IT management at its desk, editing descriptions."""

    def __init__(self, port):
        self.port, self.cookie = port, writes.sign_in(port)
        services = rig.get(port, "/api/v1/services?limit=100").json["items"]
        self.services = [item["id"] for item in services]

    def form(self, service):
        page = rig.get(self.port, SECTION.format(service), headers={"Cookie": self.cookie})
        fields = writes.Form(page.text, "description").fields
        fields["description"] = fields["description"].removeprefix("\n")  # as HTML reads it
        return fields

    def send(self, service, fields):
        return rig.get(self.port, SECTION.format(service), method="POST",
                       body=urllib.parse.urlencode(fields),
                       headers={**writes.TYPE, "Cookie": self.cookie})

    def edit(self, service, text):
        return self.send(service, {**self.form(service), "description": text})


def mounts():
    """May this machine mount a small file system of its own?"""
    return subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          check=False).returncode == 0


@unittest.skipUnless(mounts(), "mounting a small disk needs root")
class FullDisk(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="khaju-full-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        loaded = pathlib.Path(self.folder) / "loaded.db"
        shutil.copy(rig.LOADED, loaded)
        one = rig.Khaju(rig.PROGRAM, self.folder)
        one.db = str(loaded)
        one.must("demo", "accounts")
        disk = pathlib.Path(self.folder) / "disk"
        disk.mkdir()
        size = loaded.stat().st_size + (8 << 20)
        script = (f'mount -t tmpfs -o size={size} none "$1" && cp "$2" "$1/khaju.db" && '
                  'exec "$3" serve --db "$1/khaju.db" --listen 127.0.0.1:0 --data "$1"')
        self.process = subprocess.Popen(
            ["unshare", "-m", "sh", "-c", script, "sh", disk, loaded, rig.PROGRAM],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=rig.TOP)
        self.addCleanup(self.process.stdout.close)
        self.addCleanup(self.process.wait)
        self.addCleanup(self.process.kill)
        self.port = int(self.process.stdout.readline().strip().rsplit(":", 1)[1])
        self.disk = pathlib.Path(f"/proc/{self.process.pid}/root{disk}")

    def fill(self):
        with open(self.disk / "filler", "wb", buffering=0) as filler:
            for size in (1 << 20, 1 << 12):
                try:
                    while True:
                        filler.write(b"x" * size)
                except OSError:
                    continue

    def test_full_disk_keeps_the_typed_text_and_everything_else_works(self):
        desk = Desk(self.port)
        service = desk.services[0]
        self.assertEqual(desk.edit(service, "پیش از پر شدن").status, 303)
        self.fill()
        refused = None
        for number in range(200):
            answer = desk.edit(service, f"متن {number} " + "نوشته‌ای بلند " * 20)
            if answer.status != 303:
                refused = answer
                break
        self.assertIsNotNone(refused, "200 edits fitted on a full disk")
        self.assertEqual(refused.status, 507)
        again = writes.Form(refused.text, "description").fields
        self.assertTrue(again["description"].startswith(f"متن {number} "))
        self.assertEqual(rig.get(self.port, f"/services/{service}").status, 200)
        kept = desk.form(service)["description"]
        (self.disk / "filler").unlink()
        self.assertEqual(desk.form(service)["description"], kept)
        self.assertEqual(desk.send(service, again).status, 303)
        self.assertEqual(desk.form(service)["description"], again["description"].strip())


class Upload(unittest.TestCase):
    def test_two_gigabytes_are_refused_before_they_are_taken(self):
        with rig.khaju(rig.PROGRAM, rig.LOADED) as one:
            one.must("demo", "accounts")
            with one.serving() as (port, _):
                cookie = writes.sign_in(port)
                head = (f"POST /desk/import HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n"
                        "Content-Type: multipart/form-data; boundary=b\r\n")
                part = (b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"'
                        b"\r\n\r\n")
                self.assertIn(b" 413 ", self.declared(port, head))
                self.assertLess(self.chunked(port, head, part), 1 << 30)
                self.assertEqual(rig.get(port, "/healthz").status, 200)
            left = [path for path in pathlib.Path(one.folder, "files").rglob("*")
                    if path.is_file() and path.stat().st_size > 1 << 20]
            self.assertEqual(left, [])

    def declared(self, port, head):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall((head + f"Content-Length: {2 << 30}\r\n\r\n").encode())
            return connection.recv(4096)

    def chunked(self, port, head, part):
        """How much the server takes before it hangs up."""
        block, sent = b"x" * (1 << 20), 0
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            connection.sendall((head + "Transfer-Encoding: chunked\r\n\r\n").encode())
            connection.sendall(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            try:
                while sent < 2 << 30:
                    connection.sendall(f"{len(block):x}\r\n".encode() + block + b"\r\n")
                    sent += len(block)
            except OSError:
                pass
        return sent


class Killed(unittest.TestCase):
    def test_what_was_acknowledged_survives_kill_9(self):
        with rig.khaju(rig.PROGRAM, rig.LOADED) as one:
            one.must("demo", "accounts")
            acknowledged = {}
            with one.serving("--no-rate-limit") as (port, process):
                desk = Desk(port)
                threads = [threading.Thread(target=self.work,
                                            args=(desk, desk.services[i::4], acknowledged))
                           for i in range(4)]
                for thread in threads:
                    thread.start()
                while len(acknowledged) < 20 and any(thread.is_alive() for thread in threads):
                    time.sleep(0.01)
                process.kill()
                for thread in threads:
                    thread.join()
            self.assertGreaterEqual(len(acknowledged), 20)
            with one.serving("--no-rate-limit") as (port, _):
                desk = Desk(port)
                for service, text in acknowledged.items():
                    self.assertEqual(desk.form(service)["description"], text)
                self.assertEqual(one.run("doctor").returncode, 0)

    @staticmethod
    def work(desk, services, acknowledged):
        for service in services:
            text = f"نوشته برای {service}"
            try:
                if desk.edit(service, text).status == 303:
                    acknowledged[service] = text
            except (OSError, StopIteration, rig.http.client.HTTPException):
                return
