// Signs a demo person in as they would: e-mail, password, and the code of their app.
import { createHmac } from 'node:crypto';

const STEP_SECONDS = 30;

/** The demo's people have a secret that follows from its password: HmacSHA1(password, e-mail). */
const secretOf = (password, email) => createHmac('sha1', password).update(email).digest();

/** The six digits of this half minute (RFC 6238). */
export const codeOf = (password, email, now = Date.now()) => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 1000 / STEP_SECONDS)));
  const hash = createHmac('sha1', secretOf(password, email)).update(counter).digest();
  const offset = hash[hash.length - 1] & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
};

/** Ends on the page that was asked for, or on the board. */
export const signIn = async (page, { url, email, password }) => {
  if (!page.url().startsWith(`${url}/login`)) await page.goto(`${url}/login`);
  await page.fill('#username', email);
  await page.fill('#password', password);
  await page.fill('#code', codeOf(password, email));
  await Promise.all([
    page.waitForURL(address => !address.pathname.startsWith('/login')),
    page.click('button[type=submit]'),
  ]);
};
