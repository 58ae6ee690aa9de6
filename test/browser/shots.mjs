// `node test/browser/shots.mjs BASE FOLDER [ROLE] PATH…`: pictures of pages, phone and desktop.
import { desktop, launch, phone } from './rig.mjs';
import { mkdirSync } from 'node:fs';
import { signIn } from './journey_every_page.mjs';

const [base, folder, role, ...paths] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const [name, viewport] of [['390', phone], ['1280', desktop]]) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  if (role !== '-') await signIn(page, base, role);
  for (const path of paths) {
    await page.goto(base + path);
    const file = `${folder}/${path.replace(/[^a-z0-9]+/gi, '_') || '_'}-${name}.png`;
    await page.screenshot({ path: file, fullPage: true });
  }
  await context.close();
}
await browser.close();
