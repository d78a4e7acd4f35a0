import { describe, expect, it } from 'vitest';
import { searchOf, viewOf } from './address';
import type { Figure, Place, Visit } from './board';
import { timeline } from './lanes';
import { dayAt, difference, hourAt, morningIn } from './words';

const berlin: Place = { branch_id: 'b', name: 'Harbour', time_zone: 'Europe/Berlin', currency: 'EUR', day: null };

const figure = (change: Partial<Figure>): Figure => ({
  kpi: 'no_show_rate',
  label: 'No-show rate',
  unit: 'ratio',
  direction: 'down',
  date_basis: 'scheduled',
  definition_version: 1,
  description: '',
  numerator: 3,
  denominator: 30,
  value: 0.1,
  comparison: null,
  days: [],
  ...change,
});

const before = { day: '2026-11-15', until: '2026-11-15T10:00:00Z', numerator: 6, denominator: 30, value: 0.2 };

describe('a comparison', () => {
  it('calls a falling no-show rate good', () => {
    expect(difference(figure({}), before)).toMatchObject({ words: '▼ 10.0 points', good: 'yes' });
  });

  it('says nothing of a few visits', () => {
    expect(difference(figure({ denominator: 19 }), before)).toBeNull();
  });
});

describe('the branch’s clock', () => {
  it('has its own day', () => {
    expect(dayAt(berlin, new Date('2026-11-22T23:30:00Z'))).toBe('2026-11-23');
    expect(hourAt(berlin, '2026-11-22T23:30:00Z')).toBe(0.5);
  });

  it('finds seven in the morning across a change of the clocks', () => {
    const evening = new Date('2026-10-24T18:00:00Z'); // Summer time ends in the night.
    expect(morningIn(berlin, 1, evening).toISOString()).toBe('2026-10-25T06:00:00.000Z');
  });
});

describe('a link', () => {
  it('leads to the same view again', () => {
    const view = { branch: '019c2b19', day: '2026-11-20' };
    expect(viewOf(searchOf(view))).toEqual(view);
  });

  it('names no day that is none', () => {
    expect(viewOf('?day=<script>').day).toBeNull();
  });
});

describe('the timeline', () => {
  const visit = (id: string, from: string, to: string, staff: string | null): Visit => ({
    appointment_id: id,
    starts_at: `2026-11-22T${from}:00Z`,
    ends_at: `2026-11-22T${to}:00Z`,
    staff,
    pet: id,
    service: 'Groom',
    stage: 'scheduled',
    price_cents: 100,
    risk: null,
  });

  it('puts what overlaps into lanes of its own', () => {
    const { rows } = timeline(
      [
        visit('a', '09:00', '10:00', 'Groomer 1'),
        visit('b', '09:30', '11:00', 'Groomer 1'),
        visit('c', '10:00', '10:30', 'Groomer 1'),
      ],
      berlin,
      '2026-11-22',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.lanes).toBe(2);
    expect(rows[0]?.blocks.map(block => block.lane)).toEqual([0, 1, 0]);
  });

  it('holds a stay of many days within the day', () => {
    const stay = { ...visit('stay', '08:00', '10:00', null), ends_at: '2026-11-24T10:00:00Z' };
    const block = timeline([stay], berlin, '2026-11-22').rows[0]?.blocks[0];
    expect(block).toMatchObject({ from: 9, to: 24 });
  });
});
