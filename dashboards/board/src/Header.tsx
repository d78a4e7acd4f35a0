import type { View } from './address';
import type { Board, Pulse, Viewer } from './board';
import { at, clock, dayAfter, span } from './words';

const LATE_MS = 5000;

type State = { state: 'live' | 'late' | 'lost' | 'waiting'; words: string };

const stateOf = (board: Board | null, pulse: Pulse | null, lostAt: number | null): State => {
  if (lostAt) return { state: 'lost', words: 'Not connected' };
  if (!board || !pulse) return { state: 'waiting', words: 'Connecting' };
  if (board.warehouse === 'away') return { state: 'lost', words: 'Warehouse away' };
  const behind = pulse.freshness.behind_ms;
  if (behind === null) return { state: 'waiting', words: 'No data yet' };
  return behind > LATE_MS ? { state: 'late', words: `${span(behind)} behind` } : { state: 'live', words: 'Live' };
};

type Properties = {
  viewer: Viewer | null;
  view: View;
  go: (view: View) => void;
  board: Board | null;
  pulse: Pulse | null;
  lostAt: number | null;
};

/** Where and when this is, and whether it is fresh. */
export const Header = ({ viewer, view, go, board, pulse, lostAt }: Properties) => {
  const branches = viewer?.branches ?? [];
  const { state, words } = stateOf(board, pulse, lostAt);
  return (
    <header className="bar">
      <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
        <use href="/favicon.svg#bloom" />
      </svg>
      <div className="place">
        <label className="hidden" htmlFor="branch">
          Branch
        </label>
        <select
          id="branch"
          disabled={branches.length < 2}
          value={view.branch ?? ''}
          onChange={event => go({ ...view, branch: event.currentTarget.value })}
        >
          {branches.length ? null : <option value="">{viewer ? 'No branch' : '…'}</option>}
          {branches.map(branch => (
            <option key={branch.branch_id} value={branch.branch_id}>
              {branch.name}
            </option>
          ))}
        </select>
        <p id="date">
          {board && pulse
            ? `${at(board.branch, { weekday: 'long', day: 'numeric', month: 'long' }, `${board.day}T12:00:00Z`)}${
                board.is_today ? ` · ${clock(board.branch, pulse.as_of)}` : ''
              }`
            : '\u00a0'}
        </p>
      </div>
      <p className="pulse" data-state={state} role="status">
        <span className="dot" aria-hidden="true" />
        {words}
      </p>
      <nav className="days" aria-label="Day">
        <button
          type="button"
          aria-label="Day before"
          disabled={!board}
          onClick={() => board && go({ ...view, day: dayAfter(board.day, -1) })}
        >
          ‹
        </button>
        <button type="button" aria-current={view.day ? undefined : 'date'} onClick={() => go({ ...view, day: null })}>
          Today
        </button>
        <button
          type="button"
          aria-label="Day after"
          disabled={!board}
          onClick={() => board && go({ ...view, day: dayAfter(board.day, 1) })}
        >
          ›
        </button>
      </nav>
      <form method="post" action="/logout">
        {viewer ? <input type="hidden" name="_csrf" value={viewer.csrf_token} /> : null}
        <button type="submit">Sign out</button>
      </form>
    </header>
  );
};
