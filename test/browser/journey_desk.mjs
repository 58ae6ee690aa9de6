// An officer's day at the desk: find a service, fill in the form, report a year;
// then IT management checks a file. Every page on the way must be well made.
import path from 'node:path';
import { desktop, equal, ok, phone, shot, top, wellMade } from './rig.mjs';
import { signIn } from './journey_every_page.mjs';

const sections = ['identity', 'features', 'details', 'access', 'links', 'desk', 'newest', 'maturity',
  'filled'];

async function form(page, base, size, problems) {
  const look = async (name) => {
    await wellMade(page, problems);
    await shot(page, `${size.width}_desk_${name}`);
  };
  await page.goto(`${base}/desk/services/new`);
  await page.fill('input[name=title]', `خدمت مرورگر ${size.width}`);
  await page.selectOption('select[name=agency]', { index: 1 });
  await page.click('main form button[type=submit]');
  const service = new URL(page.url()).pathname;
  await look('draft');
  for (const section of sections) {
    await page.goto(`${base}${service}/edit/${section}`);
    await look(`edit_${section}`);
  }
  await page.goto(`${base}${service}/edit/details`);
  await page.click('button[value="add:fees"]');
  await page.fill('input[name="fees.0.least"]', '۱۲۰۰۰۰');
  await page.click('button[value="add:times"]');
  equal(await page.inputValue('input[name="fees.0.least"]'), '۱۲۰٬۰۰۰', 'what was typed stays');
  await page.fill('input[name="times.0.least"]', '۳');
  await look('edit_rows');
  await page.click('.kh-actions button[type=submit]');
  ok(await page.isVisible('.govuk-error-summary'), 'a time without a unit is a mistake');
  await look('edit_mistake');
  await page.selectOption('select[name="times.0.least_unit"]', 'day');
  await page.click('.kh-actions button[type=submit]');
  equal(new URL(page.url()).pathname, service, 'saved');
  await page.goto(`${base}${service}/edit/access`);
  await page.check('label[for="field-channels_request-web"]');
  await page.click('.kh-actions button[type=submit]');
  await look('service');
  await page.goto(`${base}${service}/history/3?against=1`);
  await look('version');
  await page.goto(`${base}${service}/verify`);
  await look('verify');
  return service;
}

async function conflict(page, other, base, service, size, problems) {
  const address = `${base}${service}/edit/features`;
  await page.goto(address);
  await other.goto(address);
  await other.fill('textarea[name=description]', 'شرحی که دیگری نوشته است');
  await other.click('.kh-actions button[type=submit]');
  await page.fill('textarea[name=audience]', 'همه شهروندان');
  await page.click('.kh-actions button[type=submit]');
  await wellMade(page, problems);
  await shot(page, `${size.width}_desk_conflict`);
  equal(await page.inputValue('textarea[name=audience]'), 'همه شهروندان', 'what was typed');
  await page.click('.kh-actions button[type=submit]');
  equal(new URL(page.url()).pathname, service, 'saved on top');
  await page.goto(`${base}${service}`);
  await page.click('form[action$="/publish"] button');
}

async function figures(page, base, service, size, problems) {
  await page.goto(`${base}${service}`);
  await page.click('a[href*="/report/"]');
  await page.fill('input[name=volume]', '۴۲۰');
  await wellMade(page, problems);
  await shot(page, `${size.width}_desk_report`);
  await page.click('main form button[type=submit]');
  await wellMade(page, problems);
  await shot(page, `${size.width}_desk_reports`);
  await page.goto(`${base}/desk/reports/review`);
  await wellMade(page, problems);
  await shot(page, `${size.width}_desk_review`);
}

async function check(page, base, size, problems) {
  await page.goto(`${base}/desk/import`);
  await page.selectOption('select[name=kind]', 'services');
  await page.setInputFiles('input[name=file]', path.join(top, 'data/isfahan/services.csv'));
  await page.click('button[value=check]');
  await wellMade(page, problems);
  await shot(page, `${size.width}_desk_check`);
  await page.click('form[action$="/load"] button');
  await wellMade(page, problems);
  await shot(page, `${size.width}_desk_loaded`);
  ok(!(await page.isVisible('form[action$="/load"]')), 'it is loaded');
}

export default async function journey({ browser, base, test }) {
  for (const size of [phone, desktop]) {
    await test(`a day at the desk at ${size.width} px`, async () => {
      const problems = [];
      const people = [];
      for (const username of ['it_manager', 'admin']) {
        const context = await browser.newContext({ viewport: size });
        const page = await context.newPage();
        await signIn(page, base, username);
        people.push(page);
      }
      const service = await form(people[0], base, size, problems);
      await conflict(people[0], people[1], base, service, size, problems);
      await figures(people[0], base, service, size, problems);
      await check(people[0], base, size, problems);
      for (const page of people) await page.context().close();
      ok(problems.length === 0, `\n${[...new Set(problems)].join('\n')}`);
    });
  }
}
