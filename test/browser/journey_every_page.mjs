// Every page of the program, found by following links as its readers would: on a phone and on a
// desktop, each must be well made (see wellMade). A page without a parameter that no link leads to
// is a failure.
import { execFileSync } from 'node:child_process';
import { desktop, equal, ok, phone, shot, wellMade } from './rig.mjs';

// Not pages to look at: files, machine interfaces, parts of a process that needs its own journey.
const exempt = [/^\/api\//, /^\/healthz$/, /^\/metrics$/, /^\/assets\//, /\.(csv|pdf|docx|html|json|txt|svg|xml)$/,
  /^\/sign-in\/code$/, /^\/continue/, /csv/, /\/file$/, /\/files\/\{format\}$/];
// How many different addresses of one route are looked at.
const perRoute = 1;

function routes(program) {
  return execFileSync(program, ['routes'], { encoding: 'utf8' }).split('\n')
    .map((line) => line.trim().split(/\s+/)).filter((words) => words[0] === 'GET')
    .map((words) => words[1]).filter((path) => !exempt.some((pattern) => pattern.test(path)));
}

function matcher(list) {
  const patterns = list.map((path) => ({
    path,
    fixed: path.split('{').length,
    expression: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`),
  })).sort((a, b) => a.fixed - b.fixed);
  return (pathname) => patterns.find((pattern) => pattern.expression.test(pathname))?.path;
}

export async function signIn(page, base, username) {
  await page.goto(`${base}/sign-in`);
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', 'khaju-demo');
  await page.click('main button[type=submit]');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

// Follows links from `start`; routes in `done` were looked at by somebody else already.
async function walk(context, base, known, start, size, problems, done = new Set()) {
  const page = await context.newPage();
  await page.setViewportSize(size);
  page.on('console', (message) => {
    // dmn-js comes with a build of Inferno that says so
    if (message.type() === 'error' && !/status of 4\d\d|Inferno/.test(message.text())) {
      problems.push(`${page.url()}: console: ${message.text()}`);
    }
  });
  const seen = new Map();
  const queue = [...start];
  while (queue.length) {
    const path = queue.shift();
    const route = known(new URL(path, base).pathname);
    if (!route || done.has(route) || (seen.get(route) || 0) >= perRoute) continue;
    const response = await page.goto(base + path);
    const arrived = known(new URL(page.url()).pathname);
    if (arrived !== route && arrived && seen.has(arrived)) continue;
    seen.set(route, (seen.get(route) || 0) + 1);
    if (response.status() !== 200) problems.push(`${path}: status ${response.status()}`);
    await wellMade(page, problems);
    await shot(page, `${size.width}${route.replace(/[/{}]+/g, '_')}`);
    const links = await page.$$eval('a[href]', (all) => all.map((a) => a.getAttribute('href')));
    for (const link of links) {
      if (link.startsWith('/') && !link.startsWith('//')) queue.push(link.split('#')[0]);
    }
  }
  await page.close();
  return seen;
}

export default async function journey({ browser, base, test, program }) {
  const list = routes(program);
  const known = matcher(list);
  const visited = new Set();
  for (const size of [phone, desktop]) {
    await test(`every page is well made at ${size.width} px`, async () => {
      const problems = [];
      const guest = await browser.newContext();
      for (const route of (await walk(guest, base, known, ['/', '/counties', '/glossary', '/events'],
        size, problems)).keys()) visited.add(route);
      await guest.close();
      let done = new Set();
      for (const [username, ...start] of [['it_manager', '/desk'],
        ['admin', '/desk/people', '/desk/authority', '/desk/roles']]) {
        const staff = await browser.newContext();
        const first = await staff.newPage();
        await signIn(first, base, username);
        await first.close();
        const routesSeen = (await walk(staff, base, known, start, size, problems, done)).keys();
        done = new Set([...done, ...routesSeen]);
        await staff.close();
      }
      for (const route of done) visited.add(route);
      ok(problems.length === 0, `\n${[...new Set(problems)].join('\n')}`);
    });
  }
  await test('a link leads to every page', async () => {
    // a page about one thing needs such a thing; the province may have none yet
    const lost = list.filter((path) => !path.includes('{') && !visited.has(path));
    equal(lost.join(' '), '', 'pages that no link leads to');
  });
}
