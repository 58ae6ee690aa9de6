// A citizen on a cheap phone, with no script at all, finds a service and learns what it takes.
import { desktop, equal, ok, phone, shot, wellMade } from './rig.mjs';

export default async function journey({ browser, base, test }) {
  const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false });
  const page = await context.newPage();

  await test('citizen: from the home page to a service by searching, without a script', async () => {
    await page.goto(base);
    await page.fill('input[name=q]', 'كارت هوشمند ملي');
    await page.click('.kh-search button');
    const first = page.locator('.kh-result a').first();
    ok((await first.textContent()).includes('کارت هوشمند ملی'), 'the first result is the card');
    await first.click();
    ok((await page.textContent('main')).includes('ریال'), 'the page speaks of the fee');
    ok(await page.locator('#sources ~ ol li').count() > 0, 'sources are named');
    await shot(page, 'journey_citizen_service');
  });

  await test('citizen: one wrong letter is forgiven and said', async () => {
    await page.goto(`${base}/services?q=${encodeURIComponent('انشعاپ آب')}`);
    ok(await page.locator('.kh-result').count() > 0, 'something was found');
    ok((await page.textContent('main')).includes('انشعاب'), 'the corrected word is shown');
  });

  await test('citizen: nothing found is a page that helps', async () => {
    await page.goto(`${base}/services?q=${encodeURIComponent('ژژژژژژ')}`);
    equal(await page.locator('.kh-result').count(), 0, 'results');
    ok(await page.locator('main a[href="/agencies"]').count() > 0, 'a way on is offered');
    await shot(page, 'journey_citizen_nothing');
  });

  await test('citizen: an address that is not there is explained in Persian', async () => {
    const response = await page.goto(`${base}/services/000000`);
    equal(response.status(), 404, 'status');
    const problems = [];
    const scripted = await (await browser.newContext({ viewport: phone })).newPage();
    await scripted.goto(`${base}/services/000000`);
    await wellMade(scripted, problems);
    await shot(scripted, 'journey_citizen_missing');
    await scripted.context().close();
    equal(problems.join('\n'), '', 'problems');
  });
  await context.close();

  await test('citizen: by keyboard alone from the top of the home page to the results', async () => {
    const keys = await browser.newContext({ viewport: desktop });
    const tab = await keys.newPage();
    await tab.goto(base);
    await tab.keyboard.press('Tab');
    equal(await tab.evaluate(() => document.activeElement.getAttribute('href')), '#main', 'first stop');
    for (let i = 0; i < 20; i += 1) {
      await tab.keyboard.press('Tab');
      if (await tab.evaluate(() => document.activeElement.name) === 'q') break;
    }
    await tab.keyboard.type('انشعاب');
    await tab.keyboard.press('Enter');
    await tab.waitForURL(/\/services\?q=/);
    ok(await tab.locator('.kh-result').count() > 0, 'results');
    await keys.close();
  });

  await test('citizen: Persian digits only in what is read', async () => {
    const reader = await browser.newContext({ viewport: phone });
    const tab = await reader.newPage();
    for (const path of ['/', '/services', '/counties']) {
      await tab.goto(base + path);
      const latin = await tab.evaluate(() => {
        const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
        const out = [];
        while (walker.nextNode()) {
          const node = walker.currentNode;
          if (/[0-9]/.test(node.textContent) && !node.parentElement.closest('bdi,code,script,[dir=ltr]')) {
            out.push(node.textContent.trim().slice(0, 60));
          }
        }
        return out;
      });
      equal(latin.join(' | '), '', `Latin digits on ${path}`);
    }
    await reader.close();
  });
}
