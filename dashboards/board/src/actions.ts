import { useState } from 'react';
import type { Visit } from './board';
import { useDay } from './day';
import { send } from './live';
import { clock } from './words';

/** What a person can do about an appointment. A step is under way until the server has answered. */
export const useVisitActions = (visit: Visit) => {
  const { viewer, board, tell } = useDay();
  const [isBusy, setBusy] = useState(false);
  const what = `${visit.pet} at ${clock(board.branch, visit.starts_at)}`;
  const step = async (name: 'confirm' | 'cancel', done: string) => {
    setBusy(true);
    const isDone = await send(viewer, `/board/appointments/${visit.appointment_id}/${name}`);
    setBusy(false);
    tell(isDone ? done : `${what} could not be changed. Look at the row again and retry.`, isDone ? 'good' : 'bad');
    return isDone;
  };
  return {
    isBusy,
    confirm: () => step('confirm', `${what} is confirmed.`),
    free: () => step('cancel', `${what} is cancelled; the slot goes to whoever has waited longest for one like it.`),
  };
};

export const mayConfirm = (visit: Visit) => visit.stage === 'scheduled';

export const mayFree = (visit: Visit, now: number) =>
  (visit.stage === 'scheduled' || visit.stage === 'confirmed') && Date.parse(visit.starts_at) > now;
