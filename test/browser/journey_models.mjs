// Processes and decisions at the desk: a file is added, its drawing and report read, a step marked as
// a visit in the editor, two people save, a decision is tried. Every page on the way is well made.
import path from 'node:path';
import { desktop, equal, ok, phone, shot, top, wellMade } from './rig.mjs';
import { signIn } from './journey_every_page.mjs';

const file = (name) => path.join(top, 'src/library/test', name);

async function add(page, base, name, title) {
  await page.goto(`${base}/desk/models/new`);
  await page.fill('input[name=title]', title);
  await page.selectOption('select[name=role]', 'as-is');
  await page.setInputFiles('input[name=file]', file(name));
  await page.click('main form button[type=submit]');
  return new URL(page.url()).pathname.replace(/\/versions\/1$/, '');
}

async function mistakes(page, base, look) {
  await page.goto(`${base}/desk/models/new`);
  await page.fill('input[name=title]', 'می‌ماند');
  await page.setInputFiles('input[name=file]', path.join(top, 'README.md'));
  await page.click('main form button[type=submit]');
  ok(await page.isVisible('.govuk-error-summary a[href="#field-file"]'), 'the error leads to the file');
  equal(await page.inputValue('input[name=title]'), 'می‌ماند', 'what was typed stays');
  await look('broken');
}

async function editor(page, address) {
  await page.goto(address);
  await page.waitForSelector('#kh-editor[data-ready=yes]');
}

// Marks the step "اعلام نقص" as a visit; the note is on the canvas at once.
async function mark(page) {
  await page.click('#kh-canvas [data-element-id=t3] .djs-hit', { force: true });
  await page.check('#panel-visit');
  await page.selectOption('#panel-reason', 'signature');
  await page.fill('#panel-clause', 'مادهٔ ۷');
  await page.fill('#panel-documents', 'شناسنامه\nگواهی');
  await page.fill('#panel-worst', '۳');
  await page.press('#panel-worst', 'Tab');
  equal(await page.locator('.kh-editor__visit').count(), 3, 'visits on the canvas');
}

async function edit(page, other, base, model, size, look) {
  const address = `${base}${model}/edit`;
  await editor(page, address);
  ok(await page.isVisible('.bjs-powered-by'), 'the mark of bpmn.io is seen');
  await look('editor');
  if (size === phone) return;
  await editor(other, address);
  await mark(other);
  await other.click('#kh-save button[type=submit]');
  await other.waitForURL(/versions\/2$/);
  ok((await other.textContent('main')).includes('مادهٔ ۷'), 'the visit has its clause');
  // the other one saved first: nothing is lost, the second save follows it
  await mark(page);
  await page.fill('#panel-clause', 'مادهٔ ۸');
  await page.press('#panel-clause', 'Tab');
  await page.click('#kh-save button[type=submit]');
  await page.waitForSelector('main > .govuk-error-summary');
  equal(await page.inputValue('#kh-save input[name=stands_on]'), '2', 'what it stands on now');
  equal(await page.inputValue('#panel-clause'), 'مادهٔ ۸', 'what was noted stays');
  await page.waitForTimeout(1100); // a second press within a second is taken for a slip
  await page.click('#kh-save button[type=submit]');
  await page.waitForURL(/versions\/3$/);
  const xml = await (await page.request.get(`${base}${model}/versions/3/file`)).text();
  ok(/<khaju:visit reason="signature" clause="مادهٔ ۸"/.test(xml), 'the visit is in the file');
  ok(xml.includes('<khaju:document name="گواهی"'), 'the documents are in the file');
  ok(/worst="P3D"/.test(xml), 'the time is in the file');
}

// A process and a decision from nothing; what the checker says of it is on the page that follows.
async function fresh(page, base) {
  for (const kind of ['process', 'decision']) {
    await page.goto(`${base}/desk/models/new/${kind}`);
    await page.waitForSelector('#kh-editor[data-ready=yes]');
    await page.click('#kh-save button[type=submit]');
    await page.waitForSelector('main > .govuk-error-summary'); // the role is missing
    await page.fill('input[name=title]', `تازه ${kind}`);
    await page.selectOption('select[name=role]', 'sample');
    await page.waitForTimeout(1100);
    await page.click('#kh-save button[type=submit]');
    await page.waitForURL(/versions\/1$/);
    ok((await page.textContent('h1')).includes(`تازه ${kind}`), 'kept as a draft');
  }
}

async function tryDecision(page, base, model, look) {
  await page.goto(`${base}${model}`);
  await look('decision');
  await page.click('a[href$="/try"]');
  await page.selectOption('select[name=decision]', 'عوارض');
  await page.click('.kh-filter button');
  await page.fill('input[name=in_0]', '۱۵۰');
  await page.selectOption('select[name=in_2]', 'false');
  await page.click('main form:last-of-type button[type=submit]');
  ok((await page.textContent('.kh-answer')).includes('۳۰۰٬۰۰۰'), 'the answer');
  await look('tried');
}

// The examples of the province: the as-is finds its to-be, and is walked through step by step.
async function examples(page, base, look) {
  await page.goto(`${base}/desk/models?role=as-is&q=${encodeURIComponent('کارت هوشمند')}`);
  await page.click('tbody th a');
  await page.click('a[href$="/compare"]');
  equal(await page.locator('.kh-drawing > svg').count(), 2, 'two drawings');
  ok((await page.textContent('main')).includes('ماده ۳۸ قانون ثبت احوال'), 'the clause of a visit');
  await look('compare');
  await page.goBack();
  await page.click('a[href$="/simulate"]');
  await page.click('button[value=go]');
  await page.click('button[value=go]');
  await page.selectOption('select[name=answer_0]', 'false');
  await page.click('button[value=go]');
  ok((await page.textContent('label[for=choice-0]')).includes('فراهم‌کردن مدارک'), 'the answer leads there');
  await look('simulate');
  await page.click('button[value=back]');
  ok((await page.textContent('label[for=choice-0]')).includes('بررسی مدارک'), 'a step back');
}

export default async function journey({ browser, base, test }) {
  for (const size of [phone, desktop]) {
    await test(`processes and decisions at ${size.width} px`, async () => {
      const problems = [];
      const context = await browser.newContext({ viewport: size });
      const page = await context.newPage();
      const other = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' && /Content Security Policy/.test(message.text())) {
          problems.push(`${page.url()}: ${message.text()}`);
        }
      });
      const look = async (name) => {
        await wellMade(page, problems);
        await shot(page, `${size.width}_models_${name}`);
      };
      await signIn(page, base, 'it_manager');
      await examples(page, base, look);
      await mistakes(page, base, look);
      if (size === desktop) await fresh(page, base);
      const process = await add(page, base, 'visit.bpmn', `فرآیند ${size.width}`);
      await look('process');
      const target = await page.getAttribute('#report ~ ol a[href^="#e-"]', 'href');
      ok(await page.locator(target).count() === 1, 'a complaint leads to its element');
      const decision = await add(page, base, 'fees.dmn', `تصمیم ${size.width}`);
      await page.click('form[action$="/publish"] button');
      ok(await page.isVisible('.govuk-tag--green'), 'published');
      await tryDecision(page, base, decision, look);
      await edit(page, other, base, process, size, look);
      await page.goto(`${base}/desk/models?q=${encodeURIComponent(String(size.width))}`);
      equal(await page.locator('tbody tr').count(), 2, 'both are found');
      await look('list');
      await context.close();
      ok(problems.length === 0, `\n${[...new Set(problems)].join('\n')}`);
    });
  }
}
