// The view is in the address: whoever opens the link sees the same branch and day, or is told that they may not.

export type View = { branch: string | null; day: string | null };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const viewOf = (search: string): View => {
  const query = new URLSearchParams(search);
  const day = query.get('day');
  return { branch: query.get('branch'), day: day !== null && DAY.test(day) ? day : null };
};

export const searchOf = (view: View) => {
  const query = new URLSearchParams();
  if (view.branch) query.set('branch', view.branch);
  if (view.day) query.set('day', view.day);
  return `?${query}`;
};
