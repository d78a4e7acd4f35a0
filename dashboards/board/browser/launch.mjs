// A Chromium for tests, screenshots and measurements: Debian's where it is installed, npm's otherwise.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const executable = async () => {
  const named = process.env.BLOOM_CHROMIUM ?? INSTALLED.find(path => existsSync(path));
  if (named) return named;
  const packed = createRequire(import.meta.url)('@sparticuz/chromium');
  return (packed.default ?? packed).executablePath();
};

/** Quiet and on its own: it asks nobody on the network for anything. */
const quiet = async () => ({
  executablePath: await executable(),
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--font-render-hinting=none',
  ],
});

export const launch = async () => chromium.launch(await quiet());

/** One whose cookies and caches lie in a directory, as a person's do. */
export const launchKept = async (directory, options) =>
  chromium.launchPersistentContext(directory, { ...(await quiet()), ...options });
