// A province of one's own for the browser: database with the real data, demo accounts, a server on a
// free port, Debian's Chromium, and a counter of what passed.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, readFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const top = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const axeSource = readFileSync(path.join(top, 'test/node_modules/axe-core/axe.min.js'), 'utf8');

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 900 };

export function province(program) {
  const folder = mkdtempSync(path.join(tmpdir(), 'khaju-browser-'));
  const db = path.join(folder, 'khaju.db');
  const run = (...args) => execFileSync(program, [...args, '--db', db], { cwd: top, encoding: 'utf8' });
  run('init');
  run('import', 'all', path.join(top, 'data/isfahan'));
  run('plan', 'load', path.join(top, 'data/rules'));
  run('library', 'load', path.join(top, 'data/processes/models.csv'), '--demonstration');
  run('demo', 'accounts');
  run('document', 'compile');
  return { folder, db, run, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function serve(program, place) {
  const child = spawn(program, ['serve', '--db', place.db, '--listen', '127.0.0.1:0',
    '--data', path.join(place.folder, 'files')], { cwd: top, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', (data) => { log = (log + data).slice(-20000); });
  const port = await new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (data) => {
      out += data;
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(out);
      if (found) resolve(Number(found[1]));
    });
    child.on('exit', () => reject(new Error(`the server ended: ${log}`)));
  });
  return {
    base: `http://127.0.0.1:${port}`,
    log: () => log,
    stop: () => new Promise((resolve) => { child.on('exit', resolve); child.kill('SIGTERM'); }),
  };
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.KHAJU_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

// What must hold on every page: right-to-left Persian, no sideways scrolling, no error in the
// console, nothing that axe-core finds.
export async function wellMade(page, problems) {
  const found = await page.evaluate(() => {
    const out = [];
    const html = document.documentElement;
    if (html.lang !== 'fa' || html.dir !== 'rtl') out.push('not fa/rtl');
    if (html.scrollWidth > window.innerWidth + 1) {
      const wide = [...document.querySelectorAll('body *')].find((e) => {
        const box = e.getBoundingClientRect();
        return box.width > 0 && (box.left < -1 || box.right > window.innerWidth + 1)
          && getComputedStyle(e).position !== 'absolute';
      });
      out.push(`wider than the screen: ${html.scrollWidth} (${wide ? wide.outerHTML.slice(0, 120) : '?'})`);
    }
    const headings = document.querySelectorAll('h1').length;
    // the whole document on one page has the headings of its chapters
    const whole = /\/print$/.test(location.pathname);
    if (whole ? headings < 2 : headings !== 1) out.push(`${headings} first headings`);
    return out;
  });
  await page.evaluate(axeSource);
  const axe = await page.evaluate(() => window.axe.run({ exclude: [['#kh-canvas']] }, { // what bpmn-js and dmn-js draw is theirs
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  for (const violation of axe.violations) {
    found.push(`axe ${violation.id}: ${violation.help}: ${violation.nodes[0].html.slice(0, 160)}`);
  }
  const address = new URL(page.url());
  for (const problem of found) problems.push(`${address.pathname}${address.search}: ${problem}`);
}

export async function shot(page, name) {
  const folder = process.env.KHAJU_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

export function counter() {
  const state = { passed: 0, failed: 0 };
  state.test = async (name, body) => {
    try {
      await body();
      state.passed += 1;
    } catch (error) {
      state.failed += 1;
      console.log(`FAILED ${name}\n  ${String(error && error.stack || error).split('\n').slice(0, 6).join('\n  ')}`);
    }
  };
  return state;
}

export function equal(actual, expected, what) {
  if (actual !== expected) throw new Error(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

export function ok(value, what) {
  if (!value) throw new Error(what);
}
