#!/usr/bin/env python3
"""Makes the static files and puts them into the program.

    assets.py TOP OUT.c PALETTE.h WORK_DIR

Runs `npm ci --ignore-scripts` only if node_modules is missing or older than package-lock.json (so
a build needs no network once the packages are there), then assets/build.mjs, then gives every file
its content hash, so that browsers may keep it for ever, and writes them as C tables. The colours
of assets/_palette.scss become a header for the charts.
"""
import fcntl
import gzip
import hashlib
import os
import re
import subprocess
import sys

TYPES = {'.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
         '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.ttf': 'font/ttf'}
TEXT = ('.css', '.js', '.svg')
REFERENCE = re.compile(r'asset:([a-z0-9.-]+)')
PALETTE = re.compile(r'^\$kh-([a-z0-9-]+): (#[0-9a-f]{6});$', re.M)


def run(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f'{" ".join(command)} failed:\n{done.stdout}{done.stderr}')


def install_modules(top):
    """npm ci, once, also when several builds start together."""
    lock_file = os.path.join(top, 'package-lock.json')
    marker = os.path.join(top, 'node_modules', '.package-lock.json')
    with open(lock_file) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if os.path.exists(marker) and os.path.getmtime(marker) >= os.path.getmtime(lock_file):
            return
        run(['npm', 'ci', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund',
             '--loglevel=error'], top)
        os.utime(marker)


def hashed_name(name, data):
    stem, extension = os.path.splitext(name)
    return f'{stem}-{hashlib.sha256(data).hexdigest()[:12]}{extension}'


def collect(folders):
    files = {}
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            if os.path.splitext(name)[1] in TYPES:
                with open(os.path.join(folder, name), 'rb') as file:
                    files[name] = file.read()
    return files


def resolve(files):
    """name → (hashed name, data); a style sheet's references are hashed before it is."""
    done = {}
    for name in sorted(files, key=lambda name: name.endswith('.css')):
        data = files[name]
        if name.endswith('.css'):
            data = REFERENCE.sub(lambda match: done[match.group(1)][0], data.decode()).encode()
        done[name] = (hashed_name(name, data), data)
    return done


def c_array(name, data):
    lines = [f'static const unsigned char {name}[] = {{']
    for at in range(0, len(data), 24):
        lines.append('    ' + ','.join(str(byte) for byte in data[at:at + 24]) + ',')
    return lines + ['};']


def c_table(files):
    lines = ['/* Made by tools/assets.py; do not edit. */', '#include "web_files_internal.h"', '']
    entries = []
    for index, name in enumerate(sorted(files)):
        path, data = files[name]
        extension = os.path.splitext(name)[1]
        lines += c_array(f'data_{index}', data)
        packed = 'NULL, 0'
        if extension in TEXT:
            lines += c_array(f'gzip_{index}', gzip.compress(data, 9, mtime=0))
            packed = f'gzip_{index}, sizeof(gzip_{index})'
        entries.append(f'    {{"{name}", "/assets/{path}", "{TYPES[extension]}", data_{index}, '
                       f'sizeof(data_{index}), {packed}}},')
    lines += ['', 'const struct web_file web_files[] = {'] + entries + ['};']
    lines += ['const size_t web_file_count = sizeof(web_files) / sizeof(web_files[0]);', '']
    return '\n'.join(lines)


def palette_header(scss):
    lines = ['/* Made by tools/assets.py from assets/_palette.scss; do not edit. */',
             '#ifndef KHAJU_WEB_PALETTE_H', '#define KHAJU_WEB_PALETTE_H']
    for name, colour in PALETTE.findall(scss):
        lines.append(f'#define KH_{name.upper().replace("-", "_")} "{colour}"')
    return '\n'.join(lines + ['#endif', ''])


def write(path, text):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def main(arguments):
    if len(arguments) != 4:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    top, out_c, out_palette, work = (os.path.abspath(path) for path in arguments)
    assets = os.path.join(top, 'assets')
    install_modules(top)
    run(['node', os.path.join(assets, 'build.mjs'), work], top)
    write(out_c, c_table(resolve(collect([assets, work]))))
    with open(os.path.join(assets, '_palette.scss'), encoding='utf-8') as file:
        write(out_palette, palette_header(file.read()))
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
