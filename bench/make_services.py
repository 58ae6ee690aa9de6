#!/usr/bin/env python3
"""`bench/make_services.py COUNT FILE`: a services file of any size, grown from the real one.

Each copy gets a title of its own (a place and a number), an identifier of its own where the model
has one, and one changed sentence, so that nothing is a duplicate. The same COUNT always gives the
same file.
"""
import csv
import pathlib
import sys

REAL = pathlib.Path(__file__).resolve().parent.parent / "data" / "isfahan" / "services.csv"
PLACES = ("شمالی", "جنوبی", "شرقی", "غربی", "مرکزی", "شهری", "روستایی", "صنعتی", "کشاورزی", "عمومی")
KINDS = ("عادی", "فوری", "المثنی", "موقت", "دائم", "گروهی", "انفرادی", "فصلی", "سالانه", "ویژه")


def rows(count):
    with open(REAL, encoding="utf-8-sig", newline="") as file:
        real = list(csv.DictReader(file))
    for number in range(count):
        row = dict(real[number % len(real)])
        copy = number // len(real)
        if copy:
            place, kind = PLACES[copy % len(PLACES)], KINDS[copy // len(PLACES) % len(KINDS)]
            row["service_title_fa"] += f" {place} {kind} {copy}"
            if row["service_id"]:
                row["service_id"] = f"{10010000000 + number:011d}"
            row["note"] = f"نمونه {number}"
        yield row


def write(count, path):
    with open(REAL, encoding="utf-8-sig", newline="") as file:
        fields = csv.DictReader(file).fieldnames
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields)
        writer.writeheader()
        writer.writerows(rows(count))


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    write(int(sys.argv[1]), sys.argv[2])
