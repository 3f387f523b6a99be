import type { HelpPoint } from "../hmi/protocol.ts";
import { usePage } from "./page-context.ts";

const centre = { x: 216, y: 198 };
const outer = 172;
/** Round distances for the outer ring, km: each divides into three rings. */
const steps = [3, 6, 15, 30, 60, 150, 300, 600, 1_500, 3_000, 21_000];

const polar = (radius: number, degrees: number): readonly [x: number, y: number] => {
  const turn = (degrees * Math.PI) / 180;
  return [centre.x + Math.sin(turn) * radius, centre.y - Math.cos(turn) * radius];
};

/** The outer ring is the smallest round step that holds two points; a third one beyond it sits on the ring. */
export const outerRingKm = (points: readonly HelpPoint[]): number => {
  const second = points[1]?.distanceKm ?? points[0]?.distanceKm ?? 0;
  return steps.find((step) => step >= second) ?? 21_000;
};

const Pin = ({ point, at, ringKm }: { readonly point: HelpPoint; readonly at: number; readonly ringKm: number }) => {
  const beyond = point.distanceKm > ringKm;
  const [x, y] = polar(beyond ? outer - 12 : (point.distanceKm / ringKm) * outer, point.bearingDegrees);
  const [tipX, tipY] = polar(outer, point.bearingDegrees);
  return (
    <>
      {beyond ? (
        <path
          d="M0 -28 L13 -10 H-13Z"
          className="pt"
          transform={`translate(${tipX} ${tipY}) rotate(${point.bearingDegrees})`}
        />
      ) : null}
      <circle className="pt" cx={x} cy={y} r="20" />
      <text className="ptn" x={x} y={y + 8.5}>
        {at + 1}
      </text>
    </>
  );
};

/** The surroundings drawn from coordinates alone: rings, directions, and the points where they lie. North is up. */
export const Plan = ({
  points,
  heading,
}: {
  readonly points: readonly HelpPoint[];
  readonly heading: number | null;
}) => {
  const { texts, language } = usePage();
  const ringKm = outerRingKm(points);
  const km = language === "zh-CN" ? "公里" : "km";
  return (
    <svg className="map" viewBox="13 2 406 394" preserveAspectRatio="xMidYMid meet" role="img" aria-label={texts.plan}>
      <circle className="ring in" cx={centre.x} cy={centre.y} r={outer} />
      {[0, 45, 90, 135, 180, 225, 270, 315].map((degrees) => {
        const [fromX, fromY] = polar(outer / 3, degrees);
        const [toX, toY] = polar(outer, degrees);
        return <path key={degrees} className="spoke" d={`M${fromX} ${fromY}L${toX} ${toY}`} />;
      })}
      {[1, 2].map((third) => (
        <circle key={third} className="ring" cx={centre.x} cy={centre.y} r={(outer * third) / 3} />
      ))}
      <text className="n halo" x={centre.x + 10} y={centre.y - outer + 30}>
        N
      </text>
      {[1, 2, 3].map((third) => (
        <text key={third} className="rl halo" x={centre.x + 8} y={centre.y + (outer * third) / 3 - 8}>
          {(ringKm * third) / 3}
          {third === 3 ? ` ${km}` : ""}
        </text>
      ))}
      <circle className="meh" cx={centre.x} cy={centre.y} r="30" />
      {heading === null ? (
        <circle className="me" cx={centre.x} cy={centre.y} r="10" />
      ) : (
        <path
          className="me"
          transform={`translate(${centre.x} ${centre.y}) rotate(${heading})`}
          d="M0 -18 L13 15 L0 8 L-13 15Z"
        />
      )}
      {points
        .map((point, at) => ({ point, at }))
        .reverse()
        .map(({ point, at }) => (
          <Pin key={point.id} point={point} at={at} ringKm={ringKm} />
        ))}
    </svg>
  );
};
