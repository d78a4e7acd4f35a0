import { useEffect, useMemo, useState } from 'react';
import type { Visit } from './board';
import { Card } from './Card';
import { useDay } from './day';
import { timeline } from './lanes';
import { MARKS, STAGES } from './stages';
import { clock, hourAt, LEVELS, level, percent } from './words';

const NARROW = '(max-width: 720px)';
const MOST_ON_PHONE = 8;

const useNarrow = () => {
  const [isNarrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const turn = () => setNarrow(query.matches);
    query.addEventListener('change', turn);
    return () => query.removeEventListener('change', turn);
  }, []);
  return isNarrow;
};

const riskOf = (visit: Visit) => (visit.risk ? level(visit.risk) : 'none');

const useWords = () => {
  const { board } = useDay();
  return (visit: Visit) =>
    [
      `${clock(board.branch, visit.starts_at)} ${visit.pet}`,
      visit.service,
      STAGES[visit.stage],
      visit.risk ? `${LEVELS[level(visit.risk)]}, ${percent(visit.risk.probability, 0)}` : null,
    ]
      .filter(Boolean)
      .join(', ');
};

const Picture = ({ choose }: { choose: (visit: Visit) => void }) => {
  const { board, pulse } = useDay();
  const say = useWords();
  const day = useMemo(() => timeline(board.visits, board.branch, board.day), [board.visits, board.branch, board.day]);
  const left = (hour: number) => `${(100 * (hour - day.from)) / (day.to - day.from)}%`;
  const hours = Array.from({ length: day.to - day.from }, (_, index) => day.from + index);
  const now = board.is_today && pulse ? hourAt(board.branch, pulse.as_of) : null;
  return (
    <div className="timeline">
      <div className="hours" aria-hidden="true">
        {hours.map(hour => (
          <span key={hour} style={{ left: left(hour) }}>
            {hour}
          </span>
        ))}
      </div>
      {now !== null && now > day.from && now < day.to ? (
        <div className="track now-track" aria-hidden="true">
          <div className="now-line" style={{ left: left(now) }} />
        </div>
      ) : null}
      <ul>
        {day.rows.map(row => (
          <li key={row.staff}>
            <h3>{row.staff}</h3>
            <ul className="track" style={{ height: `${row.lanes * 46 + 4}px` }}>
              {row.blocks.map(({ visit, from, to, lane }) => (
                <li
                  key={visit.appointment_id}
                  style={{
                    left: left(Math.max(from, day.from)),
                    width: `calc(${(100 * (Math.min(to, day.to) - Math.max(from, day.from))) / (day.to - day.from)}% - 3px)`,
                    top: `${lane * 46 + 4}px`,
                  }}
                >
                  <button
                    type="button"
                    className="block"
                    data-risk={riskOf(visit)}
                    data-stage={visit.stage}
                    title={say(visit)}
                    onClick={() => choose(visit)}
                  >
                    <span className="name">
                      {visit.pet}
                      {MARKS[visit.stage] ? <span aria-hidden="true"> {MARKS[visit.stage]}</span> : null}
                    </span>
                    <span className="sub">{visit.risk ? percent(visit.risk.probability, 0) : visit.service}</span>
                    <span className="hidden">, {say(visit)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
};

const Agenda = ({ choose }: { choose: (visit: Visit) => void }) => {
  const { board } = useDay();
  const [isWhole, setWhole] = useState(false);
  const visits = board.visits.filter(visit => visit.stage !== 'cancelled');
  // On a phone the day begins with what is still to come.
  const next = visits.findIndex(visit => Date.parse(visit.ends_at) > Date.now());
  const first = Math.max(0, Math.min(next < 0 ? visits.length : next, visits.length - MOST_ON_PHONE));
  const shown = isWhole ? visits : visits.slice(first, first + MOST_ON_PHONE);
  return (
    <>
      <ul className="agenda">
        {shown.map(visit => (
          <li key={visit.appointment_id}>
            <button type="button" data-risk={riskOf(visit)} data-stage={visit.stage} onClick={() => choose(visit)}>
              <time dateTime={visit.starts_at}>{clock(board.branch, visit.starts_at)}</time>
              <span className="name">{visit.pet}</span>
              <span className="sub">
                {visit.service}
                {visit.staff ? ` · ${visit.staff}` : ''}
              </span>
              <span className="stage" data-stage={visit.stage}>
                {visit.risk && visit.stage === 'scheduled' ? percent(visit.risk.probability, 0) : STAGES[visit.stage]}
              </span>
              {visit.risk ? <span className="hidden">, {LEVELS[level(visit.risk)]}</span> : null}
            </button>
          </li>
        ))}
      </ul>
      {visits.length > MOST_ON_PHONE ? (
        <div className="pad">
          <button type="button" className="quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Fewer' : `All ${visits.length}`}
          </button>
        </div>
      ) : null}
    </>
  );
};

/** The day's appointments: who does what when, and which of them may be missed. */
export const DayCard = ({ choose }: { choose: (visit: Visit) => void }) => {
  const { board } = useDay();
  const isNarrow = useNarrow();
  const coming = board.visits.filter(visit => visit.stage !== 'cancelled');
  const cancelled = board.visits.length - coming.length;
  return (
    <Card
      id="day"
      title="The day"
      count={coming.length}
      about={
        cancelled
          ? `${cancelled} cancelled ${cancelled === 1 ? 'one is' : 'ones are'} left out`
          : 'Touch one to act on it'
      }
      table="appointments"
    >
      {coming.length === 0 ? (
        <p className="none">No appointment on this day.</p>
      ) : (
        <>
          {isNarrow ? <Agenda choose={choose} /> : <Picture choose={choose} />}
          <p className="legend">
            <span data-risk="high">High risk</span>
            <span data-risk="raised">Raised</span>
            <span data-risk="usual">Usual</span>
            <span data-risk="none">Over, or not scored</span>
          </p>
        </>
      )}
    </Card>
  );
};
