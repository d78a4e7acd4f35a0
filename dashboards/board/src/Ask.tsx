import { type FormEvent, useId, useState } from 'react';
import type { Answer, Explained, Quote, Told } from './board';
import { Card } from './Card';
import { useDay } from './day';
import { ask } from './live';
import { basis, shortDay } from './words';

const LONGEST = 300;
const MOST = 12;

const EXAMPLES = ['No-show rate last week by service', 'Net sales yesterday', 'Why did no-shows rise last week?'];

const Groups = ({ told }: { told: Told }) => {
  const top = Math.max(...told.groups.map(group => Math.abs(group.value ?? 0)));
  return (
    <>
      <ul className="groups" aria-label={`${told.label} by ${told.by}`}>
        {told.groups.slice(0, MOST).map(group => (
          <li key={group.key}>
            <span className="label">{group.label}</span>
            <span className="left">
              {group.text}
              {group.is_few ? <span className="fine"> few</span> : null}
            </span>
            <svg className="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect width={top ? (100 * Math.abs(group.value ?? 0)) / top : 0} height="6" />
            </svg>
          </li>
        ))}
      </ul>
      {told.groups.length > MOST ? <p className="fine">{told.groups.length - MOST} more are not shown.</p> : null}
    </>
  );
};

const Figures = ({ told }: { told: Told }) => (
  <>
    <p className="value">{told.text}</p>
    {told.compared ? (
      <p className="compare">
        {told.compared.text} against {told.compared.with_text}
        {told.compared.with_from && told.compared.with_to
          ? `, ${shortDay(told.compared.with_from)} to ${shortDay(told.compared.with_to)}`
          : ''}
      </p>
    ) : null}
    {told.groups.length ? <Groups told={told} /> : null}
    {told.notes.map(note => (
      <p key={note} className="fine">
        {note}
      </p>
    ))}
    <details>
      <summary>
        {basis(told.date_basis)} · definition {told.definition_version} · {told.seal ? 'sealed' : 'not sealed yet'}
      </summary>
      <p className="fine">Understood as: {told.understood}</p>
      <pre className="query">{told.query}</pre>
    </details>
  </>
);

const Reasons = ({ explained }: { explained: Explained }) => (
  <>
    {explained.notes.map(note => (
      <p key={note} className="fine">
        {note}
      </p>
    ))}
    {explained.reasons.map(reason => (
      <details key={reason.kpi}>
        <summary>The query behind it, answer {reason.result_hash.slice(0, 12)}…</summary>
        <pre className="query">{reason.query}</pre>
      </details>
    ))}
  </>
);

const Quotes = ({ quotes }: { quotes: Quote[] }) => (
  <>
    {quotes.map(quote => (
      <figure key={`${quote.document_id} ${quote.passage}`} className="quote">
        <blockquote>{quote.text}</blockquote>
        <figcaption>
          {quote.title}
          {quote.heading ? `, ${quote.heading}` : ''}
        </figcaption>
      </figure>
    ))}
  </>
);

/** A question in plain words; an answer with its query, or what was not understood. Never a guess. */
export const Ask = () => {
  const { viewer } = useDay();
  const input = useId();
  const [question, setQuestion] = useState('');
  const [answer, setAnswer] = useState<Answer | 'asking' | 'none' | null>(null);
  const put = async (text: string) => {
    setQuestion(text);
    setAnswer('asking');
    setAnswer((await ask<Answer>(viewer, '/board/questions', { question: text })) ?? 'none');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question.trim()) void put(question.trim());
  };
  const given = answer && typeof answer === 'object' ? answer : null;
  const offered = given ? given.refused?.nearest : answer === null ? EXAMPLES : null;
  return (
    <Card id="ask" title="Ask" about="Numbers, why they moved, and your own documents">
      <div className="pad">
        <form onSubmit={submit}>
          <label className="hidden" htmlFor={input}>
            Your question
          </label>
          <input
            id={input}
            value={question}
            maxLength={LONGEST}
            placeholder="No-show rate last week by service"
            autoComplete="off"
            onChange={event => setQuestion(event.target.value)}
          />
          <button type="submit" className="primary" disabled={answer === 'asking' || !question.trim()}>
            Ask
          </button>
        </form>
        <div className="answer" aria-live="polite" aria-busy={answer === 'asking'}>
          {answer === 'asking' ? <p className="fine">Asking the warehouse …</p> : null}
          {answer === 'none' ? <p className="fine">No answer came. Try again in a moment.</p> : null}
          {given ? (
            <p className="said">
              {given.documents?.quotes.length ? 'In your documents, word for word:' : given.sentence}
            </p>
          ) : null}
          {given?.told ? <Figures told={given.told} /> : null}
          {given?.explained ? <Reasons explained={given.explained} /> : null}
          {given?.documents ? <Quotes quotes={given.documents.quotes} /> : null}
        </div>
        {offered?.length ? (
          <ul className="offered" aria-label={answer === null ? 'Examples' : 'Nearest questions'}>
            {offered.map(text => (
              <li key={text}>
                <button type="button" className="quiet" onClick={() => put(text)}>
                  {text}
                </button>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Card>
  );
};
