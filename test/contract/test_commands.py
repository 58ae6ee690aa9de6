"""Commands: help, exit codes, import, backup, copy; nothing half-written, nothing surprising."""
import csv
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import rig

COMMANDS = ("serve", "init", "migrate", "import", "document compile", "document export", "routes",
            "openapi", "doctor", "user add", "db copy", "backup", "restore", "process check")


class Help(unittest.TestCase):
    def test_every_command_explains_itself(self):
        with rig.khaju(rig.PROGRAM) as one:
            for command in COMMANDS:
                result = one.run(*command.split(), "--help", db=False)
                self.assertEqual(result.returncode, 0, command)
                self.assertIn("usage: khaju " + command, result.stdout)
                self.assertIn("exit codes", result.stdout)

    def test_unknown_command_option_and_missing_argument_are_wrong_use(self):
        with rig.khaju(rig.PROGRAM) as one:
            self.assertEqual(one.run("fly", db=False).returncode, 2)
            self.assertEqual(one.run("init", "--wings").returncode, 2)
            self.assertEqual(one.run("import", "services").returncode, 2)
            self.assertEqual(one.run("import", "wings", "x.csv").returncode, 2)
            self.assertEqual(one.run(db=False).returncode, 2)


class Database(unittest.TestCase):
    def test_commands_on_a_database_that_is_not_there_say_so(self):
        with rig.khaju(rig.PROGRAM) as one:
            result = one.run("import", "counties", rig.DATA / "counties.csv")
            self.assertEqual(result.returncode, 3)
            self.assertIn("khaju init", result.stderr)
            self.assertFalse(pathlib.Path(one.db).exists())

    def test_init_refuses_a_second_time_unless_told(self):
        with rig.khaju(rig.PROGRAM) as one:
            one.must("init")
            self.assertEqual(one.run("init").returncode, 1)
            one.must("init", "--if-needed")

    def test_doctor_is_content_with_a_loaded_province(self):
        with rig.khaju(rig.PROGRAM, rig.LOADED) as one:
            out = one.must("doctor")
            self.assertIn("database", out)

    def test_a_truncated_database_is_refused_with_a_sentence(self):
        with rig.khaju(rig.PROGRAM, rig.LOADED) as one:
            data = pathlib.Path(one.db).read_bytes()
            pathlib.Path(one.db).write_bytes(data[: len(data) // 2])
            result = one.run("doctor")
            self.assertNotEqual(result.returncode, 0)
            self.assertIn("[", result.stderr + result.stdout)

    def test_backup_and_restore_keep_every_row(self):
        with rig.khaju(rig.PROGRAM, rig.LOADED) as one:
            copy = one.folder / "backup.khaju"
            one.must("backup", copy)
            with rig.khaju(rig.PROGRAM) as other:
                other.must("restore", copy)
                out = other.must("import", "services", rig.DATA / "services.csv", "--dry-run")
                self.assertRegex(out, r"(?i)new\D+0\b")

    def test_restore_refuses_a_broken_file_and_keeps_what_was_there(self):
        with rig.khaju(rig.PROGRAM, rig.LOADED) as one:
            bad = one.folder / "bad.khaju"
            bad.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
            self.assertNotEqual(one.run("restore", bad, "--force").returncode, 0)
            one.must("doctor")


class Import(unittest.TestCase):
    def services(self, change):
        """A copy of the real file with change(rows) applied."""
        with open(rig.DATA / "services.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        fields = list(rows[0])
        change(rows)
        path = pathlib.Path(tempfile.mkdtemp(prefix="khaju-csv-")) / "services.csv"
        self.addCleanup(shutil.rmtree, path.parent)
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fields)
            writer.writeheader()
            writer.writerows(rows)
        return path

    def test_the_same_file_again_changes_nothing(self):
        with rig.khaju(rig.PROGRAM, rig.LOADED) as one:
            for kind in rig.KINDS:
                out = one.must("import", kind, rig.DATA / f"{kind}.csv")
                self.assertRegex(out, r"(?i)new\D+0\b", kind)
                self.assertRegex(out, r"(?i)changed\D+0\b", kind)

    def test_a_dry_run_reports_and_writes_nothing(self):
        with rig.khaju(rig.PROGRAM) as one:
            one.must("init")
            one.must("import", "counties", rig.DATA / "counties.csv")
            one.must("import", "agencies", rig.DATA / "agencies.csv")
            first = one.must("import", "services", rig.DATA / "services.csv", "--dry-run")
            second = one.must("import", "services", rig.DATA / "services.csv", "--dry-run")
            self.assertRegex(first, r"(?i)new\D+185\b")
            self.assertRegex(second, r"(?i)new\D+185\b")

    def test_excel_flavours_are_read_alike(self):
        text = (rig.DATA / "agencies.csv").read_text(encoding="utf-8")
        with rig.khaju(rig.PROGRAM, rig.LOADED) as one:
            for name, data in {
                "bom": ("\ufeff" + text).encode(),
                "crlf": text.replace("\n", "\r\n").encode(),
                "arabic": text.replace("ی", "ي").replace("ک", "ك").encode(),
                "tab": self.delimited(text, "\t").encode(),
                "semicolon": self.delimited(text, ";").encode(),
            }.items():
                path = one.folder / f"{name}.csv"
                path.write_bytes(data)
                out = one.must("import", "agencies", path)
                self.assertRegex(out, r"(?i)new\D+0\b", name)
                self.assertRegex(out, r"(?i)changed\D+0\b", name)

    @staticmethod
    def delimited(text, delimiter):
        lines = []
        for row in csv.reader(text.splitlines()):
            cells = ['"' + cell.replace('"', '""') + '"' if delimiter in cell or '"' in cell else cell
                     for cell in row]
            lines.append(delimiter.join(cells))
        return "\n".join(lines) + "\n"

    def refused(self, kind, data, *words):
        with rig.khaju(rig.PROGRAM, rig.LOADED) as one:
            path = one.folder / "bad.csv"
            path.write_bytes(data)
            result = one.run("import", kind, path)
            self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
            for word in words:
                self.assertIn(word, result.stdout + result.stderr)
            again = one.must("import", kind, rig.DATA / f"{kind}.csv")
            self.assertRegex(again, r"(?i)new\D+0\b")

    def test_broken_files_are_refused_whole_with_line_and_column(self):
        good = (rig.DATA / "agencies.csv").read_bytes()
        self.refused("agencies", good + '"half'.encode(), "[CSV-")
        self.refused("agencies", good.decode().encode("utf-16"), "[CSV-")
        self.refused("agencies", good + b"a\0b,agency,province,seen,\n", "[CSV-")
        self.refused("agencies", "نام".encode("utf-8") + b"\n", "name_fa")
        self.refused("agencies", good + "اداره,agency,province,seen,,بیش,از,اندازه\n".encode(), "۶۰")
        self.refused("agencies", b"", "[")

    def test_an_unknown_agency_refuses_the_file_and_names_a_near_one(self):
        def change(rows):
            rows[3]["isfahan_counterpart_fa"] = "اداره کل ثبت احوال استان اصفهانن"
        path = self.services(change)
        with rig.khaju(rig.PROGRAM, rig.LOADED) as one:
            result = one.run("import", "services", path)
            self.assertEqual(result.returncode, 1)
            self.assertIn("اداره کل ثبت احوال استان اصفهان", result.stdout)

    def test_one_changed_cell_is_one_new_version(self):
        path = self.services(lambda rows: rows[0].update(avg_time="۳۰ روز"))
        with rig.khaju(rig.PROGRAM, rig.LOADED) as one:
            out = one.must("import", "services", path)
            self.assertRegex(out, r"(?i)changed\D+1\b")
            self.assertRegex(out, r"(?i)new\D+0\b")

    def test_formula_cells_never_get_through_silently(self):
        path = self.services(lambda rows: rows[0].update(note="=cmd|' /C calc'!A0"))
        with rig.khaju(rig.PROGRAM, rig.LOADED) as one:
            result = one.run("import", "services", path)
            self.assertIn("=cmd", result.stdout)

    def test_a_folder_or_missing_file_is_a_plain_error(self):
        with rig.khaju(rig.PROGRAM, rig.LOADED) as one:
            for path in (one.folder, one.folder / "none.csv"):
                result = one.run("import", "counties", path)
                self.assertNotEqual(result.returncode, 0)
                self.assertIn("khaju: ", result.stderr)


class Scripts(unittest.TestCase):
    def test_shell_scripts_parse(self):
        for script in ("bootstrap", "server", "test"):
            subprocess.run(["sh", "-n", rig.TOP / "script" / script], check=True)
