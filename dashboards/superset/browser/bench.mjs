// Opens every dashboard, each of its tabs by its own link, and the board, as somebody does in the morning, and says how long each
// took: one JSON line per opening. Cold: a browser that never was here, signed in. Warm: the same browser once more, with its
// caches on its disk. Turn: a click on the tab beside the one that is open.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, launchKept } from '../../board/browser/launch.mjs';
import { comeIn, open, pagesFor, turnTo } from './superset.mjs';

const { url, superset, email, password, only, rounds } = JSON.parse(process.env.BLOOM_DASHBOARDS_BENCH);
// So tall that all charts of every dashboard stand in it: what is below the fold is drawn only when somebody scrolls there.
const WINDOW = { width: 1440, height: 2600 };
const BEFORE_WARM = 2; // Chromium keeps a script's compiled form from its second run on.

const openBoard = async page => {
  await page.goto(url, { waitUntil: 'commit' });
  return page.evaluate(
    () =>
      new Promise(done => {
        const look = () => {
          const isDrawn =
            document.querySelector('.kpi .number') &&
            document.querySelector('#pace canvas, #pace .none') &&
            !document.querySelector('[aria-busy=true]');
          if (isDrawn) requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
};

/** Every page of Superset with what stands beside it, from where one turns to it. */
const withBoard = pages => [
  ...pages.map(one => ({
    name: one.name,
    show: page => open(page, one),
    before: one.name === one.slug ? null : pages.find(first => first.name === one.slug),
    turn: page => turnTo(page, one),
  })),
  { name: 'board', show: openBoard },
];

/** Signed in once, elsewhere: a cold browser has nothing but these cookies. */
const visit = async () => {
  const browser = await launch();
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await comeIn(page, { superset, url, email, password });
    const pages = await pagesFor(page, superset);
    await page.goto(url);
    await page.waitForSelector('.kpi .number');
    return { cookies: await context.cookies(), pages };
  } finally {
    await browser.close();
  }
};

/** A browser with a disk of its own, forgotten at the end. */
const withBrowser = async work => {
  const disk = mkdtempSync(join(tmpdir(), 'bloom-browser-'));
  const context = await launchKept(disk, { viewport: WINDOW, reducedMotion: 'reduce' });
  try {
    return await work(context);
  } finally {
    await context.close();
    rmSync(disk, { recursive: true, force: true });
  }
};

const tell = (page, state, ms) => console.log(JSON.stringify({ page, state, ms: Math.round(ms) }));

const { cookies, pages } = await visit();
const isAsked = name => !only || name === only || name.startsWith(`${only}/`);
for (const { name, show, before, turn } of withBoard(pages).filter(one => isAsked(one.name))) {
  for (let round = 0; round < rounds; round++) {
    await withBrowser(async context => {
      await context.addCookies(cookies);
      const page = context.pages()[0] ?? (await context.newPage());
      page.setDefaultTimeout(120_000);
      tell(name, 'cold', await show(page));
      for (let again = 0; again < BEFORE_WARM + rounds; again++) {
        await page.goto('about:blank');
        const ms = await show(page);
        if (again >= BEFORE_WARM) tell(name, 'warm', ms);
      }
      if (before) {
        await page.goto('about:blank');
        await open(page, before);
        tell(name, 'turn', await turn(page));
      }
    });
  }
}
