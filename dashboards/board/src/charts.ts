// Only what the line charts need of ECharts; this file is loaded after the numbers stand.
import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { EvidenceChart, Pace } from './board';
import { dayWords, shortDay } from './words';

use([LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

export { init };

type Colours = { ink: string; faint: string; line: string; accent: string; band: string; card: string; warn: string };

export const colours = (element: Element): Colours => {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: of('--ink'),
    faint: of('--ink-3'),
    line: of('--line'),
    accent: of('--green'),
    band: of('--band'),
    card: of('--card'),
    warn: of('--amber-mark'),
  };
};

const FONT = 'Figtree, system-ui, sans-serif';

// The tooltip is drawn, not written into the page: the page's policy allows no style within markup.
const tooltip = (colour: Colours, formatter: (index: number) => string) => ({
  trigger: 'axis',
  renderMode: 'richText',
  confine: true,
  backgroundColor: colour.card,
  borderColor: colour.line,
  textStyle: { color: colour.ink, fontFamily: FONT, fontSize: 13 },
  axisPointer: { type: 'line', lineStyle: { color: colour.line, type: 'solid' } },
  formatter: (points: { dataIndex: number }[]) => formatter(points[0]?.dataIndex ?? 0),
});

const label = (colour: Colours) => ({ color: colour.faint, fontFamily: FONT, fontSize: 12 });

const band = (low: (number | null)[], high: (number | null)[], colour: Colours) => [
  { type: 'line', stack: 'band', data: low, symbol: 'none', lineStyle: { opacity: 0 }, silent: true, z: 1 },
  {
    type: 'line',
    stack: 'band',
    data: high.map((value, index) => (value === null ? null : value - (low[index] ?? 0))),
    symbol: 'none',
    lineStyle: { opacity: 0 },
    areaStyle: { color: colour.band, opacity: 1 },
    silent: true,
    z: 1,
  },
];

const hourName = (hour: number) =>
  new Intl.DateTimeFormat(undefined, { hour: 'numeric', timeZone: 'UTC' }).format(new Date(hour * 3_600_000));

/** The day's sum by the hour; its last point is the live number, at this moment. */
export const paceOption = (pace: Pace, now: { hour: number; value: number } | null, element: Element) => {
  const colour = colours(element);
  const gone = pace.hours.filter(hour => hour.so_far !== null).map(hour => [hour.hour, hour.so_far]);
  if (now) gone.push([now.hour, now.value]);
  const points = (of: 'usual' | 'fewest' | 'most') => pace.hours.map(hour => [hour.hour, hour[of]]);
  return {
    animation: false,
    grid: { left: 4, right: 14, top: 12, bottom: 2, containLabel: true },
    tooltip: {
      ...tooltip(colour, index => {
        const hour = pace.hours[index];
        if (!hour) return '';
        const lines = [`By ${hourName(hour.hour % 24)}`];
        if (hour.so_far !== null) lines.push(`This day ${hour.so_far}`);
        if (hour.usual !== null) lines.push(`Usually ${hour.usual.toFixed(1)} (${hour.fewest} to ${hour.most})`);
        return lines.join('\n');
      }),
    },
    xAxis: {
      type: 'value',
      min: 6,
      max: 24,
      interval: 3,
      axisLabel: { ...label(colour), formatter: (hour: number) => hourName(hour % 24) },
      axisLine: { lineStyle: { color: colour.line } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 3,
      axisLabel: label(colour),
      splitLine: { lineStyle: { color: colour.line } },
    },
    series: [
      {
        type: 'line',
        name: 'Usually',
        data: points('usual'),
        symbol: 'none',
        z: 2,
        lineStyle: { color: colour.faint, width: 1.5, type: [5, 4] },
      },
      {
        type: 'line',
        name: 'Fewest',
        data: points('fewest'),
        symbol: 'none',
        z: 1,
        lineStyle: { color: colour.band, width: 1 },
      },
      {
        type: 'line',
        name: 'Most',
        data: points('most'),
        symbol: 'none',
        z: 1,
        lineStyle: { color: colour.band, width: 1 },
      },
      {
        type: 'line',
        name: 'This day',
        data: gone,
        z: 3,
        symbol: 'circle',
        symbolSize: (_: unknown, point: { dataIndex: number }) => (point.dataIndex === gone.length - 1 ? 9 : 0),
        itemStyle: { color: colour.accent },
        lineStyle: { color: colour.accent, width: 3 },
      },
    ],
  } as EChartsCoreOption;
};

/** Days below, each seventh named; values at the side. */
const axes = (days: string[], say: (value: number | null) => string, colour: Colours) => ({
  xAxis: {
    type: 'category',
    data: days,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colour.line } },
    axisLabel: {
      ...label(colour),
      interval: 6,
      formatter: (day: string) => dayWords(day, { day: 'numeric', month: 'short' }),
    },
  },
  yAxis: {
    type: 'value',
    splitNumber: 3,
    max: ({ max }: { max: number }) => (max > 0.8 && max <= 1 ? 1 : null), // No rate is 120 %.
    axisLabel: { ...label(colour), formatter: (value: number) => say(value) },
    splitLine: { lineStyle: { color: colour.line } },
  },
});

/** The days of an insight: its part, and the rest of the branch; the week that it is about begins at the mark. */
export const insightOption = (
  days: string[],
  begin: string,
  lines: { name: string; values: (number | null)[] }[],
  say: (value: number | null) => string,
  element: Element,
) => {
  const colour = colours(element);
  return {
    animation: false,
    grid: { left: 4, right: 8, top: 10, bottom: 2, containLabel: true },
    tooltip: tooltip(colour, index =>
      [shortDay(days[index] ?? begin), ...lines.map(line => `${line.name} ${say(line.values[index] ?? null)}`)].join(
        '\n',
      ),
    ),
    ...axes(days, say, colour),
    series: lines.map((line, place) => ({
      type: 'line',
      name: line.name,
      symbol: 'circle',
      showAllSymbol: true,
      z: 3 - place,
      data: line.values.map((value, index) => ({
        value,
        symbolSize: place === 0 && (days[index] ?? '') >= begin ? 8 : 0,
        itemStyle: { color: place === 0 ? colour.warn : colour.faint },
      })),
      lineStyle: place === 0 ? { color: colour.accent, width: 2 } : { color: colour.faint, width: 1.5, type: [5, 4] },
    })),
  } as EChartsCoreOption;
};

/** A KPI's days around an alert, each within what its weekday brought before. */
export const evidenceOption = (
  chart: EvidenceChart,
  say: (value: number | null) => string,
  marked: (day: string) => boolean,
  element: Element,
) => {
  const colour = colours(element);
  return {
    animation: false,
    grid: { left: 4, right: 8, top: 10, bottom: 2, containLabel: true },
    tooltip: tooltip(colour, index => {
      const day = chart.days[index];
      if (!day) return '';
      const lines = [shortDay(day.day), say(day.value)];
      if (day.usual !== null) lines.push(`Usually ${say(day.usual)} (${say(day.low)} to ${say(day.high)})`);
      return lines.join('\n');
    }),
    ...axes(
      chart.days.map(day => day.day),
      say,
      colour,
    ),
    series: [
      ...band(
        chart.days.map(day => day.low),
        chart.days.map(day => day.high),
        colour,
      ),
      {
        type: 'line',
        data: chart.days.map(day => day.usual),
        symbol: 'none',
        z: 2,
        lineStyle: { color: colour.faint, width: 1.5, type: [5, 4] },
      },
      {
        type: 'line',
        z: 3,
        symbol: 'circle',
        data: chart.days.map(day => ({
          value: day.value,
          symbolSize: marked(day.day) ? 9 : 4,
          itemStyle: { color: marked(day.day) ? colour.warn : colour.accent },
        })),
        lineStyle: { color: colour.accent, width: 2 },
      },
    ],
  } as EChartsCoreOption;
};
