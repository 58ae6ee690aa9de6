/* Models as files have them, what they decide and why, and what is wrong with them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

#include "decision.h"
#include "fault.h"
#include "json.h"

#define DMN(body) \
    "<d:definitions xmlns:d='https://www.omg.org/spec/DMN/20191111/MODEL/' name='m'>" body \
    "</d:definitions>"
#define DECISION(logic) "<d:decision id='d' name='D'>" logic "</d:decision>"
#define INPUTS \
    "<d:inputData id='a' name='a b'><d:variable name='a b' typeRef='number'/></d:inputData>" \
    "<d:inputData id='s' name='s'/>"
#define NEEDS \
    "<d:informationRequirement><d:requiredInput href='#a'/></d:informationRequirement>" \
    "<d:informationRequirement><d:requiredInput href='#s'/></d:informationRequirement>"
#define LITERAL(text) "<d:literalExpression><d:text>" text "</d:text></d:literalExpression>"
#define CELL(text) "<d:inputEntry><d:text>" text "</d:text></d:inputEntry>"
#define OUT(text) "<d:outputEntry><d:text>" text "</d:text></d:outputEntry>"
#define RULE(cell, out) "<d:rule>" CELL(cell) OUT(out) "</d:rule>"
#define TABLE(attributes, output, rules) \
    DMN(INPUTS DECISION( \
        NEEDS "<d:decisionTable " attributes "><d:input><d:inputExpression " \
              "typeRef='number'><d:text>a b</d:text></d:inputExpression></d:input>" output rules \
              "</d:decisionTable>"))
#define RANKED "<d:output><d:outputValues><d:text>3, 2, 1</d:text></d:outputValues></d:output>"
#define RULES RULE("&lt; 10", "1") RULE("&lt; 20", "3") RULE("-", "2")

static const struct feel_options options = {.steps = 10000};

/* The text of what D decides, or the code of the error. */
static const char *decided(struct arena *arena, const char *xml, const char *input) {
    const struct decision_model *model;
    const struct feel_context *inputs;
    struct decision_result result;
    json_t *json;
    if (json_read(arena, input, &json) != ERR_NONE ||
        decision_read(arena, xml, strlen(xml), &model) != ERR_NONE ||
        decision_inputs(arena, model, json, &inputs) != ERR_NONE ||
        decision_evaluate(arena, model, "D", inputs, &options, &result) != ERR_NONE) {
        return err_last()->code;
    }
    const char *text = feel_text(arena, result.value);
    return text ? text : err_last()->code;
}

static const struct {
    const char *xml, *input, *expected;
} cases[] = {
    {DMN(INPUTS DECISION(NEEDS LITERAL("a b + 1"))), "{\"a b\": 4}", "5"},
    {DMN(INPUTS DECISION(NEEDS LITERAL("a b + 1"))), "{\"a b\": \"x\"}", "DMN-15"},
    {DMN(INPUTS DECISION(NEEDS LITERAL("a b +"))), "{}", "FEEL-2"},
    {TABLE("", "<d:output/>", RULES), "{\"a b\": 5}", "DMN-6"},
    {TABLE("", "<d:output/>", RULES), "{\"a b\": 50}", "2"},
    {TABLE("hitPolicy='FIRST'", "<d:output/>", RULES), "{\"a b\": 5}", "1"},
    {TABLE("hitPolicy='ANY'", "<d:output/>", RULES), "{\"a b\": 5}", "DMN-7"},
    {TABLE("hitPolicy='PRIORITY'", RANKED, RULES), "{\"a b\": 5}", "3"},
    {TABLE("hitPolicy='OUTPUT ORDER'", RANKED, RULES), "{\"a b\": 5}", "[3, 2, 1]"},
    {TABLE("hitPolicy='RULE ORDER'", "<d:output/>", RULES), "{\"a b\": 5}", "[1, 3, 2]"},
    {TABLE("hitPolicy='COLLECT'", "<d:output/>", RULES), "{\"a b\": 15}", "[3, 2]"},
    {TABLE("hitPolicy='COLLECT' aggregation='SUM'", "<d:output/>", RULES), "{\"a b\": 5}", "6"},
    {TABLE("hitPolicy='COLLECT' aggregation='MIN'", "<d:output/>", RULES), "{\"a b\": 5}", "1"},
    {TABLE("hitPolicy='COLLECT' aggregation='MAX'", "<d:output/>", RULES), "{\"a b\": 5}", "3"},
    {TABLE("hitPolicy='COLLECT' aggregation='COUNT'", "<d:output/>", RULES), "{\"a b\": 5}", "3"},
    {TABLE("hitPolicy='GUESS'", "<d:output/>", RULES), "{}", "DMN-11"},
    {TABLE("", "<d:output/>", "<d:rule>" CELL("1") "</d:rule>"), "{}", "DMN-10"},
    {TABLE("", "<d:output/>", RULE("1", "2")), "{\"a b\": 5}", "null"},
    {TABLE("",
           "<d:output>"
           "<d:defaultOutputEntry>"
           "<d:text>9</d:text>"
           "</d:defaultOutputEntry>"
           "</d:output>",
           RULE("1", "2")),
     "{\"a b\": 5}", "9"},
    {DMN("<d:import name='x'/>"), "{}", "DMN-2"},
    {DMN(""), "{}", "DMN-4"},
    {"<x:y xmlns:x='u'/>", "{}", "DMN-1"},
    {"<x:y", "{}", "XML-1"},
    {DMN(DECISION(
         "<d:informationRequirement><d:requiredDecision href='#d'/></d:informationRequirement>")),
     "{}", "DMN-3"},
    {DMN(DECISION(
         "<d:informationRequirement><d:requiredDecision href='#x'/></d:informationRequirement>")),
     "{}", "DMN-5"},
    {DMN(DECISION("") "<d:inputData id='d' name='x'/>"), "{}", "DMN-14"},
    {DMN(DECISION("") "<d:itemDefinition name='t'>"
                      "<d:typeRef>t</d:typeRef>"
                      "</d:itemDefinition>"),
     "{}", "DMN-12"},
    {DMN(DECISION("<d:context><d:contextEntry><d:variable name='x y'/>" LITERAL(
         "2") "</d:contextEntry>"
              "<d:contextEntry>" LITERAL("x y * 3") "</d:contextEntry>"
                                                    "</d:context>")),
     "{}", "6"},
    {DMN(DECISION("<d:list>" LITERAL("1") LITERAL("2") "</d:list>")), "{}", "[1, 2]"},
    {DMN(DECISION("<d:relation>"
                  "<d:column name='k'/>"
                  "<d:row>" LITERAL("1") "</d:row>"
                                         "</d:relation>")),
     "{}", "[{k: 1}]"},
    {DMN(DECISION("<d:conditional><d:if>" LITERAL("1 &gt; 2") "</d:if><d:then>" LITERAL(
         "1") "</d:then><d:else>" LITERAL("2") "</d:else></d:conditional>")),
     "{}", "2"},
    {DMN(DECISION("<d:conditional><d:if>" LITERAL("1") "</d:if><d:then>" LITERAL(
         "1") "</d:then><d:else>" LITERAL("2") "</d:else></d:conditional>")),
     "{}", "null"},
    {DMN(DECISION("<d:conditional><d:if>" LITERAL("null") "</d:if><d:then>" LITERAL(
         "1") "</d:then><d:else>" LITERAL("2") "</d:else></d:conditional>")),
     "{}", "2"},
    {DMN(DECISION("<d:some iteratorVariable='i'><d:in>" LITERAL(
         "[1, 2]") "</d:in><d:satisfies>" LITERAL("i") "</d:satisfies></d:some>")),
     "{}", "null"},
    {DMN(DECISION("<d:for iteratorVariable='i'><d:in>" LITERAL(
         "[1, 2]") "</d:in><d:return>" LITERAL("i * 2") "</d:return></d:for>")),
     "{}", "[2, 4]"},
    {DMN(DECISION("<d:some iteratorVariable='i'><d:in>" LITERAL(
         "[1, 2]") "</d:in><d:satisfies>" LITERAL("i &gt; 1") "</d:satisfies></d:some>")),
     "{}", "true"},
    {DMN(DECISION("<d:every iteratorVariable='i'><d:in>" LITERAL(
         "[1, 2]") "</d:in><d:satisfies>" LITERAL("i &gt; 1") "</d:satisfies></d:every>")),
     "{}", "false"},
    {DMN(DECISION("<d:filter><d:in>" LITERAL("[1, 2, 3]") "</d:in><d:match>" LITERAL(
         "item &gt; 1") "</d:match></d:filter>")),
     "{}", "[2, 3]"},
    {DMN("<d:businessKnowledgeModel id='k' name='double it'><d:encapsulatedLogic>"
         "<d:formalParameter name='x'/>" LITERAL(
             "x * 2") "</d:encapsulatedLogic>"
                      "</d:businessKnowledgeModel>" DECISION(
                          "<d:knowledgeRequirement>"
                          "<d:requiredKnowledge href='#k'/>"
                          "</d:knowledgeRequirement>"
                          "<d:invocation>" LITERAL(
                              "double it") "<d:binding>"
                                           "<d:parameter name='x'/>" LITERAL(
                                               "21") "</d:binding></d:invocation>")),
     "{}", "42"},
    {DMN("<d:businessKnowledgeModel id='k' name='f'>"
         "<d:encapsulatedLogic>"
         "<d:formalParameter name='x'/>" LITERAL(
             "f(x)") "</d:encapsulatedLogic>"
                     "</d:businessKnowledgeModel>" DECISION(
                         "<d:knowledgeRequirement>"
                         "<d:requiredKnowledge href='#k'/>"
                         "</d:knowledgeRequirement>" LITERAL("f(1)"))),
     "{}", "DMN-9"},
    {DMN(INPUTS "<d:decision id='e' name='E'>" NEEDS LITERAL(
         "a b + 1") "</d:decision>"
                    "<d:decisionService id='v' name='V'><d:outputDecision href='#e'/>"
                    "<d:inputData href='#a'/></d:decisionService>" DECISION(
                        "<d:knowledgeRequirement>"
                        "<d:requiredKnowledge href='#v'/>"
                        "</d:knowledgeRequirement>" LITERAL("V(6)"))),
     "{}", "7"},
};

static void decision__decides_as_the_standard_says(void **state) {
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena *arena = arena_create(1 << 24);
        assert_string_equal(decided(arena, cases[i].xml, cases[i].input), cases[i].expected);
        arena_destroy(arena);
    }
}

static void decision__says_why(void **state) {
    static const char xml[] = TABLE("hitPolicy='COLLECT'", "<d:output/>", RULES);
    struct arena *arena = arena_create(1 << 24);
    const struct decision_model *model;
    const struct feel_entry entries[] = {{{"a b", 3}, feel_int(15)}};
    const struct feel_context inputs = {1, entries};
    struct decision_result result;
    assert_int_equal(decision_read(arena, xml, strlen(xml), &model), ERR_NONE);
    assert_int_equal(decision_evaluate(arena, model, "d", &inputs, &options, &result), ERR_NONE);
    const struct decision_reason *reason = result.reasons;
    assert_string_equal(reason->name, "D");
    assert_int_equal(reason->match_count, 2);
    assert_int_equal(reason->matches[0].row, 2);
    assert_int_equal(reason->matches[1].row, 3);
    assert_string_equal(reason->seen[0].label, "a b");
    assert_string_equal(feel_text(arena, reason->seen[0].value), "15");
    assert_null(reason->next);
    arena_destroy(arena);
}

static void check__shows_gaps_and_overlaps_by_an_example(void **state) {
    static const struct {
        const char *xml;
        enum decision_finding_kind kind;
        const char *example; /* NULL: nothing is found */
    } tables[] = {
        {TABLE("", "<d:output/>", RULE("&lt; 10", "1") RULE("&gt;= 10", "2")), DECISION_GAP, NULL},
        {TABLE("", "<d:output/>", RULE("&lt; 10", "1") RULE("&gt; 10", "2")), DECISION_GAP, "10"},
        {TABLE("", "<d:output/>", RULE("&lt;= 10", "1") RULE("&gt;= 10", "2")), DECISION_OVERLAP,
         "10"},
        {TABLE("", "<d:output/>", RULE("[1..5]", "1") RULE("not([1..5])", "2")), DECISION_GAP,
         NULL},
        {TABLE("", "<d:output/>", RULE("&lt; s", "1")), DECISION_NOT_PROVEN, ""},
    };
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        struct arena *arena = arena_create(1 << 24);
        const struct decision_model *model;
        struct decision_findings findings;
        assert_int_equal(decision_read(arena, tables[i].xml, strlen(tables[i].xml), &model),
                         ERR_NONE);
        assert_int_equal(decision_check(arena, model, &findings), ERR_NONE);
        assert_int_equal(findings.count, tables[i].example ? 1 : 0);
        if (tables[i].example) {
            assert_int_equal(findings.items[0].kind, tables[i].kind);
        }
        if (tables[i].example && *tables[i].example) {
            assert_string_equal(feel_text(arena, findings.items[0].example[0].value),
                                tables[i].example);
        }
        arena_destroy(arena);
    }
}

static void decision__survives_every_allocation_that_fails(void **state) {
    bool fired = true;
    for (unsigned long n = 1; fired; n++) {
        struct arena *arena = arena_create(1 << 24);
        fault_arm(FAULT_ALLOC, n);
        const char *text = decided(arena, cases[8].xml, cases[8].input);
        fired = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        if (!fired) {
            assert_string_equal(text, cases[8].expected);
        }
        arena_destroy(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decision__decides_as_the_standard_says),
        cmocka_unit_test(decision__says_why),
        cmocka_unit_test(check__shows_gaps_and_overlaps_by_an_example),
        cmocka_unit_test(decision__survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
