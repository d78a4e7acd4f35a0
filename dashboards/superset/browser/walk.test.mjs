// Superset as people meet it: node --test browser/walk.test.mjs, against the stack that the environment names.
// BLOOM_SUPERSET_TEST is JSON: url, superset, password, people: {role: {email, numbers: {tile: text}, branches, foreign}}.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from '../../board/browser/launch.mjs';
import { comeIn, open, pagesFor, turnTo } from './superset.mjs';

const { url, superset, password, people } = JSON.parse(process.env.BLOOM_SUPERSET_TEST);
const PATIENCE_MS = 120_000; // For a busy machine; every wait ends with what it waits for.
// A second owner and a second analyst, for the walls alone: each dashboard was opened by one of their role before.
const OTHERS = ['rival', 'stranger'];
const IN_SHORT = ['network', 'branch-today'];
const WINDOW = { width: 1440, height: 2600 }; // All charts of a dashboard stand in it.

const outside = new Set(); // What left for anybody but this machine.
const isOutside = address => address.protocol.startsWith('http') && address.hostname !== new URL(url).hostname;

let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
});

const pageOf = async role => {
  const context = await browser.newContext({ viewport: WINDOW, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('request', request => {
    if (isOutside(new URL(request.url()))) outside.add(request.url());
  });
  // Superset's counting pixel is compiled in; what the page's policy stops never leaves.
  page.on('requestfailed', request => {
    if (request.failure().errorText === 'csp') outside.delete(request.url());
  });
  await comeIn(page, { superset, url, email: people[role].email, password });
  return page;
};

const holding = (pages, slug, title) => pages.find(one => one.slug === slug && one.charts.includes(title));
const tile = (page, title) =>
  page.locator('.dashboard-component-chart-holder', { has: page.getByText(title, { exact: true }) });
const words = page => page.locator('.dashboard-content').innerText();

for (const [role, { numbers, branches, foreign }] of Object.entries(people)) {
  describe(`Superset for the ${role}`, () => {
    let page;
    let pages;
    before(async () => {
      page = await pageOf(role);
      pages = await pagesFor(page, superset);
    });
    after(async () => page?.context().close());

    it('shows its dashboards without a failure, and nobody else’s branch', async () => {
      assert.equal(new Set(pages.map(one => one.slug)).size, 8);
      for (const one of pages.filter(({ slug }) => !OTHERS.includes(role) || IN_SHORT.includes(slug))) {
        await page.goto('about:blank');
        await open(page, one);
        const text = await words(page);
        assert.doesNotMatch(text, /unexpected error|cents/i, one.name);
        for (const branch of foreign) assert.ok(!text.includes(branch), `${one.name} shows ${branch}`);
      }
    });

    it('shows the numbers that the warehouse has', async () => {
      for (const [title, number] of Object.entries(numbers)) {
        await page.goto('about:blank');
        await open(page, holding(pages, 'branch-today', title));
        const shown = await tile(page, title).first().locator('.slice_container').innerText();
        assert.equal(
          shown.split('\n').find(line => /\d/.test(line)),
          number,
          title,
        );
      }
    });

    it('offers the own branches in its filters, and nobody else’s', async () => {
      const offered = new Set();
      for (const filter of await page.locator('[data-test="filter-bar"]').getByRole('combobox').all()) {
        await filter.click();
        const options = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option');
        await options.first().waitFor();
        for (const option of await options.allInnerTexts()) offered.add(option.trim());
        await page.keyboard.press('Escape');
        await options.first().waitFor({ state: 'hidden' });
      }
      for (const branch of branches) assert.ok(offered.has(branch), `${branch} is not among ${[...offered]}`);
      for (const branch of foreign) assert.ok(!offered.has(branch), branch);
    });
  });
}

describe('a link that somebody shares', () => {
  it('shows whoever follows it their own rows, of its branch in every tab', async () => {
    const giver = await pageOf('owner');
    const pages = await pagesFor(giver, superset);
    const shared = holding(pages, 'branch-today', 'Bookings today');
    const beside = pages.find(one => one.slug === shared.slug && one.tab !== shared.tab);
    const branch = people.owner.branches[0];
    const filter = {
      id: 'NATIVE_FILTER-branch-today-branch',
      extraFormData: { filters: [{ col: 'branch', op: 'IN', val: [branch] }] },
      filterState: { value: [branch], label: branch },
    };
    const link = await giver.evaluate(
      async ({ state }) => {
        const token = (await (await fetch('/api/v1/security/csrf_token/')).json()).result;
        const answer = await fetch('/api/v1/dashboard/branch-today/permalink', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token },
          body: JSON.stringify(state),
        });
        return (await answer.json()).url;
      },
      { state: { dataMask: { [filter.id]: filter }, anchor: new URL(shared.address).hash.slice(1) } },
    );
    await giver.context().close();
    for (const role of ['owner', 'rival', 'stranger']) {
      const page = await pageOf(role);
      await open(page, { ...shared, address: link });
      const shown = await tile(page, 'Bookings today').first().locator('.slice_container').innerText();
      if (role === 'owner') assert.ok(shown.includes(people.owner.numbers['Bookings today']), shown);
      else assert.match(shown.trim(), /^(0\n|no data)/i, `${role} saw ${shown}`); // Without a row.
      const asked = [];
      page.on('request', request => {
        if (request.url().includes('/api/v1/chart/data')) asked.push(request.postData());
      });
      await turnTo(page, beside);
      assert.ok(asked.length && asked.every(one => one.includes(branch)), `${asked.length} charts, not all of them by branch`);
      await page.context().close();
    }
  });
});

describe('all of these pages', () => {
  it('ask nobody outside', () => assert.deepEqual([...outside], []));
});
