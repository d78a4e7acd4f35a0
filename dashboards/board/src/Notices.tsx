import type { Board, Pulse, Viewer } from './board';
import { clock, span } from './words';

export type Notice = { words: string; kind: 'late' | 'bad' | 'good' };

const PARTS: Record<string, string> = {
  postgres: 'the database',
  kafka: 'Kafka',
  registry: 'the schema registry',
  connect: 'change capture',
  clickhouse: 'the warehouse',
  flink: 'the KPI stream',
  streams: 'the risk score',
  api: 'the API',
};

/** The parts without which the page is not whole; others have pages of their own. */
const ofParts = (board: Board): Notice | null => {
  const down = board.parts.filter(part => part.part in PARTS && part.state !== 'up');
  if (!down.length) return null;
  const names = down.map(part => PARTS[part.part]).join(', ');
  return down.some(part => part.state === 'failed')
    ? {
        words: `Stopped and not coming back by itself: ${names}. Ask whoever runs this machine to look at its log.`,
        kind: 'bad',
      }
    : { words: `Being restarted: ${names}. Numbers catch up by themselves.`, kind: 'late' };
};

const ofNumbers = (board: Board, pulse: Pulse): Notice | null => {
  if (board.warehouse === 'away') {
    const known = Date.parse(pulse.numbers_at) > 0;
    const when = known ? `Numbers are those of ${clock(board.branch, pulse.numbers_at)}.` : 'There are no numbers yet.';
    return { words: `The warehouse does not answer. ${when} They catch up by themselves.`, kind: 'bad' };
  }
  const behind = pulse.freshness.behind_ms ?? 0;
  return behind > 60_000
    ? { words: `Numbers are ${span(behind)} behind what happens at the branch.`, kind: 'late' }
    : null;
};

type Properties = {
  viewer: Viewer | null;
  isAway: boolean;
  isForeign: boolean;
  board: Board | null;
  pulse: Pulse | null;
  lostAt: number | null;
  told: Notice | null;
};

/** Everything that somebody must know before they trust the page. */
export const Notices = ({ viewer, isAway, isForeign, board, pulse, lostAt, told }: Properties) => {
  const all: (Notice | null)[] = [
    isAway || (lostAt && !board) ? { words: 'No connection yet; trying again.', kind: 'bad' } : null,
    lostAt && board
      ? {
          words: `Connection lost at ${clock(board.branch, lostAt)}. You see what was known then; trying again.`,
          kind: 'bad',
        }
      : null,
    viewer && !viewer.branches.length
      ? { words: 'Your account may see no branch. Ask whoever gave you access.', kind: 'late' }
      : null,
    isForeign ? { words: 'The branch of that link is not one of yours. This is one that is.', kind: 'late' } : null,
    board && !lostAt ? ofParts(board) : null,
    board && pulse && !lostAt ? ofNumbers(board, pulse) : null,
    told,
  ];
  return (
    <div className="notices" role="status" aria-live="polite">
      {all.flatMap(notice =>
        notice ? (
          <p key={notice.words} className="notice" data-kind={notice.kind}>
            {notice.words}
          </p>
        ) : (
          []
        ),
      )}
    </div>
  );
};
