// The board as people meet it: node --test browser/board.test.mjs, against the stack that the environment names.
// BLOOM_BOARD_TEST is JSON: url, password, people by role, branch, foreign (branches nobody of them may see), numbers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { launch } from './launch.mjs';
import { signIn } from './sign-in.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const { url, password, people, branch, foreign, numbers } = JSON.parse(process.env.BLOOM_BOARD_TEST);
const PATIENCE_MS = 120_000; // For a busy machine; every wait ends with what it waits for.

let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
});

/** A page of this person's own, signed in. */
const pageOf = async role => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.faults = [];
  page.on('pageerror', fault => page.faults.push(fault.message));
  page.on('console', message => {
    if (message.type() === 'error' && /Content Security Policy/i.test(message.text())) page.faults.push(message.text());
  });
  await signIn(page, { url, email: people[role], password });
  return page;
};

const opened = async (page, path = `/?branch=${branch}`) => {
  await page.goto(url + path);
  await page.waitForSelector('.kpi .number');
  return page;
};

const shownNumber = (page, kpi) => page.locator(`[data-kpi=${kpi}] .number`).textContent();

for (const role of Object.keys(people)) {
  describe(`the board of the ${role}`, () => {
    let page;
    before(async () => {
      page = await opened(await pageOf(role));
    });
    after(async () => page.context().close());

    it('shows the numbers that the warehouse has', async () => {
      for (const [kpi, { least }] of Object.entries(numbers)) {
        await page.waitForFunction(
          ([name, wanted]) => {
            const text = document.querySelector(`[data-kpi=${name}] .number`)?.textContent ?? '';
            return Number(text.replace(/[^0-9.]/g, '')) >= wanted;
          },
          [kpi, least],
        );
        if (numbers[kpi].exact !== undefined) {
          assert.equal((await shownNumber(page, kpi)).replace(/[^0-9.]/g, ''), String(numbers[kpi].exact));
        }
      }
    });

    it('says by which day, which definition, and how fresh', async () => {
      await page.waitForFunction(() =>
        /By booking day · definition \d+ · as of /.test(
          document.querySelector('[data-kpi=bookings] summary')?.textContent ?? '',
        ),
      );
    });

    it('is for everyone: axe finds nothing', async () => {
      await page.evaluate(readFileSync(axe, 'utf8'));
      const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
      const words = found.violations.map(
        one =>
          `${one.id}: ${one.help} ${one.nodes
            .map(node => node.html)
            .join(' | ')
            .slice(0, 400)}`,
      );
      assert.deepEqual(words, []);
    });

    it('does not see another organization’s or franchise’s branch', async () => {
      const offered = await page.locator('#branch option').evaluateAll(options => options.map(one => one.value));
      for (const other of foreign[role] ?? []) {
        assert.ok(!offered.includes(other), 'not in the chooser');
        for (const path of [
          `/board/branches/${other}/events`,
          `/board/branches/${other}/appointments.csv`,
          `/board/branches/${other}/stock.csv`,
        ]) {
          const status = await page.evaluate(async address => (await fetch(address)).status, path);
          assert.equal(status, 404, path);
        }
        await opened(page, `/?branch=${other}`);
        await page.waitForFunction(() => document.querySelector('.notices')?.textContent?.includes('not one of yours'));
        assert.notEqual(await page.locator('#branch').inputValue(), other);
      }
    });

    it('breaks no rule of its own policy', () => assert.deepEqual(page.faults, []));
  });
}

describe('taking it along', () => {
  it('has every table as CSV, and the same view by its link', async () => {
    const page = await opened(await pageOf('manager'));
    for (const [table, column] of Object.entries({
      numbers: 'kpi',
      appointments: 'appointment_id',
      waitlist: 'entry_id',
      alerts: 'alert_id',
      stock: 'item_id',
    })) {
      const { status, text } = await page.evaluate(async address => {
        const answer = await fetch(address);
        return { status: answer.status, text: await answer.text() };
      }, `/board/branches/${branch}/${table}.csv`);
      assert.equal(status, 200, table);
      assert.ok(text.startsWith(`${column},`), text.slice(0, 80));
    }
    await page.click('[aria-label="Day before"]');
    await page.waitForFunction(() => new URLSearchParams(location.search).has('day'));
    const link = page.url();
    const other = await opened(await pageOf('manager'), link.slice(url.length));
    assert.equal(await other.locator('h1').textContent(), await page.locator('h1').textContent());
    await page.context().close();
    await other.context().close();
  });
});

describe('a lost connection', () => {
  it('is said, and survived', async () => {
    const page = await pageOf('manager');
    await page.addInitScript(() => {
      const streams = [];
      globalThis.cut = () => {
        for (const stream of streams) stream.close();
      };
      globalThis.EventSource = class extends EventSource {
        constructor(address) {
          super(address);
          streams.push(this);
        }
      };
    });
    await opened(page);
    await page.waitForSelector('.pulse[data-state=live], .pulse[data-state=late]');
    await page.route('**/events*', line => line.abort());
    await page.evaluate(() => globalThis.cut());
    await page.waitForFunction(() => document.querySelector('.notices')?.textContent?.includes('Connection lost at'));
    assert.equal(await page.locator('.pulse').textContent(), 'Not connected');
    assert.ok((await shownNumber(page, 'bookings')).length > 0, 'what was known stays');
    await page.unroute('**/events*');
    await page.waitForSelector('.pulse[data-state=live], .pulse[data-state=late]');
    assert.doesNotMatch(await page.locator('.notices').textContent(), /Connection lost/);
    await page.context().close();
  });
});

describe('a question', () => {
  it('is answered with the number that stands beside it, and its query', async () => {
    const page = await opened(await pageOf('manager'));
    await page.fill('#ask input', 'bookings today');
    await page.press('#ask input', 'Enter');
    await page.waitForSelector('.answer .value');
    assert.equal(await page.locator('.answer .value').textContent(), String(numbers.bookings.exact));
    await page.click('.answer summary');
    assert.match(await page.locator('.answer .query').textContent(), /select/i);
    await page.context().close();
  });

  it('is refused by its word, and of a rival’s branch as of none', async () => {
    const page = await opened(await pageOf('manager'));
    for (const [question, word] of [
      ['bookings flurbed today', 'flurbed'],
      ['bookings today in Hillside', 'hillside'],
    ]) {
      await page.fill('#ask input', question);
      await page.press('#ask input', 'Enter');
      await page.waitForFunction(
        wanted => document.querySelector('.answer .said')?.textContent?.toLowerCase().includes(wanted),
        word,
      );
      assert.equal(await page.locator('.answer .value').count(), 0, question);
    }
    await page.context().close();
  });

  it('is not for the staff', async () => {
    const page = await opened(await pageOf('staff'));
    assert.equal(await page.locator('#ask').count(), 0);
    const status = await page.evaluate(async () => {
      const { csrf_header, csrf_token } = await (await fetch('/board/viewer')).json();
      const headers = { [csrf_header]: csrf_token, 'Content-Type': 'application/json' };
      return (await fetch('/board/questions', { method: 'POST', headers, body: '{"question":"bookings today"}' }))
        .status;
    });
    assert.equal(status, 403);
    await page.context().close();
  });
});

describe('an insight', () => {
  it('stands there with its picture and its query, and is judged once', async () => {
    const page = await opened(await pageOf('manager'));
    const row = page.locator('#insights [data-insight]').first();
    await row.waitFor();
    assert.match(await row.locator('.said').textContent(), /bookings/);
    await row.locator('button[aria-label^="Proof"]').click();
    await row.locator('.why details').waitFor();
    assert.equal(await row.locator('.why canvas').count(), 1);
    await row.locator('button[aria-label^="Judge"]').click();
    await page.locator('[role=menuitem]', { hasText: 'Useful' }).click();
    await page.waitForFunction(() => document.querySelectorAll('#insights [data-insight]').length === 0);
    await opened(page);
    await page.waitForSelector('#insights .none');
    await page.context().close();
  });

  it('is not the analyst’s to judge', async () => {
    const page = await opened(await pageOf('analyst'));
    assert.equal(await page.locator('#insights button[aria-label^="Judge"]').count(), 0);
    await page.context().close();
  });
});

describe('an alert', () => {
  it('is taken, with its evidence beside it', async t => {
    const page = await opened(await pageOf('manager'));
    await page.waitForSelector('#alerts');
    const got = page.locator('#alerts button[aria-label^="Got it"]').first();
    if ((await got.count()) === 0) {
      t.skip('no alert is open at this branch: nothing to take');
      return;
    }
    const row = page
      .locator('#alerts [data-alert]')
      .filter({ has: page.locator('button[aria-label^="Got it"]') })
      .first();
    const id = await row.getAttribute('data-alert');
    await row.locator('button[aria-label^="Why"]').click();
    await page.waitForSelector('.why dl');
    await row.locator('button[aria-label^="Got it"]').click();
    await page.waitForFunction(
      alert => document.querySelector(`[data-alert="${alert}"] .seen`)?.textContent === 'Seen',
      id,
    );
    const status = await page.evaluate(
      async alert => (await (await fetch(`/board/alerts/${alert}`)).json()).alert.status,
      id,
    );
    assert.equal(status, 'acknowledged');
    await page.context().close();
  });

  it('is not the analyst’s to take', async () => {
    const page = await opened(await pageOf('analyst'));
    assert.equal(await page.locator('#alerts button[aria-label^="Got it"]').count(), 0);
    await page.context().close();
  });
});

describe('the morning’s letter', () => {
  it('is stopped, and wanted again, at the foot of the page', async () => {
    const page = await opened(await pageOf('owner'));
    const letter = page.getByLabel('the morning’s letter');
    const wish = () => page.evaluate(async () => (await (await fetch('/board/alert-preferences')).json()).digest);
    assert.equal(await letter.isChecked(), true);
    await letter.uncheck();
    await page.getByText('The letter does not come any more.').waitFor();
    assert.equal(await wish(), false);
    await opened(page);
    assert.equal(await letter.isChecked(), false);
    await letter.check();
    await page.getByText('The letter comes each morning.').waitFor();
    assert.equal(await wish(), true);
    await page.context().close();
  });

  it('is not written to the staff', async () => {
    const page = await opened(await pageOf('staff'));
    await page.getByLabel('alerts', { exact: true }).waitFor();
    assert.equal(await page.getByLabel('the morning’s letter').count(), 0);
    await page.context().close();
  });
});
