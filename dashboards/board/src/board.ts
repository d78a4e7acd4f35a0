// What the server says of a branch's day; its names are those of com.bloompetos.api.board.Board.

export type Place = { branch_id: string; name: string; time_zone: string; currency: string; day: string | null };

export type Viewer = {
  role: string;
  may_act: boolean;
  may_ask: boolean;
  csrf_header: string;
  csrf_token: string;
  branches: Place[];
};

export type Comparison = {
  day: string;
  until: string;
  numerator: number;
  denominator: number;
  value: number | null;
};

export type DayValue = { day: string; value: number | null };

export type Figure = {
  kpi: string;
  label: string;
  unit: string;
  direction: 'up' | 'down' | 'none';
  date_basis: string;
  definition_version: number;
  description: string;
  numerator: number;
  denominator: number;
  value: number | null;
  comparison: Comparison | null;
  days: DayValue[];
};

export type Hour = {
  hour: number;
  so_far: number | null;
  usual: number | null;
  fewest: number | null;
  most: number | null;
};

export type Pace = { kpi: string; definition_version: number; weeks: number; hours: Hour[] };

export type Risk = { probability: number; reasons: string[]; lowered_by: string[]; model_version: string };

export type Stage = 'scheduled' | 'confirmed' | 'checked_in' | 'completed' | 'no_show' | 'cancelled';

export type Visit = {
  appointment_id: string;
  starts_at: string;
  ends_at: string;
  staff: string | null;
  pet: string;
  service: string;
  stage: Stage;
  price_cents: number;
  risk: Risk | null;
};

export type Waiting = {
  entry_id: string;
  pet: string;
  service: string;
  from_at: string;
  until_at: string;
  offered_at: string | null;
  expires_at: string | null;
};

export type Alert = {
  alert_id: string;
  rule: string;
  severity: 'critical' | 'warning' | 'info';
  title: string;
  status: string;
  opened_at: string;
  at_stake_cents: number | null;
  advice: string;
};

export type Outlook = {
  is_known: boolean;
  probability: number;
  stockout_on: string | null;
  delivery_on: string;
  order_quantity: number;
  order_by: string | null;
  sister_branch_id: string | null;
  sister_spare_units: number;
  expiring_units: number;
  expires_on: string | null;
  model_version: string;
  made_at: string;
};

export type Item = {
  item_id: string;
  label: string;
  unit: string;
  on_hand: number;
  reorder_point: number;
  reorder_quantity: number;
  forecast: Outlook | null;
};

export type Board = {
  branch: Place;
  day: string;
  is_today: boolean;
  warehouse: 'here' | 'away';
  kpis: Figure[];
  pace: Pace | null;
  visits: Visit[];
  waiting: Waiting[];
  alerts: Alert[];
  open_alerts: number;
  snoozed_alerts: number;
  stock: Item[];
  parts: { part: string; state: string }[];
};

export type Pulse = {
  as_of: string;
  numbers_at: string;
  freshness: { as_of: string | null; behind_ms: number | null };
};

export type EvidenceDay = {
  day: string;
  value: number | null;
  low: number | null;
  usual: number | null;
  high: number | null;
};

export type EvidenceChart = {
  kpi: string;
  label: string;
  unit: string;
  date_basis: string;
  definition_version: number;
  weeks: number;
  days: EvidenceDay[];
};

export type Proof = { alert: { evidence: Record<string, string> }; chart: EvidenceChart | null };

/** Days of an insight's part and of the rest of its branch: what is counted, and of how much. */
export type InsightChart = {
  days: string[];
  first_day: string;
  part_numerator: number[];
  part_denominator: number[];
  rest_numerator: number[];
  rest_denominator: number[];
};

export type Insight = {
  insight_id: string;
  kpi: string;
  pattern: 'week' | 'trend' | 'record';
  part: string;
  first_day: string;
  last_day: string;
  title: string;
  sentence: string;
  chart: InsightChart;
  at_stake_cents: number;
  action: string;
  advice: string;
  restated: number;
};

/** What somebody wants to be sent; absent is what their role is sent. */
export type Preferences = { by_email: boolean; from_severity?: string | null; most_per_day: number; digest: boolean };

/** What was done about an insight; says it in words, and later what came of it. */
export type InsightAction = { asked: number; held_out: number; says: string };

export type InsightEvidence = { insight: Insight; definition_version: number; query: string; result_hash: string };

export type InsightVerdict = { holds: boolean; is_same: boolean; sentence: string; result_hash: string };

export type AnswerGroup = { key: string; label: string; value: number | null; text: string; is_few: boolean };

/** A number in answer to a question, with what must stand beside it. */
export type Told = {
  understood: string;
  label: string;
  unit: string;
  date_basis: string;
  definition_version: number;
  place: string;
  from: string;
  to: string;
  text: string;
  by: string | null;
  groups: AnswerGroup[];
  compared: { text: string; with_text: string; with_from: string | null; with_to: string | null } | null;
  notes: string[];
  seal: object | null;
  query: string;
};

export type Answer = {
  question: string;
  sentence: string;
  told: Told | null;
  refused: { words: string[]; nearest: string[] } | null;
  documents: { quotes: Quote[] } | null;
  explained: Explained | null;
};

/** A passage of a chain's own document, word for word. */
export type Quote = { document_id: string; title: string; heading: string; passage: number; text: string };

/** Why a number moved: exact parts that add up to the change. */
export type Explained = {
  understood: string;
  reasons: { kpi: string; sentence: string; query: string; result_hash: string }[];
  notes: string[];
};
