// The line to the server. It only listens: everything comes as whole states, so a missed one does no harm.
import { useEffect, useState } from 'react';
import type { View } from './address';
import type { Board, Pulse, Viewer } from './board';

const SILENCE_MS = 7000; // The server speaks at least every 2 s; beyond this the line is taken for broken.
const AGAIN_MS = 2000;

export type Live = {
  board: Board | null;
  pulse: Pulse | null;
  /** When the last word came, as long as none follows; null while the line holds. */
  lostAt: number | null;
};

const NOTHING: Live = { board: null, pulse: null, lostAt: null };

/** Who looks; asked again until the server answers, and whoever is not signed in goes there first. */
export const useViewer = () => {
  const [viewer, setViewer] = useState<Viewer | null>(null);
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const answer = await fetch('/board/viewer', {
        headers: { Accept: 'application/json' },
        redirect: 'manual',
      }).catch(() => null);
      if (answer && (answer.status === 401 || answer.type === 'opaqueredirect')) {
        location.assign('/login');
      } else if (answer?.ok) {
        setViewer((await answer.json()) as Viewer);
        setAway(false);
      } else {
        setAway(true);
        timer = setTimeout(ask, AGAIN_MS);
      }
    };
    void ask();
    return () => clearTimeout(timer);
  }, []);
  return { viewer, isAway };
};

const addressOf = (view: View) => `/board/branches/${view.branch}/events${view.day ? `?day=${view.day}` : ''}`;

/** What the server says of this branch and day, and whether it still does. */
export const useLive = (view: View) => {
  const [live, setLive] = useState<Live>(NOTHING);
  const address = view.branch ? addressOf(view) : null;
  useEffect(() => {
    setLive(NOTHING);
    if (!address) return;
    let source: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    let heardAt = Date.now();
    const hear = (change: Partial<Live>) => {
      heardAt = Date.now();
      setLive(known => ({ ...known, ...change, lostAt: null }));
    };
    const listen = () => {
      source = new EventSource(address);
      source.addEventListener('board', event => hear({ board: JSON.parse(event.data) as Board }));
      source.addEventListener('pulse', event => hear({ pulse: JSON.parse(event.data) as Pulse }));
      source.addEventListener('error', () => {
        // A stream ends every few minutes by design and opens again by itself; a refused one does not.
        if (source.readyState === EventSource.CLOSED) again = setTimeout(refused, AGAIN_MS);
      });
    };
    const refused = async () => {
      const answer = await fetch('/board/viewer', { redirect: 'manual' }).catch(() => null);
      if (answer && (answer.status === 401 || answer.type === 'opaqueredirect')) location.assign('/login');
      else listen();
    };
    const leave = () => source.close();
    const comeBack = (event: PageTransitionEvent) => {
      if (event.persisted) listen();
    };
    let triedAt = Date.now();
    const watch = setInterval(() => {
      if (Date.now() - heardAt <= SILENCE_MS) return;
      setLive(known => (known.lostAt ? known : { ...known, lostAt: heardAt }));
      // A line may be dead without an error: the browser would wait for ever.
      if (Date.now() - triedAt > SILENCE_MS) {
        triedAt = Date.now();
        source.close();
        listen();
      }
    }, 1000);
    listen();
    addEventListener('pagehide', leave);
    addEventListener('pageshow', comeBack);
    return () => {
      clearInterval(watch);
      clearTimeout(again);
      source.close();
      removeEventListener('pagehide', leave);
      removeEventListener('pageshow', comeBack);
    };
  }, [address]);
  return live;
};

/** What the server has there; null when it does not answer with it. */
export const get = async <T>(path: string): Promise<T | null> => {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } }).catch(() => null);
  return answer?.ok ? ((await answer.json()) as T) : null;
};

const post = (viewer: Viewer, path: string, body?: object) => {
  const headers: Record<string, string> = { [viewer.csrf_header]: viewer.csrf_token };
  if (body) headers['Content-Type'] = 'application/json';
  const init: RequestInit = { method: 'POST', headers };
  if (body) init.body = JSON.stringify(body);
  return fetch(path, init).catch(() => null);
};

/** One step of a person; false when the server did not take it. */
export const send = async (viewer: Viewer, path: string, body?: object) =>
  Boolean((await post(viewer, path, body))?.ok);

/** A question with its answer; null when there is none. */
export const ask = async <T>(viewer: Viewer, path: string, body: object): Promise<T | null> => {
  const answer = await post(viewer, path, body);
  return answer?.ok ? ((await answer.json()) as T) : null;
};
