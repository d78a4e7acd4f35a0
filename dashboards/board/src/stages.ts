import type { Stage } from './board';

export const STAGES: Record<Stage, string> = {
  scheduled: 'Booked',
  confirmed: 'Confirmed',
  checked_in: 'Here',
  completed: 'Done',
  no_show: 'Missed',
  cancelled: 'Cancelled',
};

/** A mark beside the colour, for whoever cannot tell the colours. */
export const MARKS: Record<Stage, string> = {
  scheduled: '',
  confirmed: '✓',
  checked_in: '●',
  completed: '',
  no_show: '✕',
  cancelled: '–',
};
