// The page of one branch and one day. It only listens: everything comes as whole states, so a missed one does no harm.

const SILENCE_MS = 7000; // The server speaks at least every 2 s; beyond this the line is taken for broken.
const LATE_MS = 5000;
const FEWEST = 20; // Below this, one missed visit alone moves the rate by five points: no comparison.

const $ = id => document.getElementById(id);
const state = { viewer: null, branch: null, board: null, pulse: null, source: null, heardAt: 0, lostSince: null };

const element = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'text') node.textContent = value;
    else if (value !== undefined && value !== null) node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
};
const drawing = (name, attributes = {}) => {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
};
const write = (node, text) => {
  if (node.textContent === text) return false;
  node.textContent = text;
  return true;
};
/** Keeps the row of each key where it is, so that focus and reading position survive an update. */
const reconcile = (list, items, key, make, fill) => {
  const rows = new Map();
  for (const row of [...list.children]) {
    if (row.dataset.key) rows.set(row.dataset.key, row);
    else row.remove();
  }
  items.forEach((item, index) => {
    const id = String(key(item));
    let row = rows.get(id);
    if (!row) {
      row = make(item);
      row.dataset.key = id;
    }
    rows.delete(id);
    fill(row, item);
    if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
  });
  rows.forEach(row => row.remove());
};

// How a value is said.
const inBranch = options => new Intl.DateTimeFormat(undefined, { timeZone: state.board.branch.time_zone, ...options });
const clock = instant => inBranch({ hour: 'numeric', minute: '2-digit' }).format(new Date(instant));
const dayName = (day, style = 'long') =>
  new Intl.DateTimeFormat(undefined, { weekday: style, timeZone: 'UTC' }).format(new Date(day + 'T00:00:00Z'));
const money = (cents, exact) => new Intl.NumberFormat(undefined, {
  style: 'currency', currency: state.board.branch.currency, maximumFractionDigits: exact ? 2 : 0, minimumFractionDigits: exact ? 2 : 0,
}).format(cents / 100);
const percent = (share, digits = 1) =>
  new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: digits }).format(share);
const count = number => new Intl.NumberFormat().format(number);
const said = (value, kpi) => {
  if (value === null || value === undefined) return '–';
  if (kpi.unit === 'cents') return money(value, false);
  if (kpi.unit === 'ratio') return percent(value);
  return count(value);
};
const seconds = ms => ms < 9500 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000);
const span = ms => ms < 90_000 ? `${seconds(ms)} s` : ms < 5_400_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;

const BASIS = {
  booked: 'By booking day', scheduled: 'By appointment day', service: 'By service day', sale: 'By sale day', paid: 'By payment day',
};

// Numbers.
const makeKpi = kpi => {
  const row = element('li', { class: 'card kpi' },
    element('h3', { text: kpi.label }),
    element('p', { class: 'value' }, element('span', { class: 'number' }), element('span', { class: 'part' })),
    element('p', { class: 'compare' }),
    element('div', { class: 'chart' }),
    element('details', {},
      element('summary', {}, element('span', { class: 'basis' }), element('span', { class: 'hidden', text: `, what ${kpi.label} means` })),
      element('p', { class: 'about' })));
  return row;
};
const difference = (kpi, before) => {
  if (before.value === null || kpi.value === null) return null;
  const change = kpi.value - before.value;
  let words;
  if (kpi.unit === 'ratio') {
    if (kpi.denominator < FEWEST || before.denominator < FEWEST) return null;
    words = `${(Math.abs(change) * 100).toFixed(1)} points`;
  } else if (kpi.unit === 'cents') {
    if (before.value <= 0) return null;
    words = percent(Math.abs(change) / before.value, 0);
  } else {
    words = count(Math.abs(change));
  }
  const good = change === 0 || kpi.direction === 'none' ? 'even' : (change > 0) === (kpi.direction === 'up') ? 'yes' : 'no';
  return { words: change === 0 ? 'Level' : `${change > 0 ? '▲' : '▼'} ${words}`, spoken: change > 0 ? 'up' : change < 0 ? 'down' : '', good };
};
const fillCompare = (node, kpi) => {
  const before = kpi.comparison;
  const signature = JSON.stringify([kpi.value, before]);
  if (node.dataset.signature === signature) return;
  node.dataset.signature = signature;
  node.replaceChildren();
  if (!before || before.value === null) {
    node.append('Nothing to compare with yet');
    return;
  }
  const weekday = dayName(before.day, 'short');
  const diff = difference(kpi, before);
  if (diff) node.append(element('b', { 'data-good': diff.good, 'aria-label': `${diff.spoken} ${diff.words.slice(2)}`.trim(), text: diff.words }), ' against ');
  const by = before.until ? `by ${clock(before.until)} last ${weekday}` : `last ${weekday}`;
  node.append(`${said(before.value, kpi)} ${by}`);
  if (!diff && kpi.unit === 'ratio') node.append(', too few visits to compare');
};
const chart = kpi => {
  const width = 280, height = 62, slot = width / kpi.days.length;
  const top = Math.max(...kpi.days.map(day => day.value ?? 0), kpi.unit === 'ratio' ? 0.05 : 1);
  const svg = drawing('svg', { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img',
    'aria-label': `${kpi.label}, the last ${kpi.days.length} days: ` + kpi.days.map(day => `${dayName(day.day, 'short')} ${said(day.value, kpi)}`).join(', ') });
  kpi.days.forEach((day, index) => {
    const last = index === kpi.days.length - 1;
    const tall = day.value ? Math.max(2, (day.value / top) * height) : 1;
    const bar = drawing('rect', { x: index * slot + 2, y: height - tall, width: slot - 4, height: tall, rx: 2,
      class: last ? 'now' : kpi.days.length - 1 - index === 7 ? 'same' : '' });
    const title = drawing('title');
    title.textContent = `${dayName(day.day)} ${day.day}: ${said(day.value, kpi)}${last ? ' so far' : ''}`;
    bar.append(title);
    svg.append(bar);
  });
  return svg;
};
const fillKpi = (row, kpi) => {
  const fresh = row.dataset.filled !== state.branch;
  row.dataset.filled = state.branch;
  const number = row.querySelector('.number');
  if (write(number, said(kpi.value, kpi)) && !fresh) {
    number.classList.remove('changed');
    void number.offsetWidth; // Starts the animation anew.
    number.classList.add('changed');
  }
  write(row.querySelector('.part'), kpi.unit === 'ratio' && kpi.denominator ? `${count(kpi.numerator)} of ${count(kpi.denominator)}` : '');
  fillCompare(row.querySelector('.compare'), kpi);
  const signature = JSON.stringify(kpi.days);
  const box = row.querySelector('.chart');
  if (box.dataset.signature !== signature) {
    box.dataset.signature = signature;
    const axis = element('div', { class: 'axis', 'aria-hidden': 'true' },
      element('span', { text: kpi.days.length > 1 ? `${kpi.days.length - 1} days ago` : '' }), element('span', { text: 'Today so far' }));
    box.replaceChildren(chart(kpi), axis);
  }
  row.querySelector('.basis').dataset.says = `${BASIS[kpi.date_basis] ?? kpi.date_basis} · definition ${kpi.definition_version}`;
  write(row.querySelector('.about'), kpi.description);
};

// Appointments, alerts, stock.
const reason = words => {
  const [, what, way] = words.match(/^(.*) (raises|lowers) the risk$/) ?? [null, words, null];
  const item = element('span', { class: 'reason', 'data-way': way });
  item.append(what);
  if (way) item.append(element('span', { class: 'hidden', text: ` ${way} the risk` }));
  return item;
};
const makeRisk = () => element('li', {},
  element('time'),
  element('div', {}, element('p', { class: 'who' }), element('p', { class: 'why' }), element('p', { class: 'ways' })),
  element('p', { class: 'odds' }));
const fillRisk = (row, appointment) => {
  const time = row.querySelector('time');
  time.setAttribute('datetime', appointment.starts_at);
  write(time, clock(appointment.starts_at));
  const level = appointment.probability >= 0.4 ? 'high' : appointment.probability >= 0.2 ? 'raised' : 'usual';
  const signature = JSON.stringify([appointment, level]);
  if (row.dataset.signature === signature) return;
  row.dataset.signature = signature;
  row.querySelector('.who').replaceChildren(appointment.pet, ' ', element('span', { text: `· ${appointment.service}` }));
  row.querySelector('.why').replaceChildren(...appointment.reasons.map(reason));
  row.querySelector('.ways').replaceChildren(...appointment.lowered_by.map(text => element('span', { text })));
  const odds = row.querySelector('.odds');
  odds.dataset.level = level;
  const meter = drawing('svg', { class: 'meter', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true', 'data-level': level });
  meter.append(drawing('rect', { width: 100 * appointment.probability, height: 6 }));
  const word = { high: 'High risk', raised: 'Raised risk', usual: 'Usual risk' }[level];
  odds.replaceChildren(percent(appointment.probability, 0), element('span', { text: word }), meter);
};

// Alerts: what was found, why, and the few things that a person can do about it.
const SEVERITY = { critical: 'Urgent', warning: 'Soon', info: 'To know' };
const REASONS = { known: 'We knew that', too_small: 'Too small to matter', too_late: 'Too late', wrong_numbers: 'The numbers are wrong', other: 'Something else' };
/** How far the branch's clock is ahead of UTC at that moment. */
const ahead = instant => {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-US', { timeZone: state.board.branch.time_zone, hourCycle: 'h23',
    year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
    .formatToParts(instant).map(part => [part.type, Number(part.value)]));
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) - Math.floor(instant.getTime() / 1000) * 1000;
};
const morningIn = days => {
  const now = new Date();
  const local = new Date(now.getTime() + ahead(now));
  const wanted = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + days, 7);
  return new Date(wanted - ahead(new Date(wanted - ahead(now)))); // Twice: the clocks may change before then.
};
const LATER = {
  'In an hour': () => new Date(Date.now() + 3_600_000),
  'Tomorrow at 7': () => morningIn(1),
  'In a week': () => morningIn(7),
};
const choices = (title, names, choose) => {
  const buttons = element('div', {});
  for (const [key, words] of names) {
    const button = element('button', { type: 'button', text: words });
    button.addEventListener('click', () => choose(key));
    buttons.append(button);
  }
  return element('div', { class: 'choices', role: 'group', 'aria-label': title }, element('span', { 'aria-hidden': 'true', text: title }), buttons);
};
const makeAlert = alert => {
  const id = alert.alert_id;
  const row = element('li', {}, element('div', { class: 'what' }, element('p', { class: 'title' }), element('p', { class: 'meta' })));
  if (state.viewer.may_act) {
    const button = element('button', { type: 'button', class: 'got', text: 'Got it', 'aria-label': `Got it: ${alert.title}` });
    button.addEventListener('click', () => acknowledge(id, row));
    row.append(button);
  } else {
    row.append(element('span', { class: 'seen', text: 'Open' }));
  }
  const more = element('details', { class: 'more' },
    element('summary', {}, element('span', { text: state.viewer.may_act ? 'Why, later, wrong' : 'Why' }), element('span', { class: 'hidden', text: `: ${alert.title}` })),
    element('p', { class: 'advice' }), element('dl', { class: 'evidence' }));
  if (state.viewer.may_act) {
    more.append(
      choices('Later', Object.keys(LATER).map(words => [words, words]), words => {
        const until = LATER[words]();
        leave(id, row, 'snooze', { until: until.toISOString() },
          `Snoozed until ${inBranch({ weekday: 'short', hour: 'numeric', minute: '2-digit' }).format(until)}, or until it gets worse.`);
      }),
      choices('Not right', Object.entries(REASONS), reason =>
        leave(id, row, 'wrong', { reason }, 'Noted as wrong. It counts against the rule that found it.')),
      choices('Seen to', [['resolve', 'Done']], () => leave(id, row, 'resolve', undefined, 'Done. It comes back only if it gets worse.')));
  }
  more.addEventListener('toggle', () => { if (more.open) showEvidence(id, row); });
  row.append(more);
  return row;
};
const showEvidence = async (id, row) => {
  const answer = await fetch(`/board/alerts/${id}`, { headers: { Accept: 'application/json' } }).catch(() => null);
  if (!answer?.ok) return;
  const { evidence } = await answer.json();
  const list = row.querySelector('.evidence');
  list.replaceChildren(...Object.entries(evidence).filter(([name]) => name !== 'source_version').flatMap(([name, value]) =>
    [element('dt', { text: name.replaceAll('_', ' ') }), element('dd', { text: value })]));
};
const fillAlert = (row, alert) => {
  write(row.querySelector('.title'), alert.title);
  const meta = row.querySelector('.meta');
  const signature = JSON.stringify([alert.severity, alert.opened_at, alert.at_stake_cents]);
  if (meta.dataset.signature !== signature) {
    meta.dataset.signature = signature;
    const today = new Date(alert.opened_at) > new Date(Date.now() - 20 * 3_600_000);
    const when = inBranch(today ? { hour: 'numeric', minute: '2-digit' } : { day: 'numeric', month: 'short' }).format(new Date(alert.opened_at));
    meta.replaceChildren(element('span', { class: 'tag', 'data-severity': alert.severity, text: SEVERITY[alert.severity] ?? alert.severity }), `since ${when}`);
    if (alert.at_stake_cents !== null) meta.append(` · ${money(alert.at_stake_cents, false)} at stake`);
  }
  write(row.querySelector('.advice'), alert.advice);
  if (alert.status === 'acknowledged') row.querySelector('.got')?.replaceWith(element('span', { class: 'seen', text: 'Seen' }));
};
const step = async (id, name, body) => {
  const headers = body ? { ...token(), 'Content-Type': 'application/json' } : token();
  const answer = await fetch(`/board/alerts/${id}/${name}`, { method: 'POST', headers, body: body && JSON.stringify(body) }).catch(() => null);
  const words = { acknowledge: 'marked as seen', snooze: 'put off', wrong: 'noted as wrong', resolve: 'closed' }[name];
  notice('alert', answer?.ok ? null : `That alert could not be ${words}. Try again in a moment.`, 'bad');
  if (!answer?.ok) setTimeout(() => notice('alert', null), 6000);
  return Boolean(answer?.ok);
};
const acknowledge = async (id, row) => {
  const button = row.querySelector('.got');
  button.disabled = true;
  if (!await step(id, 'acknowledge')) {
    button.disabled = false;
    button.focus();
    return;
  }
  button.replaceWith(element('span', { class: 'seen', text: 'Seen' }));
  row.querySelector('summary').focus();
};
const gone = new Set(); // A state that was on its way would bring a row back for a moment.
/** The row goes, and the focus to the one that takes its place. */
const leave = async (id, row, name, body, words) => {
  const buttons = [...row.querySelectorAll('button')];
  for (const button of buttons) button.disabled = true;
  if (!await step(id, name, body)) {
    for (const button of buttons) button.disabled = false;
    return;
  }
  const next = row.nextElementSibling ?? row.previousElementSibling;
  gone.add(id);
  setTimeout(() => gone.delete(id), 4000);
  row.remove();
  (next?.querySelector('button, summary') ?? $('alerts-title')).focus();
  notice('alert', words, 'good');
  setTimeout(() => notice('alert', null), 6000);
};

const fillStock = (row, item) => {
  write(row.querySelector('.label'), item.label);
  const left = row.querySelector('.left');
  left.dataset.empty = item.on_hand === 0 ? 'yes' : 'no';
  write(left, item.on_hand === 0 ? 'None left' : `${count(item.on_hand)} ${item.unit}`);
  write(row.querySelector('.order'), `Reorder at ${count(item.reorder_point)}, usual order ${count(item.reorder_quantity)}`);
};
const makeStock = () => element('li', {}, element('span', { class: 'label' }), element('span', { class: 'left' }), element('p', { class: 'order' }));

// The page as a whole.
const notices = new Map();
const notice = (key, words, kind = 'late') => {
  const signature = words && kind + words;
  if ((notices.get(key) ?? null) === (signature ?? null)) return;
  if (words) notices.set(key, signature);
  else notices.delete(key);
  const box = $('notices');
  box.querySelector(`[data-key="${key}"]`)?.remove();
  if (words) box.append(element('p', { class: 'notice', 'data-key': key, 'data-kind': kind, text: words }));
};

const PARTS = {
  postgres: 'the database', kafka: 'Kafka', registry: 'the schema registry', connect: 'change capture', clickhouse: 'the warehouse',
  flink: 'the KPI stream', streams: 'the risk score', api: 'the API',
};
const showParts = parts => {
  const down = parts.filter(part => part.state !== 'up');
  if (!down.length) return notice('parts', null);
  const names = down.map(part => PARTS[part.part] ?? part.part).join(', ');
  const failed = down.some(part => part.state === 'failed');
  notice('parts', failed
    ? `Stopped and not coming back by itself: ${names}. Ask whoever runs this machine to look at its log.`
    : `Being restarted: ${names}. Numbers catch up by themselves.`, failed ? 'bad' : 'late');
};

const pulse = (name, words) => {
  $('pulse').dataset.state = name;
  write($('pulse-words'), words);
};
const showFreshness = () => {
  const { board, pulse: { as_of, numbers_at, freshness } } = state;
  const day = inBranch({ weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(as_of));
  write($('date'), `${day} · ${clock(as_of)}`);
  const until = freshness.as_of ? inBranch({ timeStyle: 'medium' }).format(new Date(freshness.as_of)) : null;
  for (const basis of document.querySelectorAll('.basis')) write(basis, basis.dataset.says + (until ? ` · as of ${until}` : ''));
  const behind = freshness.behind_ms;
  if (board.warehouse !== 'here') {
    pulse('lost', 'Warehouse away');
    const known = Date.parse(numbers_at) > 0 ? `Numbers are those of ${clock(numbers_at)}.` : 'There are no numbers yet.';
    notice('warehouse', `The warehouse does not answer. ${known} They catch up by themselves.`, 'bad');
    return;
  }
  notice('warehouse', null);
  if (behind === null) return pulse('waiting', 'No data yet');
  if (behind > LATE_MS) {
    pulse('late', `${span(behind)} behind`);
    notice('late', behind > 60_000 ? `Numbers are ${span(behind)} behind what happens at the branch.` : null);
  } else {
    pulse('live', 'Live');
    notice('late', null);
  }
};

const render = board => {
  state.board = board;
  reconcile($('kpis'), board.kpis, kpi => kpi.kpi, makeKpi, fillKpi);
  reconcile($('riskiest'), board.riskiest, appointment => appointment.appointment_id, makeRisk, fillRisk);
  reconcile($('alerts'), board.alerts.filter(alert => !gone.has(alert.alert_id)), alert => alert.alert_id, makeAlert, fillAlert);
  reconcile($('stock'), board.stock, item => item.item_id, makeStock, fillStock);
  for (const list of ['riskiest', 'alerts', 'stock']) $(list + '-none').hidden = board[list].length > 0;
  write($('alerts-count'), board.open_alerts ? count(board.open_alerts) : '');
  const asleep = board.snoozed_alerts ? `${count(board.snoozed_alerts)} snoozed` : '';
  const unshown = board.open_alerts - board.alerts.filter(alert => alert.status === 'opened').length;
  write($('alerts-asleep'), [unshown > 0 ? `${count(unshown)} more open` : '', asleep].filter(Boolean).join(' · '));
  write($('stock-count'), board.low_stock ? count(board.low_stock) : '');
  write($('model'), board.riskiest.length ? `Chance of a no-show by model ${board.riskiest[0].model_version}; it learns from every visit that ends.` : '');
  showParts(board.parts);
  $('today').setAttribute('aria-busy', 'false');
  document.title = `${board.branch.name} today · Bloom`;
};

// The line to the server.
const token = () => ({ [state.viewer.csrf_header]: state.viewer.csrf_token });
const heard = () => {
  state.heardAt = Date.now();
  if (state.lostSince) {
    state.lostSince = null;
    notice('lost', null);
  }
};
const lost = () => {
  if (!state.lostSince) {
    state.lostSince = Date.now();
    const since = state.board ? clock(state.heardAt || Date.now()) : null;
    notice('lost', since ? `Connection lost at ${since}. You see what was known then; trying again.` : 'No connection yet; trying again.', 'bad');
  }
  pulse('lost', 'Not connected');
};
const listen = () => {
  state.source?.close();
  const source = new EventSource(`/board/branches/${state.branch}/events`);
  state.source = source;
  source.addEventListener('board', event => render(JSON.parse(event.data)));
  source.addEventListener('pulse', event => {
    state.pulse = JSON.parse(event.data);
    heard();
    if (state.board) showFreshness();
  });
  source.addEventListener('error', () => {
    // A stream ends every few minutes by design and opens again at once; only silence is a lost line.
    if (source.readyState === EventSource.CLOSED) setTimeout(start, 2000);
  });
};
setInterval(() => {
  if (state.source && Date.now() - state.heardAt > SILENCE_MS) lost();
}, 1000);

const choose = branchId => {
  state.branch = branchId;
  history.replaceState(null, '', location.pathname + '#' + branchId); // Without what signing in left behind.
  state.heardAt = Date.now();
  $('today').setAttribute('aria-busy', 'true');
  listen();
};
const start = async () => {
  const answer = await fetch('/board/viewer', { headers: { Accept: 'application/json' }, redirect: 'manual' }).catch(() => null);
  if (answer && (answer.status === 401 || answer.type === 'opaqueredirect')) return location.assign('/login');
  if (!answer?.ok) {
    lost();
    return setTimeout(start, 2000);
  }
  state.viewer = await answer.json();
  const { branches } = state.viewer;
  const select = $('branch');
  if (!branches.length) {
    select.replaceChildren(element('option', { text: 'No branch' }));
    pulse('waiting', 'Nothing to show');
    return notice('none', 'Your account may see no branch. Ask whoever gave you access.');
  }
  select.replaceChildren(...branches.map(branch => element('option', { value: branch.branch_id, text: branch.name })));
  select.disabled = branches.length < 2;
  const wanted = state.branch ?? location.hash.slice(1);
  const branch = branches.find(one => one.branch_id === wanted) ?? branches[0];
  select.value = branch.branch_id;
  choose(branch.branch_id);
};
$('branch').addEventListener('change', event => choose(event.target.value));
$('sign-out').addEventListener('submit', () => {
  if (state.viewer) $('sign-out').append(element('input', { type: 'hidden', name: '_csrf', value: state.viewer.csrf_token }));
});
window.addEventListener('pagehide', () => state.source?.close());
window.addEventListener('pageshow', event => { if (event.persisted && state.branch) listen(); });
start();
