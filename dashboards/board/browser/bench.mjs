// Shows the board and says when its number of bookings has changed: one line per change, milliseconds and number.
import { launch } from './launch.mjs';
import { signIn } from './sign-in.mjs';

const { url, email, password } = JSON.parse(process.env.BLOOM_BOARD_BENCH);

const browser = await launch();
process.on('SIGTERM', () => void browser.close().finally(() => process.exit(0)));
const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
page.setDefaultTimeout(120_000);
await page.exposeFunction('tell', line => console.log(line));
await signIn(page, { url, email, password });
await page.waitForSelector('[data-kpi=bookings] .number');
await page.evaluate(() => {
  const number = document.querySelector('[data-kpi=bookings] .number');
  const observer = new MutationObserver(() => {
    const text = number.textContent.replace(/\D/g, '');
    // The frame after the one that shows it begins: the first has been painted.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => globalThis.tell(`${performance.timeOrigin + performance.now()} ${text}`)),
    );
  });
  observer.observe(number, { characterData: true, childList: true, subtree: true });
});
console.log('ready');
