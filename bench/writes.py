"""Durable writes: profile edits over HTTP, and what the disk itself can do.

The edits are real ones: the form of each service is fetched first, then one field is changed and
the whole form sent back, with its token and the version it is about, again and again. Any answer
but "saved" ends the run.
"""
import html.parser
import os
import pathlib
import re
import subprocess
import tempfile
import time
import urllib.parse

import rig

SECTION = "features"
FIELD = "description"
EDITED = 600                            # services; many more than there are clients
DEMO_PASSWORD = "khaju-demo"
TYPE = {"Content-Type": "application/x-www-form-urlencoded"}


class Form(html.parser.HTMLParser):
    """The fields of the one form that holds `wanted`, as a browser would send them."""

    def __init__(self, text, wanted):
        super().__init__()
        self.wanted, self.forms, self.fields = wanted, [], None
        self.area = self.select = None
        self.feed(text)
        self.fields = next(form for form in self.forms if wanted in form)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form":
            self.forms.append({})
        if not self.forms or "name" not in found and tag != "option":
            return
        if tag == "textarea":
            self.area = found["name"]
            self.forms[-1][self.area] = ""
        elif tag == "select":
            self.select = found["name"]
        elif tag == "option" and self.select and "selected" in found:
            self.forms[-1][self.select] = found.get("value", "")
        elif tag == "input":
            kind = found.get("type", "text")
            if kind not in ("checkbox", "radio") or "checked" in found:
                self.forms[-1][found["name"]] = found.get("value", "")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None
        if tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.area:
            self.forms[-1][self.area] += data


def cookies(answer, jar):
    for value in re.findall(r"(\w+=[^;,]*); ?[Pp]ath", answer.headers.get("set-cookie", "")):
        name, _, content = value.partition("=")
        jar[name] = content
    return "; ".join(f"{name}={content}" for name, content in jar.items())


def sign_in(port, username="it_manager"):
    """The cookie header of a demo account."""
    jar = {}
    page = rig.get(port, "/sign-in")
    cookie = cookies(page, jar)
    fields = Form(page.text, "password").fields
    fields.update(username=username, password=DEMO_PASSWORD)
    answer = rig.get(port, "/sign-in", method="POST", body=urllib.parse.urlencode(fields),
                     headers={**TYPE, "Cookie": cookie})
    if answer.status != 303:
        raise SystemExit(f"sign-in failed: {answer.status}")
    return cookies(answer, jar)


def prepare(port, count):
    """Cookie and `count` (path, version, body); the body has no version and no description."""
    cookie = sign_in(port)
    edits, address = [], "/api/v1/services?limit=100"
    while address and len(edits) < count:
        listing = rig.get(port, address).json
        for item in listing["items"]:
            path = f"/desk/services/{item['id']}/edit/{SECTION}"
            page = rig.get(port, path, headers={"Cookie": cookie})
            fields = Form(page.text, FIELD).fields
            version = int(fields.pop("version"))
            del fields[FIELD]
            edits.append((path, version, urllib.parse.urlencode(fields)))
        address = listing["next"]
    return cookie, edits[:count]


# Every service is edited in turn, each time as the version that the edit before it made; there are
# so many of them that this one has long been acknowledged.
SCRIPT = """
local edits = {%(rows)s}
local headers = {["Cookie"] = "%(cookie)s",
                 ["Content-Type"] = "application/x-www-form-urlencoded"}
local n = -1                -- wrk asks once before it begins, only to look at the request
good, bad, first = 0, 0, 0
request = function()
  local edit, round = edits[n %% #edits + 1], math.floor(n / #edits)
  n = n + 1
  return wrk.format("POST", edit[1], headers, string.format(
    "%%s&version=%%d&description=%%s-%%d", edit[3], edit[2] + round, "%(mark)s", n))
end
response = function(status)
  if status == 303 then good = good + 1
  else bad, first = bad + 1, first == 0 and status or first end
end
local threads = {}
setup = function(thread) table.insert(threads, thread) end
done = function()
  for _, thread in ipairs(threads) do
    print(string.format("edits %%d refused %%d (first: %%d)", thread:get("good"),
                        thread:get("bad"), thread:get("first")))
  end
end
"""


def edit_rate(port, clients, seconds):
    """Edits acknowledged per second, and the 99th percentile in ms."""
    cookie, edits = prepare(port, EDITED)
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder) / "edits.lua"
        rows = ",\n".join(f'{{"{path}",{version},"{body}"}}' for path, version, body in edits)
        script.write_text(SCRIPT % {"rows": rows, "cookie": cookie, "mark": time.time_ns()},
                          encoding="utf-8")
        out = subprocess.run(["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "-s",
                              script, f"http://127.0.0.1:{port}"], text=True, check=True,
                             stdout=subprocess.PIPE).stdout
    good, bad, first = map(int, re.search(r"edits (\d+) refused (\d+) \(first: (\d+)\)",
                                          out).groups())
    if bad or not good or "Socket errors" in out:
        raise SystemExit(f"{bad} edits were refused, the first with {first}:\n{out}")
    took = float(re.search(r"requests in ([\d.]+)s", out).group(1))
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    return good / took, float(value) * {"us": .001, "ms": 1, "s": 1000}[unit]


def fdatasync_rate(folder, seconds):
    """4 KiB appended and forced to the disk, one after the other."""
    path = pathlib.Path(folder) / "fdatasync.bin"
    times = []
    with open(path, "wb", buffering=0) as file:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            started = time.monotonic()
            file.write(b"x" * 4096)
            os.fdatasync(file.fileno())
            times.append(time.monotonic() - started)
    path.unlink()
    times.sort()
    return len(times) / sum(times), times[int(len(times) * .99)] * 1000
