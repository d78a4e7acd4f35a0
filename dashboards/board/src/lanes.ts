// Where the day's appointments stand on the timeline: a row per person, lanes within it for what overlaps.
import type { Place, Visit } from './board';
import { dayAt, hourAt } from './words';

export type Block = { visit: Visit; from: number; to: number; lane: number };
export type Row = { staff: string; lanes: number; blocks: Block[] };
export type Timeline = { from: number; to: number; rows: Row[] };

const SHORTEST = 0.25; // Hours; thinner could not be touched.
const NOBODY = 'Stays and classes';

export const timeline = (visits: Visit[], place: Place, day: string): Timeline => {
  const rows = new Map<string, Row & { ends: number[] }>();
  for (const visit of visits.filter(one => one.stage !== 'cancelled')) {
    const from = dayAt(place, new Date(visit.starts_at)) < day ? 0 : hourAt(place, visit.starts_at);
    const end = dayAt(place, new Date(visit.ends_at)) > day ? 24 : hourAt(place, visit.ends_at);
    const to = Math.min(24, Math.max(end, from + SHORTEST));
    const staff = visit.staff ?? NOBODY;
    const row = rows.get(staff) ?? { staff, lanes: 0, blocks: [], ends: [] };
    rows.set(staff, row);
    const free = row.ends.findIndex(last => last <= from);
    const lane = free < 0 ? row.ends.length : free;
    row.ends[lane] = to;
    row.lanes = row.ends.length;
    row.blocks.push({ visit, from, to, lane });
  }
  const sorted = [...rows.values()].sort((a, b) =>
    a.staff === NOBODY ? 1 : b.staff === NOBODY ? -1 : a.staff.localeCompare(b.staff, undefined, { numeric: true }),
  );
  const blocks = sorted.flatMap(row => row.blocks);
  // What lasts beyond the day does not widen it: the hours of work are what people look at.
  const from = Math.floor(Math.min(8, ...blocks.map(block => block.from).filter(hour => hour > 0)));
  const to = Math.ceil(Math.max(18, ...blocks.map(block => block.to).filter(hour => hour < 24)));
  return { from, to, rows: sorted.map(({ staff, lanes, blocks }) => ({ staff, lanes, blocks })) };
};
