import { useState } from 'react';
import type { Item } from './board';
import { Card } from './Card';
import { useDay } from './day';
import { count, percent, shortDay } from './words';

const FEW = 6;

const plural = (unit: string, number: number) =>
  number === 1 ? unit : `${unit}${/(x|s|ch|sh)$/.test(unit) ? 'es' : 's'}`;

const order = (item: Item) => {
  const { forecast } = item;
  if (!forecast?.is_known) {
    const words = `Reorder at ${count(item.reorder_point)}, usual order ${count(item.reorder_quantity)}`;
    return item.on_hand <= item.reorder_point ? words : null;
  }
  if (forecast.order_quantity === 0) return null;
  const by = forecast.order_by ? ` by ${shortDay(forecast.order_by)}` : '';
  return `Order ${count(forecast.order_quantity)}${by}`;
};

const Row = ({ item }: { item: Item }) => {
  const { viewer } = useDay();
  const { forecast } = item;
  const sister = viewer.branches.find(branch => branch.branch_id === forecast?.sister_branch_id);
  const kind = (forecast?.probability ?? 0) >= 0.5 ? 'high' : (forecast?.probability ?? 0) >= 0.2 ? 'raised' : 'usual';
  return (
    <li>
      <span className="label">{item.label}</span>
      <span className="left" data-empty={item.on_hand === 0 ? 'yes' : 'no'}>
        {item.on_hand === 0 ? 'None left' : `${count(item.on_hand)} ${plural(item.unit, item.on_hand)}`}
      </span>
      {forecast?.is_known ? (
        <p className="chance">
          <span className="level" data-level={kind}>
            {percent(forecast.probability, 0)}
          </span>{' '}
          chance of none before {shortDay(forecast.delivery_on)}
          {forecast.stockout_on ? `, expected out ${shortDay(forecast.stockout_on)}` : ''}
        </p>
      ) : (
        <p className="chance">{forecast ? 'Too little past for a forecast' : 'No forecast yet'}</p>
      )}
      {order(item) ? <p className="order">{order(item)}</p> : null}
      {forecast?.sister_branch_id ? (
        <p className="extra">
          {sister?.name ?? 'A sister branch'} can spare {count(forecast.sister_spare_units)}
        </p>
      ) : null}
      {forecast?.expiring_units ? (
        <p className="extra">
          {count(forecast.expiring_units)} expire unused
          {forecast.expires_on ? ` from ${shortDay(forecast.expires_on)}` : ''}
        </p>
      ) : null}
    </li>
  );
};

/** What runs out, when, and the order that prevents it. */
export const Stock = () => {
  const { board } = useDay();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? board.stock : board.stock.slice(0, FEW);
  const model = board.stock.find(item => item.forecast)?.forecast?.model_version;
  return (
    <Card id="stock" title="Stock to order" count={board.stock.length} table="stock">
      {board.stock.length ? (
        <ul className="rows">
          {shown.map(item => (
            <Row key={item.item_id} item={item} />
          ))}
        </ul>
      ) : (
        <p className="none">Every shelf lasts until its next delivery.</p>
      )}
      {board.stock.length > FEW ? (
        <div className="pad">
          <button type="button" className="quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Fewer' : `All ${board.stock.length}`}
          </button>
        </div>
      ) : null}
      {model ? <p className="small">Chances by model {model}, forecast with every movement of the shelf.</p> : null}
    </Card>
  );
};
