// `node test/browser/run.mjs KHAJU [name…]`: every journey_*.mjs beside this file, in one province.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { counter, launch, province, serve } from './rig.mjs';

const [program, ...only] = process.argv.slice(2);
if (!program) {
  console.error('usage: run.mjs KHAJU [journey…]');
  process.exit(2);
}
const here = path.dirname(fileURLToPath(import.meta.url));
const place = province(path.resolve(program));
const count = counter();
let server;
let browser;
try {
  server = await serve(path.resolve(program), place);
  browser = await launch();
  for (const file of readdirSync(here).filter((name) => /^journey_.*\.mjs$/.test(name)).sort()) {
    if (only.length && !only.some((name) => file.includes(name))) continue;
    const journey = await import(path.join(here, file));
    await journey.default({
      browser, base: server.base, test: count.test, place, program: path.resolve(program),
    });
  }
} catch (error) {
  count.failed += 1;
  console.log(error);
} finally {
  if (browser) await browser.close();
  if (server) await server.stop();
  place.remove();
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed ? 1 : 0);
