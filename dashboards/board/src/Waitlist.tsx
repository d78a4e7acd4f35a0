import { Card } from './Card';
import { useDay } from './day';
import { at, clock } from './words';

const MOST = 5;

/** Who waits for a slot, and what is offered to them now. */
export const Waitlist = () => {
  const { board } = useDay();
  const when = (instant: string) =>
    at(board.branch, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }, instant);
  return (
    <Card id="waitlist" title="Waiting for a slot" count={board.waiting.length} table="waitlist">
      {board.waiting.length ? (
        <ul className="rows">
          {board.waiting.slice(0, MOST).map(entry => (
            <li key={entry.entry_id}>
              <p className="label">
                {entry.pet} <span>· {entry.service}</span>
              </p>
              <p className="extra">
                {entry.offered_at && entry.expires_at
                  ? `Offered ${when(entry.offered_at)}, kept until ${clock(board.branch, entry.expires_at)}`
                  : `${when(entry.from_at)} to ${when(entry.until_at)}`}
              </p>
            </li>
          ))}
        </ul>
      ) : (
        <p className="none">Nobody waits for a slot here.</p>
      )}
    </Card>
  );
};
