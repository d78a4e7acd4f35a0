import type { ReactNode } from 'react';
import { tableOf, useDay } from './day';

type Properties = {
  id: string;
  title: string;
  count?: number;
  about?: string;
  /** The table that can be taken along. */
  table?: string;
  children: ReactNode;
};

/** A part of the page with its heading, and its rows as a file. */
export const Card = ({ id, title, count, about, table, children }: Properties) => {
  const { board } = useDay();
  return (
    <section className="card" id={id} aria-labelledby={`${id}-title`}>
      <div className="head">
        <div>
          <h2 id={`${id}-title`} tabIndex={-1}>
            {title} {count ? <span className="count">{count}</span> : null}
          </h2>
          {about ? <p>{about}</p> : null}
        </div>
        {table ? (
          <a className="take" href={tableOf(board, table)} download aria-label={`${title} as CSV`}>
            CSV
          </a>
        ) : null}
      </div>
      {children}
    </section>
  );
};
