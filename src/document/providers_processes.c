/* Providers: published processes, as-is and to-be. See provider.h. */
#include "provider_table.h"

#include "provider_process.h"
#include "words.h"

const struct provider providers_processes[] = {
    {.name = "processes.published",
     .title = TR_NOOP("Published processes"),
     .description = TR_NOOP("Processes of the library that show an as-is or a to-be and have a "
                            "published version."),
     .statement = "document.processes_published",
     .rooms = "library registry",
     .source = SOURCE_LIBRARY,
     .value = VALUE_COUNT,
     .columns = {TEXT_OF(TR_NOOP("Process")),
                 WORD_OF(TR_NOOP("What it shows"), words_role),
                 KEY,
                 SERVICE,
                 AGENCY_OF,
                 INT_OF(TR_NOOP("Version")),
                 {TR_NOOP("File"), COLUMN_LATIN, NULL, NULL},
                 {TR_NOOP("Published on"), COLUMN_WHEN, NULL, NULL},
                 WORD_OF(TR_NOOP("Kind of figure"), words_demonstration)}},
    {.name = "processes.comparison",
     .title = TR_NOOP("Processes as they are and as they are to be"),
     .description = TR_NOOP("Processes of which the as-is and the to-be are published, each with "
                            "what it asks of the citizen on the probable path; estimated from the "
                            "drawings, not measured in real cases."),
     .statement = "document.process_models",
     .rooms = "library registry",
     .source = SOURCE_LIBRARY,
     .value = VALUE_COUNT,
     .fill = provider_fill_comparison,
     .columns = {TEXT_OF(TR_NOOP("Process")), AGENCY_OF, TEXT_OF(TR_NOOP("Visits, as-is")),
                 TEXT_OF(TR_NOOP("Visits, to-be")), TEXT_OF(TR_NOOP("Documents, as-is")),
                 TEXT_OF(TR_NOOP("Documents, to-be")), TEXT_OF(TR_NOOP("Time, as-is")),
                 TEXT_OF(TR_NOOP("Time, to-be"))}},
    NO_MORE,
};

/* clang-format off */
#define PART_OF_PROCESS(slug, caption, meaning, function) \
    .name = slug, .title = caption, .description = meaning, \
    .statement = "document.process_models", .rooms = "library registry", \
    .source = SOURCE_LIBRARY, .fill = function
/* clang-format on */

const struct provider provider_process_parts[PROCESS_PARTS] = {
    [PROCESS_STEPS] = {PART_OF_PROCESS(
                           "processes.steps", TR_NOOP("The steps of the drawing"),
                           TR_NOOP("Every activity of the file that is drawn, with the visit and "
                                   "the documents that it asks of the citizen."),
                           provider_fill_steps),
                       .columns = {TEXT_OF(TR_NOOP("Step")),
                                   TEXT_OF(TR_NOOP("Reason for the visit")),
                                   TEXT_OF(TR_NOOP("Clause that demands it")),
                                   TEXT_OF(TR_NOOP("Documents asked for"))}},
    [PROCESS_MEASURES] =
        {PART_OF_PROCESS("processes.measures", TR_NOOP("What the process asks of the citizen"),
                         TR_NOOP("Estimated from the drawings on the best, the probable and the "
                                 "worst path; not measured in real cases."),
                         provider_fill_measures),
         .columns = {TEXT_OF(TR_NOOP("Measure")), TEXT_OF(TR_NOOP("As-is")),
                     TEXT_OF(TR_NOOP("To-be")), TEXT_OF(TR_NOOP("Change"))}},
    [PROCESS_VISITS] = {PART_OF_PROCESS("processes.visits", TR_NOOP("Visits of the citizen"),
                                        TR_NOOP("Every step that is marked as a visit in one of "
                                                "the drawings, and what becomes of it."),
                                        provider_fill_visits),
                        .columns = {TEXT_OF(TR_NOOP("Step")),
                                    TEXT_OF(TR_NOOP("Reason for the visit")),
                                    TEXT_OF(TR_NOOP("Clause that demands it")),
                                    TEXT_OF(TR_NOOP("Who can remove it")),
                                    TEXT_OF(TR_NOOP("Change"))}},
    [PROCESS_ASKED] = {PART_OF_PROCESS("processes.asked",
                                       TR_NOOP("Documents, agencies and hand-overs"),
                                       TR_NOOP("Every document that is asked for, every agency "
                                               "that takes part and every way on which the case "
                                               "changes hands, with how often it is drawn."),
                                       provider_fill_asked),
                       .columns = {TEXT_OF(TR_NOOP("Kind")), TEXT_OF(TR_NOOP("Name")),
                                   TEXT_OF(TR_NOOP("As-is")), TEXT_OF(TR_NOOP("To-be"))}},
};
