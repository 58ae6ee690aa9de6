"""routegen.py by example."""
import importlib.util
import pathlib
import unittest

PATH = pathlib.Path(__file__).resolve().parent.parent / "routegen.py"
SPEC = importlib.util.spec_from_file_location("routegen", PATH)
routegen = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(routegen)

SERVICE = """
// One service, as a citizen sees it. Everything a citizen needs.
PAGE(GET, "/services/{id}", service_show, CAN(public_read))
enum err service_show(struct page *page) {
"""
API = """
// All services.
// query: agency text? - only those of this agency
// query: state open|closed? - only those in this state
// reply: ServiceList
PAGE(GET, "/api/v1/services", api_services, CAN(public_read))
"""
SCHEMAS = {
    "Problem": {"type": "object"},
    "Service": {"type": "object"},
    "Unused": {"type": "object"},
    "ServiceList": {"type": "array", "items": {"$ref": "#/components/schemas/Service"}},
}


class Reading(unittest.TestCase):
    def refused(self, text, words):
        with self.assertRaises(routegen.Mistake) as caught:
            routegen.check_routes(routegen.read_routes("x.c", text))
        self.assertIn(words, str(caught.exception))

    def test_a_page_gives_method_path_handler_permission_and_words(self):
        route, = routegen.read_routes("x.c", SERVICE)
        self.assertEqual(("GET", "/services/{id}", "service_show", "public_read"),
                         (route.method, route.path, route.handler, route.permission))
        self.assertEqual("One service, as a citizen sees it", route.summary)
        self.assertEqual("Everything a citizen needs.", route.description)

    def test_a_page_may_be_broken_over_lines(self):
        route, = routegen.read_routes(
            "x.c", '// Send.\nPAGE(POST, "/desk/import/{kind}", import_send,\n'
                   "     CAN(registry_import), UPLOAD, STRICT)\n")
        self.assertEqual(["UPLOAD", "STRICT"], route.flags)

    def test_no_comment_is_refused(self):
        self.refused('\nPAGE(GET, "/x", x, CAN(public_read))\n', "x.c:2: a page needs a comment")

    def test_an_empty_line_between_separates_the_comment(self):
        self.refused('// X.\n\nPAGE(GET, "/x", x, CAN(public_read))\n', "needs a comment")

    def test_no_permission_is_refused(self):
        self.refused('// X.\nPAGE(GET, "/x", x)\n', "names no permission")

    def test_a_strange_path_is_refused(self):
        for path in ("x", "/x/", "//x", "/x/{}", "/X", "/x/../y", "/x?y"):
            self.refused(f'// X.\nPAGE(GET, "{path}", x, CAN(public_read))\n', "is not a path")

    def test_an_unknown_method_or_flag_is_refused(self):
        self.refused('// X.\nPAGE(HEAD, "/x", x, CAN(public_read))\n', "unknown method")
        self.refused('// X.\nPAGE(GET, "/x", x, CAN(public_read), FAST)\n', "unknown flag")

    def test_the_same_route_twice_is_refused_whatever_its_parameter_is_called(self):
        other = '// Y.\nPAGE(GET, "/services/{number}", other, CAN(public_read))\n'
        self.refused(SERVICE + other, "declared already at x.c:3")

    def test_the_same_handler_twice_is_refused(self):
        other = '// Y.\nPAGE(GET, "/other", service_show, CAN(public_read))\n'
        self.refused(SERVICE + other, "declared already")

    def test_an_api_route_without_reply_is_refused(self):
        self.refused('// X.\nPAGE(GET, "/api/v1/x", x, CAN(public_read))\n', "reply")

    def test_a_malformed_directive_is_refused(self):
        bad = API.replace("agency text?", "agency words?")
        self.refused(bad, "unknown type words")
        self.refused(API.replace("agency text? -", "agency"), "should read NAME TYPE")

    def test_a_parameter_that_is_not_in_the_path_is_refused(self):
        self.refused('// X.\n// path: id text - which\n// reply: Service\n'
                     'PAGE(GET, "/api/v1/x/{nr}", x, CAN(public_read))\n', "has no parameter id")


class Writing(unittest.TestCase):
    def test_the_table_references_every_handler(self):
        routes = routegen.read_routes("x.c", SERVICE + API)
        source = routegen.c_source(routes, "{}")
        self.assertIn("enum err service_show(struct page *page);", source)
        self.assertIn("CAN_public_read, 0, (void (*)(void))service_show}", source)
        self.assertIn("CAN_public_read, HTTP_ROUTE_API, (void (*)(void))api_services}", source)
        self.assertIn("page_route_count = 2;", source)

    def test_no_routes_give_a_table_that_compiles(self):
        self.assertIn("page_route_count = 0;", routegen.c_source([], "{}"))

    def test_text_is_quoted_for_c(self):
        self.assertEqual(r'"a\"b\\\331\205"', routegen.c_string('a"b\\م'))

    def test_the_description_has_parameters_replies_and_only_the_schemas_it_needs(self):
        routes = routegen.read_routes("x.c", API)
        document = routegen.openapi_document(routes, SCHEMAS, "1.0")
        operation = document["paths"]["/api/v1/services"]["get"]
        self.assertEqual(["agency", "state"], [p["name"] for p in operation["parameters"]])
        self.assertFalse(operation["parameters"][0]["required"])
        self.assertEqual(["open", "closed"], operation["parameters"][1]["schema"]["enum"])
        self.assertEqual("#/components/schemas/ServiceList",
                         operation["responses"]["200"]["content"]["application/json"]["schema"]
                         ["$ref"])
        self.assertEqual({"Problem", "Service", "ServiceList"},
                         set(document["components"]["schemas"]))

    def test_a_route_that_is_not_public_says_how_to_sign_in(self):
        text = API.replace("CAN(public_read)", "CAN(plan_read)")
        document = routegen.openapi_document(routegen.read_routes("x.c", text), SCHEMAS, "1")
        operation = document["paths"]["/api/v1/services"]["get"]
        self.assertEqual([{"session": []}], operation["security"])
        self.assertIn("session", document["components"]["securitySchemes"])
        public = routegen.openapi_document(routegen.read_routes("x.c", API), SCHEMAS, "1")
        self.assertNotIn("securitySchemes", public["components"])

    def test_pages_are_not_part_of_the_description(self):
        document = routegen.openapi_document(routegen.read_routes("x.c", SERVICE), SCHEMAS, "1")
        self.assertEqual({}, document["paths"])

    def test_an_undocumented_path_parameter_is_still_described(self):
        text = API.replace("/api/v1/services", "/api/v1/services/{id}")
        document = routegen.openapi_document(routegen.read_routes("x.c", text), SCHEMAS, "1")
        operation = document["paths"]["/api/v1/services/{id}"]["get"]
        self.assertEqual(("id", "path", True), tuple(
            operation["parameters"][0][key] for key in ("name", "in", "required")))

    def test_a_missing_schema_is_refused(self):
        routes = routegen.read_routes("x.c", API.replace("ServiceList", "Nothing"))
        with self.assertRaises(routegen.Mistake):
            routegen.openapi_document(routes, SCHEMAS, "1")


if __name__ == "__main__":
    unittest.main()
