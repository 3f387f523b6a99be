import type { ReactNode } from "react";
import type { HmiState } from "../hmi/protocol.ts";
import { body, hood, rearWindow, roof, sideWindow, windscreen } from "./car-shape.ts";
import type { PartStates } from "./parts.ts";

const Both = ({ children }: { readonly children: ReactNode }) => (
  <>
    {children}
    <g transform="matrix(1 0 0 -1 0 420)">{children}</g>
  </>
);

const Definitions = () => (
  <defs>
    <linearGradient id="cg-body" x1="0" y1="0" x2="0" y2="1">
      {[
        ["0", "lo"],
        [".12", "mid"],
        [".5", "hi"],
        [".88", "mid"],
        ["1", "lo"],
      ].map(([offset, tone]) => (
        <stop key={offset} offset={offset} className={`tone-${tone}`} />
      ))}
    </linearGradient>
    <linearGradient id="cg-ends" x1="0" y1="0" x2="1" y2="0">
      <stop offset="0" className="tone-lo" stopOpacity=".85" />
      <stop offset=".14" className="tone-lo" stopOpacity="0" />
      <stop offset=".86" className="tone-lo" stopOpacity="0" />
      <stop offset="1" className="tone-lo" stopOpacity=".9" />
    </linearGradient>
    <radialGradient id="cg-shadow">
      <stop offset=".55" className="tone-shadow" />
      <stop offset="1" className="tone-shadow" stopOpacity="0" />
    </radialGradient>
    <pattern id="cg-hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path d="M0 0v9" className="hatch" />
    </pattern>
  </defs>
);

const cells = [0, 1].flatMap((row) =>
  [0, 1, 2, 3, 4, 5].map((column) => [388 + column * 52.4, 122 + row * 92] as const),
);

const Pack = ({ state }: { readonly state: string }) => (
  <>
    <g className="p drive" data-state="ok">
      <path
        className="pipe"
        d="M84 182H262c40 0 46 -14 78 -14H374M84 238H262c40 0 46 14 78 14H374M712 168h40M712 252h40"
      />
      <rect className="unit" x="62" y="150" width="22" height="120" rx="9" />
      <rect className="unit" x="752" y="146" width="86" height="128" rx="26" />
      <path className="ribs" d="M774 164v92M795 160v100M816 164v92" />
    </g>
    <g className="p pack" data-state={state}>
      <rect className="case" x="374" y="106" width="338" height="208" rx="22" />
      {cells.map(([x, y]) => (
        <rect key={`${x} ${y}`} className="cell" x={x} y={y} width="45" height="84" rx="6" />
      ))}
    </g>
  </>
);

const Engine = ({ engine, cooling }: { readonly engine: string; readonly cooling: string }) => (
  <>
    <g className="p exhaust" data-state="ok">
      <path className="pipe" d="M236 226H420c60 0 60 34 120 34h202" />
      <rect className="unit" x="446" y="222" width="74" height="34" rx="15" />
      <rect className="unit" x="742" y="232" width="104" height="52" rx="22" />
      <rect className="case" x="566" y="116" width="118" height="108" rx="26" />
    </g>
    <g className="p cooling" data-state={cooling}>
      <rect className="unit" x="56" y="134" width="26" height="124" rx="9" />
      <path className="ribs" d="M69 150v92" />
      <path className="pipe" d="M82 162h38M82 230h38" />
    </g>
    <g className="p engine" data-state={engine}>
      <rect className="case" x="120" y="138" width="116" height="116" rx="18" />
      {[157, 183, 209, 235].map((y) => (
        <circle key={y} className="bore" cx="168" cy={y} r="10" />
      ))}
      <path className="ribs" d="M204 154v84" />
    </g>
  </>
);

const Wheel = ({ x }: { readonly x: number }) => (
  <>
    <rect className="tyre" x={x - 60} y="44" width="120" height="46" rx="13" />
    <path className="tread" d={`M${x - 44} 59h88M${x - 44} 75h88`} />
  </>
);

const Disc = ({ x }: { readonly x: number }) => (
  <>
    <rect className="disc" x={x - 36} y="96" width="72" height="11" rx="5.5" />
    <rect className="caliper" x={x + 8} y="91" width="26" height="22" rx="6" />
  </>
);

interface CarProps {
  readonly parts: PartStates;
  readonly powertrain: HmiState["car"]["powertrain"];
  readonly label: string;
  readonly vertical?: boolean;
}

/** The car from above with its parts in the state they are in; a part nobody knows of is not drawn. */
export const Car = ({ parts, powertrain, label, vertical = false }: CarProps) => (
  <svg className="car" viewBox={vertical ? "0 0 420 1000" : "0 0 1000 420"} role="img" aria-label={label}>
    <Definitions />
    <g transform={vertical ? "translate(420 0) rotate(90)" : undefined}>
      <ellipse cx="502" cy="210" rx="510" ry="212" className="shadow" />
      <Both>
        <path d="M296 42C297 27 303 13 318 9C333 5 349 9 349 19C349 29 335 30 330 42Z" className="mirror" />
      </Both>
      <path d={body} className="body" />
      <path d={body} className="ends" />
      <g className="lines">
        <path d={hood} />
        <path d="M858 92c20 34 28 76 28 118s-8 84-28 118" />
        <Both>
          <path d="M398 58V40M566 57V41M716 61C722 54 726 48 728 38" />
        </Both>
      </g>
      <g className="glassf">
        <path d={windscreen} />
        <path d={rearWindow} />
        <Both>
          <path d={sideWindow} />
        </Both>
      </g>
      <g className="xaxle">
        <path d="M205 107V313M795 107V313" />
      </g>
      {powertrain === "combustion" || powertrain === "hybrid" ? (
        <Engine engine={parts.engine} cooling={parts.cooling} />
      ) : null}
      {powertrain === "electric" || powertrain === "hybrid" ? <Pack state={parts.pack} /> : null}
      <g className="p b12" data-state={parts.b12}>
        <rect className="unit" x="118" y="264" width="62" height="44" rx="8" />
        <path className="ribs" d="M131 278h12M155 278h12M161 272v12" />
      </g>
      <g className="p tyres" data-state={parts.tyres}>
        <Both>
          <Wheel x={205} />
          <Wheel x={795} />
        </Both>
      </g>
      <g className="p brakes" data-state={parts.brakesFront}>
        <Both>
          <Disc x={205} />
        </Both>
      </g>
      <g className="p brakes" data-state={parts.brakesRear}>
        <Both>
          <Disc x={795} />
        </Both>
      </g>
      <g className="glassl">
        <path d={windscreen} />
        <path d={roof} />
        <path d={rearWindow} />
      </g>
      <Both>
        <path className="lamp" d="M41 122C50 92 74 74 116 63L111 73C82 83 62 98 52 124 49 130 42 130 41 122Z" />
        <path className="tail" d="M958 118C964 142 967 172 967 196" />
      </Both>
      <path d={body} className="edge" />
    </g>
  </svg>
);
