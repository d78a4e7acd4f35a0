// Takes each screen of the board at the widths that people have, light and dark: node screenshots.mjs URL PASSWORD DIR [WIDTH…]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './launch.mjs';
import { signIn } from './sign-in.mjs';

const [url, password, directory, ...widths] = process.argv.slice(2);
const WIDTHS = widths.length ? widths.map(Number) : [1440, 390];
const EMAIL = process.env.BLOOM_EMAIL ?? 'manager@pawsome.demo';
const HEIGHTS = { 1440: 820, 820: 1180, 390: 844 };

mkdirSync(directory, { recursive: true });
const browser = await launch();
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 820 } });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000); // A machine may be busy; nothing here measures.
  page.on('console', message => {
    if (message.type() === 'error') console.error('  console:', message.text());
  });
  page.on('pageerror', failure => console.error('  page:', failure.message));
  await page.goto(url);
  await page.screenshot({ path: join(directory, 'sign-in.png') });
  await signIn(page, { url, email: EMAIL, password });
  for (const width of WIDTHS) {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: HEIGHTS[width] ?? 900 });
      await page.goto(url);
      await page.waitForSelector('.kpi .number', { timeout: 120_000 });
      await page.waitForSelector('#pace canvas', { timeout: 120_000 });
      const shot = name => page.screenshot({ path: join(directory, `${name}-${width}-${colorScheme}.png`) });
      await shot('board');
      await page.fill('#ask input', 'No-show rate last week by service');
      await page.press('#ask input', 'Enter');
      await page.waitForSelector('.answer[aria-busy=false] .said', { timeout: 60_000 });
      const proof = page.locator('#insights button[aria-label^="Proof"]').first();
      if (await proof.count()) {
        await proof.click();
        await page.waitForSelector('#insights .why canvas', { timeout: 60_000 });
      }
      await page.locator('.feed').screenshot({ path: join(directory, `insights-${width}-${colorScheme}.png`) });
      await page.click('[aria-label="Day after"]');
      await page.waitForFunction(
        () => new URLSearchParams(location.search).has('day') && document.querySelector('.kpi .number'),
      );
      await page.waitForSelector('#pace canvas, #pace .none');
      await shot('tomorrow');
      const why = page.locator('#alerts button[aria-label^="Why"]').first();
      if (await why.count()) {
        await why.click();
        await page.waitForSelector('.why dl', { timeout: 30_000 });
        await page.locator('#alerts').screenshot({ path: join(directory, `alert-${width}-${colorScheme}.png`) });
        await page.locator('#alerts button[aria-label^=Less]').first().click();
      }
      const scored = ['high', 'raised', 'usual'].map(risk => `#day button[data-risk=${risk}]`).join(', ');
      const visit = page.locator(scored).first();
      if (await visit.count()) {
        await visit.click();
        await page.waitForSelector('[role=dialog]');
        await shot('appointment');
        await page.keyboard.press('Escape');
      }
    }
  }
} finally {
  await browser.close();
}
