import { useEffect, useState } from 'react';
import type { Preferences, Viewer } from './board';
import type { Tell } from './day';
import { get, send } from './live';

const PATH = '/board/alert-preferences';

/** Those who lead branches are written to each morning. */
const LEADS = new Set(['franchise_owner', 'branch_manager']);

/** What the reader is sent by e-mail. */
export const Mail = ({ viewer, tell }: { viewer: Viewer; tell: Tell }) => {
  const [kept, setKept] = useState<Preferences | null>(null);
  useEffect(() => {
    let isHere = true;
    void get<Preferences>(PATH).then(found => {
      if (isHere) setKept(found);
    });
    return () => {
      isHere = false;
    };
  }, []);
  if (!kept) return null;
  const prefer = async (change: Partial<Preferences>, words: string) => {
    const wish = { ...kept, ...change };
    setKept(wish);
    if (await send(viewer, PATH, wish)) tell(words);
    else {
      setKept(kept);
      tell('That could not be noted. Try again in a moment.', 'bad');
    }
  };
  return (
    <fieldset className="mail">
      <legend>Send me by e-mail</legend>
      <label>
        <input
          type="checkbox"
          checked={kept.by_email}
          onChange={event =>
            prefer(
              { by_email: event.currentTarget.checked },
              event.currentTarget.checked ? 'Alerts come by e-mail again.' : 'Nothing comes by e-mail any more.',
            )
          }
        />
        alerts
      </label>
      {LEADS.has(viewer.role) ? (
        <label>
          <input
            type="checkbox"
            disabled={!kept.by_email}
            checked={kept.by_email && kept.digest}
            onChange={event =>
              prefer(
                { digest: event.currentTarget.checked },
                event.currentTarget.checked ? 'The letter comes each morning.' : 'The letter does not come any more.',
              )
            }
          />
          the morning’s letter
        </label>
      ) : null}
    </fieldset>
  );
};
