import { Card } from './Card';
import { Chart } from './Chart';
import { useDay } from './day';
import { count, hourAt, weekday } from './words';

/** The day's bookings by the hour against the same weekday before. */
export const PaceCard = () => {
  const { board, pulse } = useDay();
  const { pace } = board;
  const figure = board.kpis.find(one => one.kpi === pace?.kpi);
  if (!pace || !figure) {
    return (
      <Card id="pace" title="Pace of bookings">
        <p className="none">No pace yet: the warehouse has told no bookings of this branch.</p>
      </Card>
    );
  }
  const now =
    board.is_today && pulse && figure.value !== null
      ? { hour: hourAt(board.branch, pulse.as_of), value: figure.value }
      : null;
  const day = weekday(board.day);
  const usual = pace.hours.find(hour => hour.hour === Math.floor(now?.hour ?? 24))?.usual;
  const words =
    usual == null
      ? `${count(figure.numerator)} bookings; no ${day} before to compare with`
      : `${count(figure.numerator)} bookings${now ? ' so far' : ''}; ${usual.toFixed(1)} are usual on a ${day} by ${now ? 'this hour' : 'its end'}`;
  return (
    <Card
      id="pace"
      title="Pace of bookings"
      about={
        pace.weeks
          ? `Line: this day. Dashes: the last ${pace.weeks} ${day}s, with fewest and most.`
          : `No ${day} before yet.`
      }
    >
      <div className="pad">
        <Chart title={words} height={190} option={(drawing, element) => drawing.paceOption(pace, now, element)} />
        <p className="under">{words}</p>
      </div>
    </Card>
  );
};
