import { useEffect, useRef, useState } from 'react';
import { Alerts } from './Alerts';
import { Ask } from './Ask';
import { searchOf, type View, viewOf } from './address';
import { DayCard } from './DayCard';
import { DayContext, type Tell } from './day';
import { Header } from './Header';
import { Insights } from './Insights';
import { useLive, useViewer } from './live';
import { Mail } from './Mail';
import { type Notice, Notices } from './Notices';
import { Numbers } from './Numbers';
import { PaceCard } from './PaceCard';
import { Risks } from './Risks';
import { Stock } from './Stock';
import { VisitDialog } from './VisitDialog';
import { Waitlist } from './Waitlist';

const TOLD_MS = 6000;

/** The view of the address; Back and Forward lead through the views. */
const useView = () => {
  const [view, setView] = useState<View>(() => viewOf(location.search));
  useEffect(() => {
    const back = () => setView(viewOf(location.search));
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const go = (next: View) => {
    history.pushState(null, '', searchOf(next));
    setView(next);
  };
  return { view, go };
};

/** Words that stand for a few seconds. */
const useTold = () => {
  const [told, setTold] = useState<Notice | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const tell: Tell = (words, kind = 'good') => {
    clearTimeout(timer.current);
    setTold({ words, kind });
    timer.current = setTimeout(() => setTold(null), TOLD_MS);
  };
  return { told, tell };
};

export const Page = () => {
  const { viewer, isAway } = useViewer();
  const { view: wanted, go } = useView();
  const { told, tell } = useTold();
  const branches = viewer?.branches ?? [];
  const isKnown = branches.some(branch => branch.branch_id === wanted.branch);
  const view = { ...wanted, branch: isKnown ? wanted.branch : (branches[0]?.branch_id ?? null) };
  const { board, pulse, lostAt } = useLive(view);
  const [chosen, setChosen] = useState<string | null>(null);
  const visit = board?.visits.find(one => one.appointment_id === chosen);
  useEffect(() => {
    if (!viewer || !view.branch) return;
    // Also drops what signing in left behind in the address.
    history.replaceState(null, '', `${location.pathname}${searchOf(view)}`);
  });
  useEffect(() => {
    document.title = board ? `${board.branch.name} · ${board.is_today ? 'today' : board.day} · Bloom` : 'Today · Bloom';
  }, [board]);
  return (
    <>
      <a className="skip" href="#today">
        Skip to the numbers
      </a>
      <Header viewer={viewer} view={view} go={go} board={board} pulse={pulse} lostAt={lostAt} />
      <Notices
        viewer={viewer}
        isAway={isAway}
        isForeign={Boolean(viewer && wanted.branch && !isKnown && branches.length)}
        board={board}
        pulse={pulse}
        lostAt={lostAt}
        told={told}
      />
      <main id="today" tabIndex={-1} aria-busy={!board} data-stale={Boolean(lostAt)}>
        <h1 className="hidden">{board ? `${board.branch.name}, ${board.day}` : 'The branch today'}</h1>
        {viewer && board ? (
          <DayContext.Provider value={{ viewer, board, pulse, tell }}>
            <Numbers />
            <div className="columns feed">
              <Insights key={board.branch.branch_id} />
              {viewer.may_ask ? <Ask /> : null}
            </div>
            <div className="columns">
              <div className="stack">
                <DayCard choose={one => setChosen(one.appointment_id)} />
                <Risks choose={one => setChosen(one.appointment_id)} />
                <Waitlist />
              </div>
              <div className="stack">
                <Alerts />
                <PaceCard />
                <Stock />
              </div>
            </div>
            {visit ? <VisitDialog visit={visit} close={() => setChosen(null)} /> : null}
          </DayContext.Provider>
        ) : (
          <ul className="kpis" aria-hidden="true">
            {[1, 2, 3, 4].map(place => (
              <li key={place} className="card kpi ghost" />
            ))}
          </ul>
        )}
      </main>
      <footer>
        {viewer ? <Mail viewer={viewer} tell={tell} /> : null}
        <p>Every number follows from the database’s own log, within a second of what happens at the branch.</p>
      </footer>
    </>
  );
};
