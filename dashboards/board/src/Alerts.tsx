import { Menu, MenuButton, MenuItem, MenuProvider } from '@ariakit/react/menu';
import { useEffect, useState } from 'react';
import type { Alert, Proof } from './board';
import { Card } from './Card';
import { Chart } from './Chart';
import { useDay } from './day';
import { get, send } from './live';
import { at, basis, clock, count, money, morningIn, said } from './words';

const SEVERITY = { critical: 'Urgent', warning: 'Soon', info: 'To know' };

const WRONG = {
  known: 'We knew that',
  too_small: 'Too small to matter',
  too_late: 'Too late',
  wrong_numbers: 'The numbers are wrong',
  other: 'Something else',
};

const DAY_MS = 86_400_000;

/** Machine names of what is behind an alert that say nothing to people. */
const UNSAID = new Set(['source_version', 'kind', 'sister_branch_id', 'model_version', 'probability']);

const proofOf = async (id: string) => (await get<Proof>(`/board/alerts/${id}`)) ?? 'none';

const Why = ({ alert }: { alert: Alert }) => {
  const { board } = useDay();
  const [proof, setProof] = useState<Proof | 'none' | null>(null);
  useEffect(() => {
    let isHere = true;
    void proofOf(alert.alert_id).then(found => {
      if (isHere) setProof(found);
    });
    return () => {
      isHere = false;
    };
  }, [alert.alert_id]);
  if (proof === null) return <p className="fine">Looking at the readings …</p>;
  if (proof === 'none') return <p className="fine">The evidence cannot be read just now.</p>;
  const { chart } = proof;
  const { evidence } = proof.alert;
  const begin = evidence.begin ?? '';
  const end = evidence.end ?? '';
  const facts = Object.entries(evidence).filter(([name]) => !UNSAID.has(name));
  return (
    <div className="why">
      {chart?.days.length ? (
        <figure>
          <Chart
            title={`${chart.label} by day; the marked days are those of the alert`}
            height={150}
            option={(drawing, element) =>
              drawing.evidenceOption(
                chart,
                value => said(value, chart.unit, board.branch),
                day => day >= begin && day <= end,
                element,
              )
            }
          />
          <figcaption>
            {chart.label}, {basis(chart.date_basis).toLowerCase()}, definition {chart.definition_version}. Shade: lowest
            to highest of the same weekday in the {chart.weeks} weeks before.
          </figcaption>
        </figure>
      ) : null}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name.replaceAll('_', ' ')}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
};

type RowProperties = { alert: Alert; leave: (alert: Alert) => void };

const Row = ({ alert, leave }: RowProperties) => {
  const { board, viewer, tell } = useDay();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [isSeen, setSeen] = useState(alert.status === 'acknowledged');
  const step = async (name: string, body: object | undefined, done: string | null) => {
    setBusy(true);
    const isDone = await send(viewer, `/board/alerts/${alert.alert_id}/${name}`, body);
    setBusy(false);
    if (!isDone) tell('That alert could not be changed. Try again in a moment.', 'bad');
    else if (done) tell(done, 'good');
    return isDone;
  };
  const later: [string, () => Date][] = [
    ['In an hour', () => new Date(Date.now() + 3_600_000)],
    ['Tomorrow at 7', () => morningIn(board.branch, 1)],
    ['In a week', () => morningIn(board.branch, 7)],
  ];
  const isRecent = Date.now() - Date.parse(alert.opened_at) < DAY_MS * 0.8;
  return (
    <li data-alert={alert.alert_id}>
      <div className="what">
        <p className="title">{alert.title}</p>
        <p className="meta">
          <span className="tag" data-severity={alert.severity}>
            {SEVERITY[alert.severity]}
          </span>
          since{' '}
          {isRecent
            ? clock(board.branch, alert.opened_at)
            : at(board.branch, { day: 'numeric', month: 'short' }, alert.opened_at)}
          {alert.at_stake_cents === null ? null : ` · ${money(alert.at_stake_cents, board.branch)} at stake`}
        </p>
        {alert.advice ? <p className="advice">{alert.advice}</p> : null}
      </div>
      <div className="buttons">
        {isSeen || !viewer.may_act ? (
          <span className="seen">{isSeen ? 'Seen' : 'Open'}</span>
        ) : (
          <button
            type="button"
            className="primary"
            disabled={isBusy}
            aria-label={`Got it: ${alert.title}`}
            onClick={async () => {
              if (await step('acknowledge', undefined, null)) setSeen(true);
            }}
          >
            Got it
          </button>
        )}
        {viewer.may_act ? (
          <>
            <MenuProvider>
              <MenuButton className="button" disabled={isBusy} aria-label={`Later: ${alert.title}`}>
                Later
              </MenuButton>
              <Menu className="menu" gutter={6} portal>
                {later.map(([words, until]) => (
                  <MenuItem
                    key={words}
                    className="item"
                    onClick={async () => {
                      const when = until();
                      const said = at(board.branch, { weekday: 'short', hour: 'numeric', minute: '2-digit' }, when);
                      const isDone = await step(
                        'snooze',
                        { until: when.toISOString() },
                        `Snoozed until ${said}, or until it gets worse.`,
                      );
                      if (isDone) leave(alert);
                    }}
                  >
                    {words}
                  </MenuItem>
                ))}
              </Menu>
            </MenuProvider>
            <MenuProvider>
              <MenuButton className="button" disabled={isBusy} aria-label={`Wrong: ${alert.title}`}>
                Wrong
              </MenuButton>
              <Menu className="menu" gutter={6} portal>
                {Object.entries(WRONG).map(([reason, words]) => (
                  <MenuItem
                    key={reason}
                    className="item"
                    onClick={async () => {
                      const done = 'Noted as wrong. It counts against the rule that found it.';
                      if (await step('wrong', { reason }, done)) leave(alert);
                    }}
                  >
                    {words}
                  </MenuItem>
                ))}
              </Menu>
            </MenuProvider>
            <button
              type="button"
              disabled={isBusy}
              aria-label={`Done: ${alert.title}`}
              onClick={async () => {
                if (await step('resolve', undefined, 'Done. It comes back only if it gets worse.')) leave(alert);
              }}
            >
              Done
            </button>
          </>
        ) : null}
        <button
          type="button"
          className="quiet"
          aria-expanded={isOpen}
          aria-label={`${isOpen ? 'Less' : 'Why'}: ${alert.title}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Less' : 'Why?'}
        </button>
      </div>
      {isOpen ? <Why alert={alert} /> : null}
    </li>
  );
};

/** What the rules found and somebody should look at. */
export const Alerts = () => {
  const { board } = useDay();
  const [gone, setGone] = useState<readonly string[]>([]); // A state on its way would bring a row back.
  const shown = board.alerts.filter(alert => !gone.includes(alert.alert_id));
  const leave = (alert: Alert) => {
    const index = shown.indexOf(alert);
    const next = shown[index + 1] ?? shown[index - 1];
    setGone(ids => [...ids, alert.alert_id]);
    setTimeout(() => setGone(ids => ids.filter(id => id !== alert.alert_id)), 4000);
    // The focus goes to the row that takes its place.
    const row = next ? document.querySelector(`[data-alert="${next.alert_id}"] button`) : null;
    const target = row ?? document.getElementById('alerts-title');
    if (target instanceof HTMLElement) target.focus();
  };
  const unshown = board.open_alerts - board.alerts.filter(alert => alert.status === 'opened').length;
  const rest = [
    unshown > 0 ? `${count(unshown)} more open` : '',
    board.snoozed_alerts ? `${count(board.snoozed_alerts)} snoozed` : '',
  ].filter(Boolean);
  return (
    <Card id="alerts" title="Alerts" count={board.open_alerts} table="alerts">
      {shown.length ? (
        <ul className="rows">
          {shown.map(alert => (
            <Row key={`${alert.alert_id} ${alert.status}`} alert={alert} leave={leave} />
          ))}
        </ul>
      ) : (
        <p className="none">All quiet. Alerts appear here the moment a rule finds something.</p>
      )}
      {rest.length ? <p className="small">{rest.join(' · ')}</p> : null}
    </Card>
  );
};
