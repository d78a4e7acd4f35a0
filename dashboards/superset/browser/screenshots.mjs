// Takes every tab of every Superset dashboard as one person sees it: node screenshots.mjs SUPERSET URL PASSWORD DIR [WIDTH…]
// BLOOM_EMAIL says who looks, BLOOM_ONLY which dashboards (slugs with commas between).
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../../board/browser/launch.mjs';
import { comeIn, open, pagesFor } from './superset.mjs';

const [superset, url, password, directory, ...widths] = process.argv.slice(2);
const WIDTHS = widths.length ? widths.map(Number) : [1440, 390];
const HEIGHTS = { 1440: 900, 390: 844 };
const LONGEST = 3600; // Nobody looks at more of a page than this.
const email = process.env.BLOOM_EMAIL ?? 'owner@pawsome.demo';
const IN_A_HAND = ['network', 'branch-today']; // What is looked at on a phone.
const only = process.env.BLOOM_ONLY?.split(',');

mkdirSync(directory, { recursive: true });
const browser = await launch();
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000); // A machine may be busy; nothing here measures.
  await comeIn(page, { superset, url, email, password });
  const pages = (await pagesFor(page, superset)).filter(one => !only || only.includes(one.slug));
  for (const width of WIDTHS) {
    const shown = width < 600 && !only ? pages.filter(one => IN_A_HAND.includes(one.slug)) : pages;
    for (const one of shown) {
      // As tall as the page is, so that the charts below the fold are drawn, too.
      await page.setViewportSize({ width, height: LONGEST });
      await page.goto('about:blank'); // Another tab of the same dashboard would be no opening.
      const took = await open(page, one);
      const height = await page.evaluate(() =>
        Math.ceil(
          Math.max(
            ...[...document.querySelectorAll('.dashboard-component-chart-holder')].map(
              holder => holder.getBoundingClientRect().bottom,
            ),
          ),
        ),
      );
      await page.setViewportSize({ width, height: Math.max(HEIGHTS[width] ?? 900, Math.min(LONGEST, height + 24)) });
      await page.mouse.move(0, 0);
      await page.screenshot({ path: join(directory, `superset-${one.name.replace('/', '-')}-${width}.png`) });
      console.log(`${one.name} ${width}: ${one.charts.length} charts, ${Math.round(took)} ms, ${height} px`);
    }
  }
} finally {
  await browser.close();
}
