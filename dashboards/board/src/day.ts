// What every part of the page needs to know of where it is.
import { createContext, useContext } from 'react';
import type { Board, Pulse, Viewer } from './board';

export type Tell = (words: string, kind?: 'good' | 'bad') => void;

export type Day = { viewer: Viewer; board: Board; pulse: Pulse | null; tell: Tell };

export const DayContext = createContext<Day | null>(null);

export const useDay = () => {
  const day = useContext(DayContext);
  if (!day) throw new Error('Outside of a day');
  return day;
};

/** The address of a table of this view. */
export const tableOf = (board: Board, table: string) =>
  `/board/branches/${board.branch.branch_id}/${table}.csv${board.branch.day ? `?day=${board.branch.day}` : ''}`;
