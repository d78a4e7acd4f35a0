import { mayConfirm, mayFree, useVisitActions } from './actions';
import type { Visit } from './board';
import { Card } from './Card';
import { useDay } from './day';
import { clock, LEVELS, level, percent } from './words';

const MOST = 6;
const WAY = /^(.*) (raises|lowers) the risk$/;

export const Reasons = ({ reasons }: { reasons: string[] }) => (
  <ul className="reasons">
    {reasons.map(words => {
      const [, what, way] = WAY.exec(words) ?? [null, words, null];
      return (
        <li key={words} data-way={way}>
          {what}
          {way ? <span className="hidden"> {way} the risk</span> : null}
        </li>
      );
    })}
  </ul>
);

const Row = ({ visit, choose }: { visit: Visit; choose: (visit: Visit) => void }) => {
  const { board, viewer } = useDay();
  const { isBusy, confirm } = useVisitActions(visit);
  const { risk } = visit;
  if (!risk) return null;
  const kind = level(risk);
  return (
    <li>
      <time dateTime={visit.starts_at}>{clock(board.branch, visit.starts_at)}</time>
      <div className="what">
        <p className="who">
          {visit.pet} <span>· {visit.service}</span>
          {visit.stage === 'confirmed' ? (
            <span className="stage" data-stage="confirmed">
              Confirmed
            </span>
          ) : null}
        </p>
        <Reasons reasons={risk.reasons} />
      </div>
      <p className="odds" data-level={kind}>
        {percent(risk.probability, 0)}
        <span>{LEVELS[kind]}</span>
        <svg className="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" data-level={kind}>
          <rect width={100 * risk.probability} height="6" />
        </svg>
      </p>
      {viewer.may_act ? (
        <div className="buttons">
          {mayConfirm(visit) ? (
            <button type="button" disabled={isBusy} aria-label={`Confirmed: ${visit.pet}`} onClick={confirm}>
              Confirmed
            </button>
          ) : null}
          {mayFree(visit, Date.now()) ? (
            <button type="button" aria-label={`Offer slot: ${visit.pet}`} onClick={() => choose(visit)}>
              Offer slot
            </button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
};

/** Still to come, likeliest to be missed first. */
export const Risks = ({ choose }: { choose: (visit: Visit) => void }) => {
  const { board } = useDay();
  const now = Date.now() - 600_000;
  const coming = board.visits
    .filter(visit => visit.risk && visit.stage !== 'checked_in' && Date.parse(visit.starts_at) > now)
    .sort((a, b) => (b.risk?.probability ?? 0) - (a.risk?.probability ?? 0))
    .slice(0, MOST);
  const model = coming[0]?.risk?.model_version;
  return (
    <Card id="risks" title="Who may not come" about="Still to come, likeliest to be missed first">
      {coming.length ? (
        <ol className="rows">
          {coming.map(visit => (
            <Row key={visit.appointment_id} visit={visit} choose={choose} />
          ))}
        </ol>
      ) : (
        <p className="none">No appointment with a risk score is left on this day.</p>
      )}
      {model ? (
        <p className="small">Chance of a no-show by model {model}; it learns from every visit that ends.</p>
      ) : null}
    </Card>
  );
};
