import { Dialog, DialogDismiss, DialogHeading } from '@ariakit/react/dialog';
import { useState } from 'react';
import { mayConfirm, mayFree, useVisitActions } from './actions';
import type { Visit } from './board';
import { useDay } from './day';
import { Reasons } from './Risks';
import { STAGES } from './stages';
import { clock, LEVELS, level, money, percent } from './words';

/** Whoever waits for such a slot, as far as the page knows: the branch's list says who is first. */
const useWaiting = (visit: Visit) =>
  useDay().board.waiting.filter(
    entry =>
      entry.offered_at === null &&
      entry.service === visit.service &&
      Date.parse(entry.from_at) <= Date.parse(visit.starts_at) &&
      Date.parse(entry.until_at) >= Date.parse(visit.ends_at),
  );

type Properties = { visit: Visit; close: () => void };

/** One appointment: what is known of its risk, and what can be done about it. */
export const VisitDialog = ({ visit, close }: Properties) => {
  const { board, viewer } = useDay();
  const { isBusy, confirm, free } = useVisitActions(visit);
  const [isFreeing, setFreeing] = useState(false);
  const waiting = useWaiting(visit);
  const { risk } = visit;
  const now = Date.now();
  return (
    <Dialog open onClose={close} className="dialog" backdrop={<div className="backdrop" />}>
      <div className="dialog-head">
        <DialogHeading>
          {visit.pet}, {clock(board.branch, visit.starts_at)}
        </DialogHeading>
        <DialogDismiss className="close" aria-label="Close">
          ✕
        </DialogDismiss>
      </div>
      <p className="lead">
        {visit.service} · {clock(board.branch, visit.starts_at)} to {clock(board.branch, visit.ends_at)} ·{' '}
        {visit.staff ?? 'no person rostered'} · {money(visit.price_cents, board.branch)}
      </p>
      <p>
        <span className="stage" data-stage={visit.stage}>
          {STAGES[visit.stage]}
        </span>
      </p>
      {risk ? (
        <div className="risk-box" data-level={level(risk)}>
          <p className="big">
            {percent(risk.probability, 0)} <span>chance of a no-show · {LEVELS[level(risk)]}</span>
          </p>
          <Reasons reasons={risk.reasons} />
          {risk.lowered_by.length ? (
            <ul className="ways">
              {risk.lowered_by.map(way => (
                <li key={way}>{way}</li>
              ))}
            </ul>
          ) : null}
          <p className="fine">Model {risk.model_version}</p>
        </div>
      ) : (
        <p className="fine">There is no risk score: it is over, or the stream has not told one yet.</p>
      )}
      {isFreeing ? (
        <div className="ask">
          <p>
            {waiting.length
              ? `${waiting.length === 1 ? `${waiting[0]?.pet} waits` : `${waiting.length} wait`} for a slot like this one; who has waited longest gets the offer.`
              : 'Nobody on the list waits for a slot like this one: it becomes free for booking.'}{' '}
            A late cancel may cost the client the fee of your policy.
          </p>
          <div className="buttons">
            <button
              type="button"
              className="danger"
              disabled={isBusy}
              onClick={async () => {
                if (await free()) close();
              }}
            >
              Cancel and offer
            </button>
            <button type="button" onClick={() => setFreeing(false)}>
              Keep it
            </button>
          </div>
        </div>
      ) : viewer.may_act ? (
        <div className="buttons">
          {mayConfirm(visit) ? (
            <button
              type="button"
              className="primary"
              disabled={isBusy}
              onClick={async () => {
                if (await confirm()) close();
              }}
            >
              Confirmed by phone
            </button>
          ) : null}
          {mayFree(visit, now) ? (
            <button type="button" onClick={() => setFreeing(true)}>
              Will not come: offer the slot
            </button>
          ) : null}
        </div>
      ) : null}
    </Dialog>
  );
};
