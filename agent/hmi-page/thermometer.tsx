import { figure } from "../../contract/numbers.ts";
import type { Card } from "../hmi/protocol.ts";
import { usePage } from "./page-context.ts";

type Gauge = NonNullable<Card["gauge"]>;

const top = 34;
const bottom = 418;
const x = 26;

/** Labels of two lines need this much between them, in the drawing's own units. */
const labelGap = 62;

/** A temperature on its scale, with the limit or goal it is measured by. Labels never stand on each other. */
export const Thermometer = ({ gauge, tone }: { readonly gauge: Gauge; readonly tone: string }) => {
  const { language } = usePage();
  const { low, high, value, mark, markLabel } = gauge;
  const y = (celsius: number): number => bottom - ((celsius - low) / (high - low)) * (bottom - top);
  const now = y(value);
  const at = mark === null ? null : y(mark);
  // The reading's label stays at its mark; the limit's gives way to the side where there is room.
  const labelY = at === null ? 0 : Math.abs(at - now) < labelGap ? now + (at < now ? -labelGap : labelGap) : at;
  return (
    <svg className={`thermo ${tone}`} viewBox="0 0 200 452" aria-hidden="true">
      <path className="tube" d={`M${x} ${top}V${bottom}`} />
      <path className="fill" d={`M${x} ${now}V${bottom}`} />
      {at === null || mark === null ? null : (
        <>
          <path className="limit" d={`M${x - 18} ${at}h36`} />
          <text x={x + 36} y={labelY - 6} className="q">
            {markLabel?.[language]}
          </text>
          <text x={x + 36} y={labelY + 26}>
            {figure(mark, 0)} °C
          </text>
        </>
      )}
      <circle cx={x} cy={now} r="15" className="bead" />
      <text x={x + 34} y={now + 16} className="now">
        {figure(value, 0)}°
      </text>
    </svg>
  );
};
