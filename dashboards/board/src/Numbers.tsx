import { useEffect, useRef } from 'react';
import type { Figure } from './board';
import { tableOf, useDay } from './day';
import { at, basis, clock, count, dayAfter, difference, said, shortDay, weekday } from './words';

const WIDTH = 280;
const HEIGHT = 56;

const Bars = ({ figure }: { figure: Figure }) => {
  const { board } = useDay();
  const slot = WIDTH / figure.days.length;
  const top = Math.max(...figure.days.map(day => day.value ?? 0), figure.unit === 'ratio' ? 0.05 : 1);
  const same = dayAfter(board.day, -7);
  const words = figure.days.map(day => `${weekday(day.day, 'short')} ${said(day.value, figure.unit, board.branch)}`);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${figure.label}, the last ${figure.days.length} days: ${words.join(', ')}`}
    >
      {figure.days.map((day, index) => {
        const tall = day.value ? Math.max(2, (day.value / top) * HEIGHT) : 1;
        const kind = day.day === board.day ? 'now' : day.day === same ? 'same' : '';
        return (
          <rect
            key={day.day}
            className={kind}
            x={index * slot + 2}
            y={HEIGHT - tall}
            width={slot - 4}
            height={tall}
            rx={2}
          >
            <title>{`${shortDay(day.day)}: ${said(day.value, figure.unit, board.branch)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
};

const Compare = ({ figure }: { figure: Figure }) => {
  const { board } = useDay();
  const before = figure.comparison;
  if (!before || before.value === null) {
    // Its definition cannot be held up to a minute: the whole day stands there as what it is.
    const whole = figure.days.find(day => day.day === dayAfter(board.day, -7));
    if (whole?.value == null) return <p className="compare">Nothing to compare with yet</p>;
    return (
      <p className="compare">
        {said(whole.value, figure.unit, board.branch)} over the whole of last {weekday(whole.day, 'short')}
      </p>
    );
  }
  const change = difference(figure, before);
  const last = weekday(before.day, 'short');
  return (
    <p className="compare">
      {change ? (
        <>
          <b data-good={change.good}>
            <span aria-hidden="true">{change.words}</span>
            <span className="hidden">{change.spoken}</span>
          </b>{' '}
          against{' '}
        </>
      ) : null}
      {said(before.value, figure.unit, board.branch)}{' '}
      {board.is_today ? `by ${clock(board.branch, before.until)} last ${last}` : `last ${last}`}
      {!change && figure.unit === 'ratio' ? ', too few visits to compare' : null}
    </p>
  );
};

const NumberCard = ({ figure }: { figure: Figure }) => {
  const { board, pulse } = useDay();
  const number = useRef<HTMLSpanElement>(null);
  const text = said(figure.value, figure.unit, board.branch);
  const shown = useRef({ text, branch: board.branch.branch_id, day: board.day });
  useEffect(() => {
    const last = shown.current;
    shown.current = { text, branch: board.branch.branch_id, day: board.day };
    if (last.text === text || last.branch !== board.branch.branch_id || last.day !== board.day) return;
    number.current?.animate(
      [{ backgroundColor: 'var(--green-soft)', boxShadow: '0 0 0 6px var(--green-soft)' }, {}],
      matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 1100,
    );
  }, [text, board.branch.branch_id, board.day]);
  const freshTo = pulse?.freshness.as_of;
  return (
    <li className="card kpi" data-kpi={figure.kpi}>
      <h3>{figure.label}</h3>
      <p className="value">
        <span className="number" ref={number}>
          {text}
        </span>
        {figure.unit === 'ratio' && figure.denominator && figure.kpi !== 'utilisation' ? (
          <span className="part">
            {count(figure.numerator)} of {count(figure.denominator)}
          </span>
        ) : null}
      </p>
      <Compare figure={figure} />
      <div className="chart">
        <Bars figure={figure} />
        <div className="axis" aria-hidden="true">
          <span>{shortDay(figure.days[0]?.day ?? board.day)}</span>
          <span>{board.is_today ? 'Today so far' : shortDay(board.day)}</span>
        </div>
      </div>
      <details>
        <summary>
          <span>
            {basis(figure.date_basis)} · definition {figure.definition_version}
            {freshTo ? ` · as of ${at(board.branch, { timeStyle: 'medium' }, freshTo)}` : ''}
          </span>
          <span className="hidden">, what {figure.label} means</span>
        </summary>
        <p>{figure.description}</p>
      </details>
    </li>
  );
};

/** The day's KPIs, each with what must stand beside it. */
export const Numbers = () => {
  const { board } = useDay();
  if (!board.kpis.length) {
    return <p className="card none">The warehouse has told no number yet. The first booking brings one.</p>;
  }
  return (
    <section aria-labelledby="numbers-title">
      <div className="strip">
        <h2 id="numbers-title">{board.is_today ? 'Today so far' : shortDay(board.day)}</h2>
        <a className="take" href={tableOf(board, 'numbers')} download aria-label="Numbers of two weeks as CSV">
          CSV
        </a>
      </div>
      <ul className="kpis">
        {board.kpis.map(figure => (
          <NumberCard key={figure.kpi} figure={figure} />
        ))}
      </ul>
    </section>
  );
};
