"""Somebody at a desk: signs in, opens pages, fills in the form on a page and sends it."""
import html.parser
import http.client
import http.cookies
import urllib.parse
import uuid

import rig


class Forms(html.parser.HTMLParser):
    """The forms of a page as a browser without a script would send them untouched."""

    def __init__(self, text):
        super().__init__()
        self.forms = []         # (action, [(name, value)])
        self.area = self.select = None
        self.feed(text)

    def field(self, name, value):
        if name and self.forms:
            self.forms[-1][1].append((name, value))

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "form":
            self.forms.append((at.get("action"), []))
        elif tag == "input":
            kind = at.get("type", "text")
            if kind in ("checkbox", "radio") and "checked" not in at:
                return
            if kind not in ("submit", "file"):
                self.field(at.get("name"), at.get("value") or "")
        elif tag == "textarea":
            self.area = [at.get("name"), ""]
        elif tag == "select":
            self.select = [at.get("name"), None]
        elif tag == "option" and self.select is not None:
            if "selected" in at or self.select[1] is None:
                self.select[1] = at.get("value") or ""

    def handle_data(self, data):
        if self.area is not None:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area is not None:
            self.field(self.area[0], self.area[1].removeprefix("\n"))
            self.area = None
        elif tag == "select" and self.select is not None:
            self.field(self.select[0], self.select[1] or "")
            self.select = None


class Desk:
    def __init__(self, port, username=None, password="khaju-demo"):
        self.port = port
        self.cookies = {}
        if username:
            self.open("/sign-in")
            answer = self.send("/sign-in", self.form("/sign-in"), username=username,
                               password=password)
            assert answer.status == 303, answer.text

    def request(self, method, path, body=None, headers=None):
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
                   **(headers or {})}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            for name, value in response.getheaders():
                if name.lower() == "set-cookie":
                    for key, morsel in http.cookies.SimpleCookie(value).items():
                        self.cookies[key] = morsel.value
            self.answer = rig.Answer(response)
        finally:
            connection.close()
        return self.answer

    def open(self, path):
        return self.request("GET", path)

    def form(self, action):
        """The fields of a form on the page that was opened last."""
        for where, fields in Forms(self.answer.text).forms:
            if where == action:
                return fields
        raise AssertionError(f"no form leads to {action}")

    def send(self, path, fields, **changed):
        changed = {name.replace("__", "."): value for name, value in changed.items()}
        kept = [(name, value) for name, value in fields if name not in changed]
        return self.request("POST", path, urllib.parse.urlencode([*kept, *changed.items()]),
                            {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, path, fields, name, filename, data):
        mark = uuid.uuid4().hex
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
                 .encode() for key, value in fields]
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; '
                     f'filename="{filename}"\r\nContent-Type: text/csv\r\n\r\n'.encode())
        body = b"".join(parts) + data + f"\r\n--{mark}--\r\n".encode()
        return self.request("POST", path, body,
                            {"Content-Type": f"multipart/form-data; boundary={mark}"})
