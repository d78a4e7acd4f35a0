// How values, days and hours are said; the clock is the branch's own, wherever the tablet is.
import type { Comparison, Figure, Place, Risk } from './board';

const FEWEST = 20; // Below this, one missed visit alone moves the rate by five points: no comparison.

export const count = (number: number) => new Intl.NumberFormat().format(number);

export const percent = (share: number, digits = 1) =>
  new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: digits }).format(share);

export const money = (cents: number, place: Place) =>
  new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency: place.currency,
    maximumFractionDigits: 0,
  }).format(cents / 100);

export const said = (value: number | null, unit: string, place: Place) => {
  if (value === null) return '–';
  if (unit === 'cents') return money(value, place);
  return unit === 'ratio' ? percent(value) : count(Math.round(value * 10) / 10);
};

export const at = (place: Place, options: Intl.DateTimeFormatOptions, instant: string | number | Date) =>
  new Intl.DateTimeFormat(undefined, { timeZone: place.time_zone, ...options }).format(new Date(instant));

export const clock = (place: Place, instant: string | number | Date) =>
  at(place, { hour: 'numeric', minute: '2-digit' }, instant);

const noon = (day: string) => new Date(`${day}T12:00:00Z`);

export const dayWords = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', ...options }).format(noon(day));

export const weekday = (day: string, style: 'long' | 'short' = 'long') => dayWords(day, { weekday: style });

export const shortDay = (day: string) => dayWords(day, { weekday: 'short', day: 'numeric', month: 'short' });

export const dayAfter = (day: string, days: number) =>
  new Date(noon(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** The branch's local day at an instant. */
export const dayAt = (place: Place, instant: Date) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: place.time_zone, dateStyle: 'short' }).format(instant);

/** Hours since the branch's midnight, with their part. */
export const hourAt = (place: Place, instant: string | number | Date) => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: place.time_zone,
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(new Date(instant));
  const part = (type: string) => Number(parts.find(one => one.type === type)?.value ?? 0);
  return part('hour') + part('minute') / 60;
};

/** How far the branch's clock is ahead of UTC at that moment. */
const ahead = (place: Place, instant: Date) => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: place.time_zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find(one => one.type === type)?.value ?? 0);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(instant.getTime() / 1000) * 1000;
};

/** Seven in the morning at the branch, so many days from now. */
export const morningIn = (place: Place, days: number, now = new Date()) => {
  const local = new Date(now.getTime() + ahead(place, now));
  const wanted = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + days, 7);
  const nearly = new Date(wanted - ahead(place, now));
  return new Date(wanted - ahead(place, nearly)); // Twice: the clocks may change before then.
};

export const span = (ms: number) => {
  if (ms < 9500) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 90_000) return `${Math.round(ms / 1000)} s`;
  return ms < 5_400_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
};

const BASIS: Record<string, string> = {
  booked: 'By booking day',
  scheduled: 'By appointment day',
  service: 'By service day',
  sale: 'By sale day',
  paid: 'By payment day',
};

export const basis = (dateBasis: string) => BASIS[dateBasis] ?? `By ${dateBasis} day`;

export type Level = 'high' | 'raised' | 'usual';

export const level = (risk: Risk): Level =>
  risk.probability >= 0.4 ? 'high' : risk.probability >= 0.2 ? 'raised' : 'usual';

export const LEVELS: Record<Level, string> = { high: 'High risk', raised: 'Raised risk', usual: 'Usual risk' };

export type Difference = { words: string; spoken: string; good: 'yes' | 'no' | 'even' };

/** Against the same weekday, up to the same minute; nothing where so few tell nothing. */
export const difference = (figure: Figure, before: Comparison): Difference | null => {
  if (before.value === null || figure.value === null) return null;
  const change = figure.value - before.value;
  let words: string;
  if (figure.unit === 'ratio') {
    if (figure.denominator < FEWEST || before.denominator < FEWEST) return null;
    words = `${(Math.abs(change) * 100).toFixed(1)} points`;
  } else if (figure.unit === 'cents') {
    if (before.value <= 0) return null;
    words = percent(Math.abs(change) / before.value, 0);
  } else {
    words = count(Math.abs(change));
  }
  if (change === 0) return { words: 'Level', spoken: 'level', good: 'even' };
  const good = figure.direction === 'none' ? 'even' : change > 0 === (figure.direction === 'up') ? 'yes' : 'no';
  return {
    words: `${change > 0 ? '▲' : '▼'} ${words}`,
    spoken: `${change > 0 ? 'up' : 'down'} ${words}`,
    good,
  };
};
