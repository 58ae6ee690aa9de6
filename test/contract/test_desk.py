"""The desk: worklist, form, conflict, scope, history, figures, import; as people meet it."""
import html
import re
import unittest
import urllib.parse

import rig
from staff import Desk

DRAFT = "خدمت آزمایشی میز کار"


class Staff(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = rig.contextlib.ExitStack()
        cls.khaju = cls.stack.enter_context(rig.khaju(rig.PROGRAM, rig.LOADED))
        cls.khaju.must("demo", "accounts")
        cls.port, cls.process = cls.stack.enter_context(cls.khaju.serving("--no-rate-limit"))
        cls.manager = Desk(cls.port, "it_manager")
        cls.officer = Desk(cls.port, "agency_officer")
        cls.own = cls.published_by(cls.officer)

    @classmethod
    def tearDownClass(cls):
        cls.stack.close()

    @staticmethod
    def published_by(desk):
        """A service that the person has drafted, described and published."""
        desk.open("/desk/services/new")
        fields = desk.form("/desk/services/new")
        service = desk.send("/desk/services/new", fields, title="خدمت کارشناس").headers["location"]
        desk.open(f"{service}/edit/features")
        desk.send(f"{service}/edit/features", desk.form(f"{service}/edit/features"),
                  description="شرح")
        desk.open(service)
        desk.send(f"{service}/publish", desk.form(f"{service}/publish"))
        return service.removeprefix("/desk/services/")

    def services(self, desk, query=""):
        answer = desk.open("/desk/services" + query)
        self.assertEqual(answer.status, 200, answer.text)
        return re.findall(r'href="/desk/services/([0-9a-z]{26})"', answer.text)

    def providers(self, service):
        whole = rig.get(self.port, f"/api/v1/services/{service}").json
        return {provider["id"] for provider in whole["providers"]}

    def draft(self, title=DRAFT):
        """A new draft of the manager's; its address."""
        self.manager.open("/desk/services/new")
        agency = re.search(r'<option value="([^"]+)"', self.manager.answer.text).group(1)
        answer = self.manager.send("/desk/services/new", self.manager.form("/desk/services/new"),
                                   title=title, agency=agency)
        self.assertEqual(answer.status, 303, answer.text)
        return answer.headers["location"]

    def edit(self, desk, service, section, **changed):
        path = f"{service}/edit/{section}"
        answer = desk.open(path)
        self.assertEqual(answer.status, 200, answer.text)
        return desk.send(path, desk.form(path), **changed)


class Worklist(Staff):
    def test_every_page_of_the_list_is_reached_and_no_service_twice(self):
        seen, path = [], "/desk/services"
        while path:
            page = self.manager.open(path).text
            seen += re.findall(r'<th [^>]*><a class="govuk-link" href="/desk/services/([0-9a-z]+)"',
                               page)
            following = re.search(r'href="(/desk/services\?[^"]*after=[^"]+)"', page)
            path = html.unescape(following.group(1)) if following else None
        self.assertEqual(len(seen), len(set(seen)))
        self.assertGreaterEqual(len(seen), 185)

    def test_a_filter_leaves_only_services_without_the_fact(self):
        page = self.manager.open("/desk/services?missing=fee").text
        for cell in re.findall(r'data-label="کمبود">(.*?)</td>', page, re.S):
            self.assertIn("هزینه", cell)

    def test_an_officer_sees_only_their_agency(self):
        agency = self.providers(self.own)
        mine = self.services(self.officer)
        self.assertIn(self.own, self.services(self.officer, "?q=" + urllib.parse.quote("خدمت کارشناس")))
        for one in mine:
            self.assertTrue(agency & self.providers(one), one)
        self.assertLess(len(set(mine)), 185)

    def test_another_agency_is_denied_everywhere(self):
        agency = self.providers(self.own)
        listed = rig.get(self.port, "/api/v1/services?limit=200").json["items"]
        other = next(one["id"] for one in listed if not agency & self.providers(one["id"]))
        for path in ("", "/edit/features", "/history", "/history/1", "/report/1404"):
            answer = self.officer.open(f"/desk/services/{other}{path}")
            self.assertEqual(answer.status, 403, path)
        self.officer.open(f"/desk/services/{self.own}/edit/features")
        fields = self.officer.form(f"/desk/services/{self.own}/edit/features")
        for path in ("edit/features", "publish", "retire", "report/1404"):
            answer = self.officer.send(f"/desk/services/{other}/{path}", fields)
            self.assertEqual(answer.status, 403, path)
        self.assertEqual(self.officer.open(f"/desk/services/{self.own}/verify").status, 403)
        self.assertEqual(self.officer.open("/desk/reports/review").status, 403)
        self.assertEqual(self.officer.open("/desk/import").status, 403)

    def test_every_section_of_a_real_service_is_saved_untouched_without_a_new_version(self):
        service = "/desk/services/" + self.services(self.manager)[0]
        sections = re.findall(rf'href="{service}/edit/([a-z]+)"', self.manager.open(service).text)
        self.assertGreaterEqual(len(set(sections)), 8)
        for section in sorted(set(sections)):
            answer = self.edit(self.manager, service, section)
            self.assertEqual(answer.status, 303, f"{section}: {answer.text}")
        self.assertIn("history/1\"", self.manager.open(f"{service}/history").text)
        self.assertNotIn("history/2\"", self.manager.answer.text)


class Form(Staff):
    def test_a_service_is_drafted_filled_in_published_and_retired(self):
        service = self.draft()
        public = service.replace("/desk", "")
        self.assertEqual(rig.get(self.port, public).status, 404)
        self.manager.open(service)
        fields = [("csrf", csrf(self.manager.answer.text))]
        self.assertEqual(self.manager.send(f"{service}/publish", fields).status, 422)
        self.assertEqual(self.edit(self.manager, service, "features",
                                   description="شرح آزمایشی").status, 303)
        self.manager.open(service)
        self.assertEqual(self.manager.send(f"{service}/publish",
                                           self.manager.form(f"{service}/publish")).status, 303)
        self.assertIn("شرح آزمایشی", rig.get(self.port, public).text)
        self.manager.open(service)
        self.assertEqual(self.manager.send(f"{service}/retire",
                                           self.manager.form(f"{service}/retire")).status, 303)
        self.assertEqual(rig.get(self.port, public).status, 404)

    def test_rows_are_added_and_removed_without_a_script(self):
        service = self.draft("خدمت با هزینه")
        path = f"{service}/edit/details"
        self.manager.open(path)
        answer = self.manager.send(path, self.manager.form(path), form_act="add:fees")
        self.assertEqual(answer.status, 200)
        self.assertIn('name="fees.0.least"', answer.text)
        answer = self.manager.send(path, self.manager.form(path), fees__0__least="۱۲۰٬۰۰۰",
                                   visits="2")
        self.assertEqual(answer.status, 303, answer.text)
        self.assertIn("۱۲۰٬۰۰۰", self.manager.open(path).text)
        answer = self.manager.send(path, self.manager.form(path), form_act="remove:fees:0")
        self.assertNotIn('name="fees.0.least"', answer.text)
        self.assertEqual(self.manager.send(path, self.manager.form(path)).status, 303)
        history = self.manager.open(f"{service}/history/3").text
        self.assertIn("۱۲۰٬۰۰۰", history)

    def test_wrong_answers_stay_in_the_form(self):
        service = self.draft("خدمت با خطا")
        answer = self.edit(self.manager, service, "details", visits="هفت")
        self.assertEqual(answer.status, 422)
        self.assertIn('value="هفت"', answer.text)
        answer = self.edit(self.manager, service, "access", address="javascript:alert(1)")
        self.assertEqual(answer.status, 422)

    def test_a_damaged_identifier_is_repaired_only_when_asked(self):
        service = self.draft("خدمت با شناسه")
        path = f"{service}/edit/identity"
        self.manager.open(path)
        fields = self.manager.form(path)
        good = "13021187000"
        scrambled = good[4:8] + good[:4] + good[8:]
        self.assertEqual(self.manager.send(path, fields, code=scrambled).status, 303)
        page = self.manager.open(path)
        self.assertIn(good, page.text)
        answer = self.manager.send(path, self.manager.form(path), repair="code")
        self.assertEqual(answer.status, 200)
        self.assertIn(("code", good), [(name, digits(value))
                                       for name, value in self.manager.form(path)])
        self.assertIn(scrambled, digits(self.manager.open(service).text))

    def test_the_second_of_two_editors_sees_what_the_first_changed(self):
        service = self.draft("خدمت با دو ویرایشگر")
        path = f"{service}/edit/features"
        first, second = self.manager, Desk(self.port, "admin")
        first.open(path)
        second.open(path)
        early, late = first.form(path), second.form(path)
        self.assertEqual(first.send(path, early, description="از نفر نخست").status, 303)
        answer = second.send(path, late, audience="از نفر دوم")
        self.assertEqual(answer.status, 409)
        self.assertIn("it_manager", answer.text)
        self.assertIn("از نفر نخست", answer.text)
        merged = dict(second.form(path))
        self.assertEqual(merged["audience"], "از نفر دوم")
        self.assertEqual(merged["description"], "از نفر نخست")
        self.assertEqual(second.send(path, second.form(path)).status, 303)
        now = dict((first.open(path), first.form(path))[1])
        self.assertEqual((now["description"], now["audience"]), ("از نفر نخست", "از نفر دوم"))
        history = first.open(f"{service}/history/3?against=1").text
        self.assertIn("از نفر نخست", history)
        self.assertIn("از نفر دوم", history)

    def test_the_same_answer_changed_by_two_keeps_what_the_second_typed(self):
        service = self.draft("خدمت با پاسخ دوگانه")
        path = f"{service}/edit/features"
        second = Desk(self.port, "admin")
        second.open(path)
        late = second.form(path)
        self.edit(self.manager, service, "features", description="الف")
        answer = second.send(path, late, description="ب")
        self.assertEqual(answer.status, 409)
        self.assertEqual(dict(second.form(path))["description"], "ب")

    def test_an_answer_is_attributed_to_who_typed_it(self):
        service = self.draft("خدمت با منبع")
        self.edit(self.manager, service, "features", audience="همه")
        page = self.manager.open(f"{service}/edit/features").text
        self.assertRegex(page, r'id="field-audience-hint">[^<]*it_manager')


class Figures(Staff):
    def report(self, desk, service, **figures):
        path = f"/desk/services/{service}/report/1404"
        answer = desk.open(path)
        self.assertEqual(answer.status, 200, answer.text)
        return desk.send(path, desk.form(path), **figures)

    def test_figures_are_reported_returned_reported_again_and_confirmed(self):
        service = self.own
        path = f"/desk/services/{service}/report/1404"
        self.assertEqual(self.report(self.officer, service, visits="دو").status, 422)
        self.assertEqual(self.report(self.officer, service, volume="۰", visits="1.5",
                                     zero_visit_share="25").status, 303)
        fields = dict((self.officer.open(path), self.officer.form(path))[1])
        self.assertEqual(digits(fields["volume"]), "0")
        self.assertEqual(fields["minutes"], "")
        self.decide("return", "", 422)
        self.decide("return", "نشانی منبع را بنویسید", 303)
        self.assertIn("نشانی منبع را بنویسید", self.officer.open(path).text)
        self.assertEqual(self.report(self.officer, service, note="منبع").status, 303)
        self.decide("confirm", "", 303)
        page = self.officer.open(path).text
        self.assertNotIn('name="volume"', page)
        answer = self.officer.send(path, [("csrf", csrf(page)), ("version", "4"),
                                          ("months", "12"), ("volume", "9")])
        self.assertEqual(answer.status, 409)

    def decide(self, act, reason, status):
        page = self.manager.open("/desk/reports/review").text
        chosen = re.findall(r'name="report" type="checkbox" value="([^"]+)"', page)
        self.assertEqual(len(chosen), 1)
        answer = self.manager.send("/desk/reports/review", [
            ("csrf", csrf(page)), ("report", chosen[0]), ("act", act), ("reason", reason)])
        self.assertEqual(answer.status, status, answer.text)

    def test_a_decision_on_an_older_report_is_refused(self):
        page = self.manager.open("/desk/reports").text
        answer = self.manager.send("/desk/reports/review", [
            ("csrf", csrf(page)), ("report", "01" + "0" * 24 + ":1"), ("act", "confirm")])
        self.assertEqual(answer.status, 404)

    def test_it_management_verifies_the_maturity(self):
        service = self.services(self.manager)[3]
        path = f"/desk/services/{service}/verify"
        self.manager.open(path)
        fields = self.manager.form(path)
        self.assertEqual(self.manager.send(path, fields, information="1").status, 422)
        answer = self.manager.send(path, fields, information="1", form="2", note="بازدید از درگاه")
        self.assertEqual(answer.status, 303)
        self.assertIn("بازدید از درگاه", self.manager.open(f"/desk/services/{service}").text)


class Import(Staff):
    def send_file(self, kind, data, act, filename="file.csv"):
        self.manager.open("/desk/import")
        fields = [("csrf", csrf(self.manager.answer.text)), ("kind", kind), ("act", act)]
        return self.manager.upload("/desk/import", fields, "file", filename, data)

    def counties(self, change=b""):
        return (rig.DATA / "counties.csv").read_bytes() + change

    def reports(self):
        return re.findall(r'href="/desk/import/([0-9a-z]{26})"',
                          self.manager.open("/desk/import").text)

    def glossary(self, lines):
        return ((rig.DATA / "glossary.csv").read_text("utf-8-sig") + lines).encode()

    def load_form(self, address):
        page = self.manager.open(address).text
        found = re.search(r'action="([^"]+/load)".*?name="file" value="([0-9a-f]{32})"', page, re.S)
        return found.group(1), [("csrf", csrf(page)), ("file", found.group(2))]

    def test_a_check_leaves_only_its_report_and_the_same_file_can_be_loaded(self):
        checked = self.send_file("glossary", self.glossary("واژه سنجیده,checked,A test.,ت\n"),
                                 "check")
        self.assertEqual(checked.status, 303)
        address = checked.headers["location"]
        self.assertNotIn("واژه سنجیده", rig.get(self.port, "/glossary").text)
        self.assertIn(address.split("?")[0].rsplit("/", 1)[1], self.reports())
        action, fields = self.load_form(address)
        # nobody else can load it
        stranger = Desk(self.port, "admin")
        stolen = [("csrf", csrf(stranger.open("/desk/import").text)), fields[1]]
        self.assertEqual(stranger.send(action, stolen).status, 422)
        self.assertNotIn("واژه سنجیده", rig.get(self.port, "/glossary").text)
        loaded = self.manager.send(action, fields)
        self.assertEqual(loaded.status, 303, loaded.text)
        self.assertIn("واژه سنجیده", rig.get(self.port, "/glossary").text)

    def test_a_file_that_is_kept_no_longer_has_to_be_chosen_again(self):
        first = self.send_file("glossary", self.glossary("واژه یکم,one,A test.,ت\n"), "check")
        action, fields = self.load_form(first.headers["location"])
        self.send_file("glossary", self.glossary("واژه دوم,two,A test.,ت\n"), "check")
        answer = self.manager.send(action, fields)
        self.assertEqual(answer.status, 422)
        self.assertIn("error-summary", answer.text)
        self.assertNotIn("واژه یکم", rig.get(self.port, "/glossary").text)

    def test_a_load_is_applied_and_reported(self):
        text = (rig.DATA / "glossary.csv").read_text("utf-8-sig")
        answer = self.send_file("glossary", (text + "واژه آزمایشی,test term,A test.,برای آزمون\n")
                                .encode(), "load")
        self.assertEqual(answer.status, 303, answer.text)
        page = self.manager.open(answer.headers["location"])
        self.assertEqual(page.status, 200)
        self.assertIn("واژه آزمایشی", rig.get(self.port, "/glossary").text)
        findings = self.manager.open(answer.headers["location"] + "/findings.csv")
        self.assertEqual(findings.status, 200)
        self.assertTrue(findings.body.startswith(b"\xef\xbb\xbf"))

    def test_a_file_with_an_error_is_refused_as_a_whole(self):
        text = (rig.DATA / "glossary.csv").read_text("utf-8-sig")
        bad = text + "واژه نو,new,New.,نو\n=cmd|calc,x,y,z\n"
        answer = self.send_file("glossary", bad.encode(), "load")
        self.assertEqual(answer.status, 303, answer.text)
        page = self.manager.open(answer.headers["location"]).text
        self.assertIn("IMP-10", page)
        self.assertNotIn("واژه نو<", rig.get(self.port, "/glossary").text)
        only = self.manager.open(answer.headers["location"] + "?show=warnings").text
        self.assertNotIn("IMP-10", only)
        # a spreadsheet must not run the cell from our own report either
        findings = self.manager.open(answer.headers["location"] + "/findings.csv").text
        self.assertNotIn('"=cmd', findings)

    def test_what_is_not_a_table_is_told_in_persian_at_its_place(self):
        for data in (b"", b"\xff\xfe\x00\x01", "تهران".encode("cp1256"), b"PK\x03\x04zzzz",
                     b"a,b\n\"open", b"name\x00,b\n1,2\n"):
            answer = self.send_file("counties", data, "check")
            self.assertIn(answer.status, (303, 422), data)
            if answer.status == 303:
                answer = self.manager.open(answer.headers["location"])
            self.assertRegex(answer.text, r"IMP-\d|CSV-\d|error-message", data)

    def test_a_form_without_a_file_or_kind_says_so(self):
        page = self.manager.open("/desk/import").text
        answer = self.manager.upload("/desk/import", [("csrf", csrf(page)), ("kind", "counties")],
                                     "other", "x.csv", b"x")
        self.assertEqual(answer.status, 422)
        answer = self.send_file("nothing", b"a,b\n", "check")
        self.assertEqual(answer.status, 422)

    def test_two_files_from_one_open_form_are_two_imports(self):
        page = self.manager.open("/desk/import").text
        fields = [("csrf", csrf(page)), ("kind", "glossary"), ("act", "load")]
        text = (rig.DATA / "glossary.csv").read_text("utf-8-sig")
        places = {self.manager.upload("/desk/import", fields, "file", "a.csv",
                                      (text + f"واژه {i},t,T.,ت\n").encode()).headers["location"]
                  for i in range(2)}
        self.assertEqual(len(places), 2)


def csrf(page):
    return re.search(r'name="csrf" value="([^"]+)"', page).group(1)


def digits(text):
    return text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))


if __name__ == "__main__":
    unittest.main()
