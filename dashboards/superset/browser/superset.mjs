// What the browser scripts know of Superset: how one comes in, and when a dashboard is drawn to its last chart.
import { signIn } from '../../board/browser/sign-in.mjs';

/** Through the issuer's form, as everybody. */
export const comeIn = async (page, { superset, url, email, password }) => {
  await page.goto(`${superset}/login/bloom`, { timeout: 120_000 });
  await signIn(page, { url, email, password });
  await page.waitForURL(address => address.href.startsWith(superset) && !address.pathname.startsWith('/oauth'));
};

/**
 * What this person is offered, page by page: a dashboard, or one tab of it. Each has a name (its slug, with the tab's after the
 * first), an address, the tab's words and the titles of its charts: the tab's own, and those beside all tabs.
 */
export const pagesFor = async (page, superset) => {
  const get = async path => (await (await page.request.get(superset + path)).json()).result;
  const listed = await get(
    '/api/v1/dashboard/?q=(columns:!(id,slug,dashboard_title),page_size:100,order_column:dashboard_title,order_direction:asc)',
  );
  const found = listed.map(async ({ id, slug, dashboard_title: title }) => {
    const parts = Object.values(JSON.parse((await get(`/api/v1/dashboard/${id}`)).position_json));
    const address = `${superset}/superset/dashboard/${slug}/`;
    const tabs = parts.find(part => part.type === 'TABS')?.children ?? [null];
    return tabs.map((tab, number) => ({
      slug,
      name: number ? `${slug}/${tab.replace('TAB-', '')}` : slug,
      address: number ? `${address}#${tab}` : address,
      title,
      tab: parts.find(part => part.id === tab)?.meta.text ?? null,
      charts: parts
        .filter(part => part.type === 'CHART' && (part.parents.includes(tab) || !part.parents.some(isTab)))
        .map(part => part.meta.sliceName),
    }));
  });
  return (await Promise.all(found)).flat();
};

const isTab = id => id.startsWith('TAB-');

/** Runs in the page: the tab is open, all its charts stand there, and nothing turns any more. Answers when, by the page's clock. */
const watch = ({ tab, charts }) =>
  new Promise(done => {
    // Not every frame: looking asks for the next frame, and sixty of them a second cost the page more than its charts do.
    const LOOK_EVERY_MS = 50;
    // A number, a table or lines; or the words of a chart that has nothing to show, or could not.
    const isDrawn = holder =>
      holder.querySelector('.slice_container canvas, .slice_container table, [role=alert]') ||
      holder.querySelector('.slice_container')?.textContent?.trim() ||
      /no (data|results)/i.test(holder.textContent ?? '');
    // Tabs that were open before stay in the page, hidden.
    const shown = selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility());
    const look = () => {
      const holders = shown('.dashboard-component-chart-holder');
      const still = shown('[data-test=loading-indicator], .loading').length;
      const open = document.querySelector('.dashboard-component-tabs .ant-tabs-tab-active')?.textContent.trim() ?? null;
      if (open === tab && holders.length === charts.length && !still && holders.every(isDrawn)) {
        // The frame after the one that shows it begins: the first has been painted.
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
      } else {
        setTimeout(look, LOOK_EVERY_MS);
      }
    };
    look();
  });

/** Opens a page and waits for its last chart; milliseconds since it was asked for. */
export const open = async (page, { address, tab, charts }) => {
  await page.goto(address, { waitUntil: 'commit', timeout: 120_000 });
  return page.evaluate(watch, { tab, charts });
};

/** From another tab of the same dashboard; milliseconds from the click to its last chart. */
export const turnTo = async (page, { tab, charts }) => {
  const clicked = await page.evaluate(words => {
    const found = [...document.querySelectorAll('.dashboard-component-tabs .ant-tabs-tab-btn')];
    const now = performance.now();
    found.find(one => one.textContent.trim() === words).click();
    return now;
  }, tab);
  return (await page.evaluate(watch, { tab, charts })) - clicked;
};
