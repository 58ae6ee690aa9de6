"""The HTTP interface: public pages, API, limits, hostile requests. One server for all."""
import pathlib
import re
import socket
import subprocess
import tempfile
import unittest
import urllib.parse

import rig

HERE = pathlib.Path(__file__).resolve().parent

PUBLIC = ("/", "/services", "/agencies", "/counties", "/upstream", "/glossary", "/document",
          "/sign-in", "/events")


class Server(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = rig.contextlib.ExitStack()
        cls.khaju = cls.stack.enter_context(rig.khaju(rig.PROGRAM, rig.LOADED))
        cls.port, cls.process = cls.stack.enter_context(cls.khaju.serving())

    @classmethod
    def tearDownClass(cls):
        cls.stack.close()

    def get(self, path, **options):
        return rig.get(self.port, path, **options)

    def raw(self, data, timeout=3):
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as sock:
            sock.sendall(data)
            sock.shutdown(socket.SHUT_WR)
            out = b""
            try:
                while chunk := sock.recv(65536):
                    out += chunk
            except (TimeoutError, ConnectionResetError):
                pass  # an unfinished request may be waited for; what counts is the next one
            return out


class Pages(Server):
    def test_public_pages_answer_in_persian_with_strict_headers(self):
        for path in PUBLIC:
            answer = self.get(path)
            self.assertEqual(answer.status, 200, path)
            self.assertIn('lang="fa"', answer.text)
            self.assertIn('dir="rtl"', answer.text)
            self.assertIn("default-src 'self'", answer.headers["content-security-policy"])
            self.assertNotRegex(answer.text, r"<script(?![^>]*src=)|\sstyle=|\son[a-z]+=")

    def test_a_citizen_page_weighs_little(self):
        services = self.get("/api/v1/services?limit=3").json["items"]
        for path in ("/", "/services", "/services/" + services[0]["id"]):
            page = self.get(path, headers={"Accept-Encoding": "gzip"})
            self.assertEqual(page.headers.get("content-encoding"), "gzip")
            total = len(page.body)
            for sheet in re.findall(r'href="(/assets/[^"]+\.css)"', self.get(path).text):
                total += len(self.get(sheet, headers={"Accept-Encoding": "gzip"}).body)
            self.assertLess(total, 60 * 1024, path)

    def test_assets_are_cached_for_ever(self):
        sheet = re.search(r'href="(/assets/[^"]+\.css)"', self.get("/").text).group(1)
        self.assertIn("immutable", self.get(sheet).headers["cache-control"])

    def test_search_forgives(self):
        def found(words):
            page = self.get("/services?q=" + urllib.parse.quote(words)).text
            return set(re.findall(r'href="/services/([0-9a-z]+)"', page))
        right = found("کارت هوشمند ملی")
        self.assertTrue(right)
        for wrong in ("كارت هوشمند ملي", "کارت‌ هوشمند ملی", "کارت هوشمند ملس", "  کارت   هوشمند"):
            self.assertTrue(found(wrong) & right, wrong)

    def test_search_of_nonsense_and_of_a_megabyte_stay_polite(self):
        page = self.get("/services?q=" + urllib.parse.quote("ژژژژژژژژ"))
        self.assertEqual(page.status, 200)
        self.assertIn(self.get("/services?q=" + "x" * (1 << 20)).status, (400, 413, 414, 431))
        self.assertEqual(self.get("/").status, 200)

    def test_protected_pages_lead_to_sign_in(self):
        for path in ("/desk", "/desk/import", "/desk/audit", "/desk/people", "/plan"):
            answer = self.get(path)
            self.assertEqual(answer.status, 303, path)
            self.assertTrue(answer.headers["location"].startswith("/sign-in"), path)

    def test_a_post_without_token_is_refused(self):
        answer = self.get("/sign-in", method="POST", body="username=a&password=b",
                          headers={"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(answer.status, 403)


class Upstream(Server):
    def test_every_clause_is_named_in_persian(self):
        labels = []
        for document in re.findall(r'href="(/upstream/[^"]+)"', self.get("/upstream").text):
            labels += re.findall(r'<h3 class="govuk-heading-s">(.*?)(?: <strong|</h3>)',
                                 self.get(document).text)
        self.assertEqual(len(labels), 199)  # and three documents without clauses
        self.assertEqual([label for label in labels if re.search("[A-Za-z]", label)], [])


class Hostile(Server):
    def test_paths_that_climb_or_lie(self):
        for path in ("/../etc/passwd", "/assets/../../etc/passwd", "/services/..%2f..%2fetc",
                     "/services/%00", "/services/%ff", "//etc/passwd", "/assets/%2e%2e/x"):
            self.assertIn(self.get(path).status, (301, 303, 308, 400, 404), path)

    def test_unknown_method_and_page(self):
        self.assertEqual(self.get("/no-such-page").status, 404)
        answer = self.get("/services", method="DELETE")
        self.assertEqual(answer.status, 405)
        self.assertIn("GET", answer.headers["allow"])

    def test_broken_requests_leave_the_server_well(self):
        long = b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\nHost: x\r\n\r\n"
        broken = (b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; "
                  b"boundary=zz\r\nContent-Length: 20\r\n\r\n--zz\r\nContent-Dis")
        huge = (b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: "
                b"application/x-www-form-urlencoded\r\nContent-Length: 2147483648\r\n\r\nusername=")
        for data in (long, broken, huge, b"\0\1\2\3\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b""):
            self.raw(data)
        self.assertEqual(self.get("/").status, 200)

    def test_head_is_get_without_body(self):
        answer = self.get("/services", method="HEAD")
        self.assertEqual((answer.status, answer.body), (200, b""))


class Api(Server):
    def test_health_and_metrics(self):
        self.assertEqual(self.get("/healthz").status, 200)
        metrics = self.get("/metrics")
        self.assertRegex(metrics.text, r"(?m)^# TYPE \w+ counter$")
        self.assertRegex(metrics.text, r"(?m)^khaju_\w+(\{[^}]*\})? [0-9.e+]+$")

    def test_lists_page_by_key_and_reach_every_row(self):
        for kind, count in (("services", 185), ("counties", 28), ("upstream", 36)):
            seen, address = [], f"/api/v1/{kind}?limit=20"
            while address:
                answer = self.get(address).json
                self.assertLessEqual(len(answer["items"]), 20)
                seen += [item["id"] for item in answer["items"]]
                address = answer["next"]
            self.assertEqual((len(seen), len(set(seen))), (count, count), kind)

    def test_etag_saves_the_second_answer(self):
        first = self.get("/api/v1/agencies")
        again = self.get("/api/v1/agencies", headers={"If-None-Match": first.headers["etag"]})
        self.assertEqual((again.status, again.body), (304, b""))

    def test_filters_and_bad_parameters(self):
        agency = self.get("/api/v1/services?limit=1").json["items"][0]["agency"]["id"]
        found = self.get(f"/api/v1/services?agency={agency}&limit=100").json["items"]
        self.assertTrue(found and all(item["agency"]["id"] == agency for item in found))
        for bad in ("limit=0", "limit=99999", "limit=x", "after=%00", "after=rubbish"):
            answer = self.get("/api/v1/services?" + bad)
            self.assertIn(answer.status, (400, 422), bad)
            self.assertIn("problem+json", answer.headers["content-type"])

    def test_openapi_names_every_api_path(self):
        document = self.get("/api/v1/openapi.json").json
        self.assertTrue(document["openapi"].startswith("3.1"))
        for kind in ("services", "agencies", "counties", "upstream", "gaps"):
            self.assertIn(f"/api/v1/{kind}", document["paths"])
            self.assertEqual(self.get(f"/api/v1/{kind}").status, 200)

    def test_openapi_pleases_a_public_linter(self):
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            file.write(self.get("/api/v1/openapi.json").body)
            file.flush()
            linted = subprocess.run(["node", HERE / "openapi_lint.mjs", file.name], text=True,
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.assertEqual((linted.returncode, linted.stdout), (0, ""))
