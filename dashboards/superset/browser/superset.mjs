// What the browser scripts know of Superset: how one comes in, and when a dashboard is drawn to its last chart.
import { signIn } from '../../board/browser/sign-in.mjs';

/** Through the issuer's form, as everybody. */
export const comeIn = async (page, { superset, url, email, password }) => {
  await page.goto(`${superset}/login/bloom`, { timeout: 120_000 });
  await signIn(page, { url, email, password });
  await page.waitForURL(address => address.href.startsWith(superset) && !address.pathname.startsWith('/oauth'));
};

/** What this person is offered: slug, title and how many charts each holds. */
export const dashboardsFor = async (page, superset) => {
  const get = async path => (await (await page.request.get(superset + path)).json()).result;
  const listed = await get(
    '/api/v1/dashboard/?q=(columns:!(id,slug,dashboard_title),page_size:100,order_column:dashboard_title,order_direction:asc)',
  );
  return Promise.all(
    listed.map(async ({ id, slug, dashboard_title: title }) => ({
      slug,
      title,
      charts: (await get(`/api/v1/dashboard/${id}/charts`)).length,
    })),
  );
};

/** Runs in the page: every chart of the dashboard stands there, and nothing turns any more. Answers since when the page was asked for. */
const watch = charts =>
  new Promise(done => {
    // Not every frame: looking asks for the next frame, and sixty of them a second cost the page more than its charts do.
    const LOOK_EVERY_MS = 50;
    // A number, a table or lines; or the words of a chart that has nothing to show, or could not.
    const isDrawn = holder =>
      holder.querySelector('.slice_container canvas, .slice_container table, [role=alert]') ||
      holder.querySelector('.slice_container')?.textContent?.trim() ||
      /no (data|results)/i.test(holder.textContent ?? '');
    const look = () => {
      const holders = [...document.querySelectorAll('.dashboard-component-chart-holder')];
      const still = document.querySelector('[data-test=loading-indicator], .loading');
      if (holders.length >= charts && !still && holders.every(isDrawn)) {
        // The frame after the one that shows it begins: the first has been painted.
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
      } else {
        setTimeout(look, LOOK_EVERY_MS);
      }
    };
    look();
  });

/** Opens a dashboard and waits for its last chart; milliseconds since it was asked for. */
export const open = async (page, address, charts) => {
  await page.goto(address, { waitUntil: 'commit', timeout: 120_000 });
  return page.evaluate(watch, charts);
};
