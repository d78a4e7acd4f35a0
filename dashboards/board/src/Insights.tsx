import { Menu, MenuButton, MenuItem, MenuProvider } from '@ariakit/react/menu';
import { useCallback, useEffect, useState } from 'react';
import type { Insight, InsightAction, InsightEvidence, InsightVerdict } from './board';
import { Card } from './Card';
import { Chart } from './Chart';
import { useDay } from './day';
import { ask, get, send } from './live';
import { said, shortDay } from './words';

const AGAIN_MS = 60_000; // They are about weeks that are over; one is told or withdrawn a few times a day.

const JUDGEMENTS = {
  useful: 'Useful',
  known: 'We knew that',
  done: 'Dealt with',
  wrong: 'Wrong',
};

/** Of how much something is counted where that is a rate; otherwise what is counted, or the money. */
const values = (unit: string, numerators: number[], denominators: number[]) =>
  numerators.map((of, index) => {
    const all = denominators[index] ?? 0;
    if (unit !== 'ratio') return of;
    return all > 0 ? of / all : null;
  });

/** A part comes as attributes with their values; the values say it. */
const nameOf = (part: string) => part.replaceAll(/\b[a-z]+=/g, '') || 'The branch';

/** Numbers and money come with how many facts brought them, which makes no rate of them. */
const unitOf = (insight: Insight) => {
  if (/sales|revenue|refund|cents/.test(insight.kpi)) return 'cents';
  return insight.kpi.endsWith('_rate') ? 'ratio' : 'count';
};

const Proof = ({ insight }: { insight: Insight }) => {
  const { board } = useDay();
  const [evidence, setEvidence] = useState<InsightEvidence | null>(null);
  const [verdict, setVerdict] = useState<InsightVerdict | 'asking' | 'none' | null>(null);
  useEffect(() => {
    let isHere = true;
    void get<InsightEvidence>(`/board/insights/${insight.insight_id}`).then(found => {
      if (isHere) setEvidence(found);
    });
    return () => {
      isHere = false;
    };
  }, [insight.insight_id]);
  const { chart } = insight;
  const step = insight.pattern === 'week' ? 'day' : 'week';
  const unit = unitOf(insight);
  const lines = [
    { name: nameOf(insight.part), values: values(unit, chart.part_numerator, chart.part_denominator) },
    ...(insight.part
      ? [{ name: 'All the rest', values: values(unit, chart.rest_numerator, chart.rest_denominator) }]
      : []),
  ];
  const verify = async () => {
    setVerdict('asking');
    setVerdict((await get<InsightVerdict>(`/board/insights/${insight.insight_id}/verify`)) ?? 'none');
  };
  return (
    <div className="why">
      {chart.days?.length ? (
        <figure>
          <Chart
            title={`${lines[0]?.name} by ${step}; marked is the week of the insight`}
            height={150}
            option={(drawing, element) =>
              drawing.insightOption(
                chart.days,
                chart.first_day,
                lines,
                value => said(value, unit, board.branch),
                element,
              )
            }
          />
          <figcaption>
            Line: {lines[0]?.name} by {step}; marked is the week it is about.
            {insight.part ? ' Dashes: all the rest of the branch.' : ''}
          </figcaption>
        </figure>
      ) : null}
      {evidence ? (
        <details>
          <summary>
            The query behind it, definition {evidence.definition_version}, answer {evidence.result_hash.slice(0, 12)}…
          </summary>
          <pre className="query">{evidence.query}</pre>
        </details>
      ) : null}
      <div className="buttons">
        <button
          type="button"
          disabled={verdict === 'asking'}
          onClick={verify}
          aria-label={`Ask again: ${insight.title}`}
        >
          Ask the warehouse again
        </button>
      </div>
      <output className="fine">
        {verdict === 'asking' ? 'Asking …' : null}
        {verdict === 'none' ? 'The warehouse does not answer just now.' : null}
        {verdict && typeof verdict === 'object'
          ? verdict.is_same
            ? 'It holds: the same answer, to the last digit.'
            : verdict.holds
              ? `It holds, with other numbers: ${verdict.sentence}`
              : `It does not hold any more: ${verdict.sentence}`
          : null}
      </output>
    </div>
  );
};

/** Asks the clients concerned, all but those whom the lot leaves out; what it spared is measured, not claimed. */
const Act = ({ insight }: { insight: Insight }) => {
  const { viewer, tell } = useDay();
  const [action, setAction] = useState<InsightAction | 'asking' | null>(null);
  const path = `/board/insights/${insight.insight_id}/action`;
  useEffect(() => {
    let isHere = true;
    void get<InsightAction>(path).then(found => {
      if (isHere && found) setAction(found);
    });
    return () => {
      isHere = false;
    };
  }, [path]);
  const begin = async () => {
    setAction('asking');
    const begun = await ask<InsightAction>(viewer, path, {});
    setAction(begun);
    if (!begun) tell('Nobody could be asked just now. Try again in a moment.', 'bad');
  };
  if (action && action !== 'asking') {
    return (
      <p className="advice">
        {action.asked} asked, {action.held_out} left out by lot to compare with. {action.says}
      </p>
    );
  }
  return viewer.may_act && viewer.may_ask ? (
    <div className="buttons">
      <button
        type="button"
        className="primary"
        disabled={action === 'asking'}
        aria-label={`Ask them to confirm: ${insight.title}`}
        onClick={begin}
      >
        Ask them to confirm
      </button>
    </div>
  ) : null;
};

const Row = ({ insight, leave }: { insight: Insight; leave: () => void }) => {
  const { viewer, tell } = useDay();
  const [isOpen, setOpen] = useState(false);
  const judge = async (feedback: string) => {
    if (await send(viewer, `/board/insights/${insight.insight_id}/feedback`, { feedback })) {
      tell('Thank you. It decides what is told first next time.', 'good');
      leave();
    } else tell('That could not be noted. Try again in a moment.', 'bad');
  };
  return (
    <li data-insight={insight.insight_id}>
      <div className="what">
        <p className="title">{insight.title}</p>
        <p className="said">{insight.sentence}</p>
        <p className="meta">
          {shortDay(insight.first_day)} to {shortDay(insight.last_day)}
          {insight.restated ? ' · numbers corrected since it was first told' : ''}
        </p>
        {insight.advice ? <p className="advice">{insight.advice}</p> : null}
      </div>
      <div className="buttons">
        {viewer.may_act ? (
          <MenuProvider>
            <MenuButton className="button" aria-label={`Judge: ${insight.title}`}>
              Judge
            </MenuButton>
            <Menu className="menu" gutter={6} portal>
              {Object.entries(JUDGEMENTS).map(([feedback, words]) => (
                <MenuItem key={feedback} className="item" onClick={() => judge(feedback)}>
                  {words}
                </MenuItem>
              ))}
            </Menu>
          </MenuProvider>
        ) : null}
        <button
          type="button"
          className="quiet"
          aria-expanded={isOpen}
          aria-label={`${isOpen ? 'Less' : 'Proof'}: ${insight.title}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Less' : 'Proof'}
        </button>
      </div>
      {insight.action === 'confirm_appointments' ? <Act insight={insight} /> : null}
      {isOpen ? <Proof insight={insight} /> : null}
    </li>
  );
};

/** What made the last seven days other ones than those before, in sentences that carry their proof. */
export const Insights = () => {
  const { board } = useDay();
  const branch = board.branch.branch_id;
  const [insights, setInsights] = useState<Insight[] | null>(null);
  const look = useCallback(async () => {
    const found = await get<Insight[]>(`/board/insights?branch_id=${branch}`);
    if (found) setInsights(found);
  }, [branch]);
  useEffect(() => {
    void look();
    const timer = setInterval(look, AGAIN_MS);
    return () => clearInterval(timer);
  }, [look]);
  return (
    <Card
      id="insights"
      title="What stood out in the last seven days"
      count={insights?.length ?? 0}
      about="Each sentence carries the query that proves it"
    >
      {insights?.length ? (
        <ul className="rows">
          {insights.map(insight => (
            <Row
              key={insight.insight_id}
              insight={insight}
              leave={() => {
                setInsights(all => (all ?? []).filter(one => one.insight_id !== insight.insight_id));
                document.getElementById('insights-title')?.focus();
              }}
            />
          ))}
        </ul>
      ) : (
        <p className="none">
          {insights ? 'Nothing stood out against the four weeks before.' : 'Looking at the last seven days …'}
        </p>
      )}
    </Card>
  );
};
