import type { ReactNode } from "react";
import type { Priority, TicketState } from "../../../contract/ticket.ts";
import { queueWords } from "../wording/page-words.ts";
import { useSay } from "./preferences.ts";

/** The key that does the same as what stands beside it; read aloud only where keys are the subject. */
export const Kbd = ({ children, spoken = false }: { readonly children: ReactNode; readonly spoken?: boolean }) => (
  <kbd className="kbd" aria-hidden={spoken ? undefined : true}>
    {children}
  </kbd>
);

/** Safety is a shape beside the priority, never a colour alone. */
export const Shield = () => {
  const say = useSay();
  return (
    <svg className="shield" width={14} height={14} viewBox="0 0 16 16" role="img" aria-label={say(queueWords.safety)}>
      <path
        d="M8 1.2 13.6 3v4.4c0 3.6-2.3 6.2-5.6 7.4C4.7 13.6 2.4 11 2.4 7.4V3L8 1.2Z"
        fill="var(--f-p1Soft)"
        stroke="var(--f-p1)"
        strokeWidth="1.3"
        strokeLinejoin="round"
      />
      <path d="M8 4.6v4" stroke="var(--f-p1)" strokeWidth="1.6" strokeLinecap="round" />
      <circle cx="8" cy="11" r=".95" fill="var(--f-p1)" />
    </svg>
  );
};

/** Priority and safety of a ticket. */
export const PriorityMark = ({ priority, safety }: { readonly priority: Priority; readonly safety: boolean }) => (
  <span className="prio-w">
    <span className={`prio ${priority.toLowerCase()}`}>{priority}</span>
    {safety && <Shield />}
  </span>
);

/** The dot before a state: hollow while it waits, half when agreed, full in the workshop. */
export const StateDot = ({ state }: { readonly state: TicketState }) => <i className={`dot ${state}`} />;

/** The product's mark. */
export const Logo = () => (
  <svg viewBox="0 0 20 20" width="20" height="20" role="img" aria-label="Fettle">
    <rect width="20" height="20" rx="5.5" fill="var(--f-accent)" />
    <path
      d="M5.4 14.6V5.4h8.4M5.4 10h4.2l1.5-2 1.9 4 1.3-2h1.4"
      fill="none"
      stroke="var(--f-surface)"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
