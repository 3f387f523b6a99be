import type { ReactNode } from "react";

/** A part of a page with its heading; hairlines, no cards. */
export const Section = ({
  title,
  side,
  children,
}: {
  readonly title: string;
  readonly side?: ReactNode;
  readonly children: ReactNode;
}) => (
  <section className="sec">
    <header className="sec-h">
      <h2>{title}</h2>
      {side !== undefined && <div className="sec-r">{side}</div>}
    </header>
    {children}
  </section>
);
