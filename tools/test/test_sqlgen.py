"""The SQL generator, by example: what it makes, and what it refuses with which file and line."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SQLGEN = Path(__file__).resolve().parent.parent / 'sqlgen.py'

GOOD = '''\
-- Services.

-- name: service_by_id :maybe
-- The head row of one service.
-- in: id text
-- out: id text, title text, closed_at int?
SELECT id, title, closed_at FROM registry_service WHERE id = :id;

-- name: service_add :exec
-- in: id text, title text
-- in: closed_at int?
INSERT INTO registry_service (id, title, closed_at) VALUES (:id, :title, :closed_at) -- a note
ON CONFLICT (id) DO UPDATE SET title = excluded.title || ' :id "x"';
'''


class SqlgenTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.sql = Path(self.folder.name) / 'registry' / 'sql' / 'service.sql'
        self.sql.parent.mkdir(parents=True)
        self.source = Path(self.folder.name) / 'out.c'
        self.header = Path(self.folder.name) / 'out.h'

    def run_sqlgen(self, text, *more):
        self.sql.write_text(text, encoding='utf-8')
        arguments = more or ('--room', 'registry', '--uses', 'core,store,people', '--out',
                             self.source, self.header)
        return subprocess.run([sys.executable, SQLGEN, *arguments, self.sql], text=True,
                              capture_output=True, check=False)

    def made(self, text, *more):
        result = self.run_sqlgen(text, *more)
        self.assertEqual((result.returncode, result.stderr), (0, ''))
        return ''.join(path.read_text() for path in (self.source, self.header) if path.exists())

    def refused(self, text, line, words):
        result = self.run_sqlgen(text)
        self.assertEqual(result.returncode, 1, 'was not refused')
        self.assertTrue(result.stderr.startswith(f'{self.sql}:{line}: '), result.stderr)
        self.assertIn(words, result.stderr)
        self.assertFalse(self.source.exists())

    def body(self, sql, header='-- in: id text\n-- out: id text', mode='maybe'):
        """A catalogue of one statement; with the usual header its body starts on line 4."""
        return f'-- name: s :{mode}\n{header}\n{sql}\n'

    def test_makes_structs_and_functions(self):
        out = self.made(GOOD)
        for piece in ('struct registry_service_by_id_in {\n    const char *id;\n};',
                      '    struct maybe_int closed_at;',
                      '/* The head row of one service. */',
                      'bool *found_out) WARN_UNUSED;',
                      '.name = "registry.service_by_id"',
                      'store_value_maybe_int(in->closed_at)',
                      'row->closed_at = store_maybe_int(&values[2]);'):
            self.assertIn(piece, out)

    def test_numbers_parameters_by_declaration_not_by_appearance(self):
        out = self.made(self.body('SELECT :b AS id FROM registry_x WHERE a = :a AND b = :b;',
                                  '-- in: a text, b text\n-- out: id text'))
        self.assertIn('"SELECT ?2 AS id FROM registry_x WHERE a = ?1 AND b = ?2"', out)
        self.assertIn('"SELECT $2 AS id FROM registry_x WHERE a = $1 AND b = $2"', out)

    def test_leaves_strings_alone_and_drops_comments(self):
        out = self.made(GOOD)
        self.assertIn("title || ' :id \\\"x\\\"'\"", out)
        self.assertNotIn('a note', out)

    def test_takes_a_body_for_each_engine(self):
        out = self.made(self.body("-- sqlite:\nSELECT id FROM registry_fts WHERE registry_fts "
                                  "MATCH :id;\n-- postgres:\nSELECT id FROM registry_s WHERE "
                                  "words @@ to_tsquery(:id);"))
        self.assertIn('.sqlite = "SELECT id FROM registry_fts WHERE registry_fts MATCH ?1"', out)
        self.assertIn('.postgres = "SELECT id FROM registry_s WHERE words @@ to_tsquery($1)"', out)

    def test_marks_writes_quiet_and_streams(self):
        each = self.body('SELECT id FROM registry_s WHERE id > :id;', mode='each')
        out = self.made(each, '--room', 'registry', '--quiet', '--out', self.source, self.header)
        self.assertIn('.quiet = true', out)
        self.assertIn('.streamed = true', out)
        self.assertNotIn('.writes', out)
        out = self.made(self.body('DELETE FROM registry_s WHERE id = :id RETURNING id;'))
        self.assertIn('.writes = true', out)

    def test_repeats_the_values_of_rows(self):
        out = self.made(self.body('INSERT INTO registry_x (id, n) VALUES (:id, :n)\n'
                                  "ON CONFLICT (id) DO UPDATE SET n = 1;",
                                  '-- in: id text, n int?', 'rows'))
        self.assertIn('"INSERT INTO registry_x (id, n) VALUES (?1, ?2) "', out)
        self.assertIn('VALUES ($1, $2), ($3, $4), ', out)
        self.assertIn(', ($63, $64) "\n                "ON CONFLICT (id)', out)
        self.assertIn('const struct registry_s_in *in, size_t count) WARN_UNUSED;', out)
        wide = ', '.join(f'c{number}' for number in range(17))
        out = self.made(self.body(f'INSERT INTO registry_x ({wide}) '
                                  f'VALUES ({wide.replace("c", ":c")});',
                                  '-- in: ' + wide.replace(',', ' int,') + ' int', 'rows'))
        self.assertIn('&registry_s_statement, 1, sizeof(*in)', out)

    def test_refuses_rows_that_cannot_be_repeated(self):
        for sql in ('DELETE FROM registry_x WHERE id = :id;',
                    'INSERT INTO registry_x (id) SELECT :id;',
                    'INSERT INTO registry_x DEFAULT VALUES;'):
            self.refused(self.body(sql, '-- in: id text', 'rows'), 1, ':rows is an INSERT')
        self.refused(self.body("INSERT INTO registry_x (id) VALUES ('1')\n"
                               'ON CONFLICT (id) DO UPDATE SET id = :id;', '-- in: id text',
                               'rows'), 4, 'outside VALUES')

    def test_makes_one_catalogue_of_all(self):
        out = self.made(GOOD, '--catalogue', '--out', self.source)
        self.assertIn('    &registry_service_by_id_statement,\n    &registry_service_add_statement',
                      out)
        self.assertIn('store_catalogue_count = 2;', out)

    def test_allows_what_a_room_uses(self):
        self.made(self.body(
            'WITH RECURSIVE own (id) AS (SELECT id FROM registry_a), more AS (SELECT 1 AS id)\n'
            'SELECT o.id FROM own AS o, (SELECT id FROM people_account) p, registry_b b '
            'LEFT JOIN more ON TRUE\n'
            'WHERE o.id IS DISTINCT FROM :id AND EXISTS (SELECT 1 FROM json_each(b.x));'))

    def test_refuses_foreign_tables(self):
        cases = (
            ('UPDATE people_account SET id = :id RETURNING id;', 'writes "people_account"'),
            ('SELECT id FROM plan_goal WHERE id = :id;', 'reads "plan_goal"'),
            ('SELECT id FROM registry_a, plan_goal WHERE id = :id;', 'reads "plan_goal"'),
            ('SELECT a.id FROM registry_a a JOIN plan_goal g ON g.id = :id;', 'reads "plan_goal"'),
            ('SELECT id FROM registry_a WHERE id IN (SELECT id FROM plan_goal) AND id = :id;',
             'reads "plan_goal"'),
            ('INSERT OR IGNORE INTO plan_goal (id) VALUES (:id) RETURNING id;',
             'writes "plan_goal"'),
            ('DELETE FROM plan_goal WHERE id = :id RETURNING id;', 'writes "plan_goal"'),
            ('SELECT name AS id FROM sqlite_schema WHERE name = :id;', 'reads "sqlite_schema"'),
        )
        for sql, words in cases:
            with self.subTest(sql):
                self.refused(self.body(sql), 4, words)

    def test_refuses_wrong_parameters(self):
        self.refused(self.body('SELECT id FROM registry_a WHERE id = :id\nAND b = :other;'), 5,
                     'parameter :other is not declared')
        self.refused(self.body('SELECT id FROM registry_a;'), 1,
                     'parameter id is declared and not used')
        self.refused(self.body('SELECT id FROM registry_a WHERE id = $1;'), 4, 'not "$1"')
        self.refused(self.body('SELECT id FROM registry_a WHERE id = ?;'), 4, 'not "?"')

    def test_refuses_many_without_a_bound(self):
        sql = 'SELECT id FROM registry_a WHERE id > :id'
        self.refused(self.body(sql + ';', mode='many'), 1, 'needs a LIMIT')
        self.refused(self.body(sql + ';', '-- in: id text\n-- out: id text\n-- bounded:',
                               mode='many'), 4, 'say why')
        self.made(self.body(sql + ' LIMIT 10;', mode='many'))
        self.made(self.body(sql + ';', '-- in: id text\n-- out: id text\n-- bounded: one a county',
                            mode='many'))

    def test_refuses_wrong_declarations(self):
        sql = 'SELECT id FROM registry_a WHERE id = :id;'
        cases = (
            ('-- in: id uuid\n-- out: id text', 2, 'unknown type "uuid"'),
            ('-- in: id\n-- out: id text', 2, 'cannot read "id"'),
            ('-- in: id text,\n-- out: id text', 2, 'a comma too many'),
            ('-- in: id text, id int\n-- out: id text', 2, 'declared twice'),
            ('-- in: id text\n-- out: default text', 3, 'a word of C'),
            ('-- in: id text\n-- The comment.', 1, ':maybe needs "-- out:"'),
        )
        for header, line, words in cases:
            with self.subTest(header):
                self.refused(self.body(sql, header), line, words)

    def test_refuses_wrong_statements(self):
        cases = (
            ('SELECT id FROM registry_a WHERE id = :id', 'must end with ";"'),
            ('SELECT id FROM registry_a WHERE id = :id; SELECT 1;', 'one statement only'),
            ('SELECT id::text AS id FROM registry_a WHERE id = :id;', 'CAST'),
            ('DROP TABLE registry_a;', 'must begin with one of'),
        )
        for sql, words in cases:
            with self.subTest(sql):
                self.refused(self.body(sql), 4, words)
        self.refused('SELECT 1;\n', 1, 'SQL before the first')
        self.refused('-- nothing\n', 1, 'no "-- name:" line')
        self.refused('-- name: s\n', 1, 'write: -- name: some_name :mode')
        self.refused('-- name: s :all\n', 1, 'unknown mode')
        self.refused(GOOD + '\n-- name: service_add :exec\nDELETE FROM registry_a;\n', 15,
                     'the name is taken')

    def test_refuses_a_mode_that_does_not_fit(self):
        self.refused(self.body('SELECT id FROM registry_a WHERE id = :id;', '-- in: id text',
                               'exec'), 1, ':exec writes nothing')
        self.refused(self.body('DELETE FROM registry_a WHERE id = :id;', mode='exec'), 1,
                     ':exec has no "-- out:"')

    def test_refuses_half_a_pair_of_bodies(self):
        self.refused(self.body('-- sqlite:\nSELECT id FROM registry_a WHERE id = :id;'), 1,
                     'no body for postgres')


if __name__ == '__main__':
    unittest.main()
