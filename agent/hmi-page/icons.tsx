/** Line icons on a 32 grid, drawn by the page's own hand; ISO 2575 shapes where a telltale has one. */
const shapes = {
  car: (
    <>
      <path d="M4 21v-4.2c0-1.5.9-2.8 2.3-3.3l2.7-1 2.6-4.3A4 4 0 0 1 15 6.3h4.6a4 4 0 0 1 3.2 1.6l3.3 4.5 1.5.5A3.6 3.6 0 0 1 30 16.3V21h-2.6" />
      <path d="M12.8 21h8" />
      <circle cx="9" cy="21.5" r="3.6" />
      <circle cx="24" cy="21.5" r="3.6" />
      <path d="M10.5 12.6H25" />
    </>
  ),
  help: (
    <>
      <circle cx="16" cy="16" r="12" />
      <circle cx="16" cy="16" r="4.8" />
      <path d="m7.6 7.6 5 5M19.4 19.4l5 5M24.4 7.6l-5 5M12.6 19.4l-5 5" />
    </>
  ),
  visits: (
    <>
      <rect x="4.5" y="6.5" width="23" height="21" rx="4" />
      <path d="M4.5 13h23M11 3.8v5M21 3.8v5" />
      <path d="m11.8 20 3 3 5.6-5.8" />
    </>
  ),
  settings: (
    <>
      <path d="M5 9.5h10M23 9.5h4M5 22.5h4M17 22.5h10" />
      <circle cx="19" cy="9.5" r="3.8" />
      <circle cx="13" cy="22.5" r="3.8" />
    </>
  ),
  b12: (
    <>
      <rect x="3.5" y="9.5" width="25" height="16.5" rx="3" />
      <path d="M8 9.5V6.8h4.6v2.7M19.4 9.5V6.8H24v2.7" />
      <path d="M8.5 17.5h5M18.5 17.5h5M21 15v5" />
    </>
  ),
  pack: (
    <>
      <rect x="3" y="9" width="23" height="14" rx="3.5" />
      <path d="M29.3 13.8v4.4" />
      <path d="m15.6 11.8-4 4.8h5.6l-4 4.6" />
    </>
  ),
  brake: (
    <>
      <circle cx="16" cy="16" r="7.6" />
      <path d="M6.9 7.4a12.6 12.6 0 0 0 0 17.2M25.1 7.4a12.6 12.6 0 0 1 0 17.2" strokeDasharray="4.2 3.1" />
    </>
  ),
  motor: (
    <>
      <path d="M13 18.7V7a3.3 3.3 0 0 1 6.6 0v11.7a6 6 0 1 1-6.6 0Z" />
      <path d="M16.3 12v10" />
      <circle cx="16.3" cy="23.6" r="1.8" fill="currentColor" />
      <path d="M23.6 8h4M23.6 13h4" />
    </>
  ),
  tyre: (
    <>
      <path d="M8.5 5.5c-3 4.5-3.7 11-1.5 16.5.5 1.2 1.2 2.6 2.3 3.9h13.4c1.1-1.3 1.8-2.7 2.3-3.9 2.2-5.5 1.5-12-1.5-16.5" />
      <path d="M11.6 26v2.6M16 26v2.6M20.4 26v2.6" />
      <path d="M16 8v8.6" />
      <circle cx="16" cy="20.8" r=".7" fill="currentColor" />
    </>
  ),
  wrench: (
    <>
      <path d="M20.6 5.3a7 7 0 0 0-8.4 9.3L4.8 22a3.4 3.4 0 0 0 4.9 4.9l7.4-7.4a7 7 0 0 0 9.3-8.4l-4.2 4.2-4.6-1.2-1.2-4.6Z" />
    </>
  ),
  trend: (
    <>
      <path d="M5 5v22h22" />
      <path d="M10.5 9.5c6.5 0 6.5 11 14.5 11.5" />
    </>
  ),
  check: (
    <>
      <path d="m7 17 6.2 6.2L25.5 9.8" />
    </>
  ),
  okc: (
    <>
      <circle cx="16" cy="16" r="12" />
      <path d="m10.3 16.6 4.1 4.1 7.6-8.6" />
    </>
  ),
  clock: (
    <>
      <circle cx="16" cy="16" r="12" />
      <path d="M16 9v7.4l4.8 3" />
    </>
  ),
  phone: (
    <>
      <path d="M10.6 4.6 13.4 11l-3 2.7a16.3 16.3 0 0 0 8 8l2.6-3 6.5 2.8-.9 4.8a2.7 2.7 0 0 1-2.8 2.2C13.5 27.6 4.5 18.6 3.6 8.3a2.7 2.7 0 0 1 2.2-2.8Z" />
    </>
  ),
  link: (
    <>
      <path d="M5 13.5a16 16 0 0 1 22 0M9.3 18a9.8 9.8 0 0 1 13.4 0" />
      <circle cx="16" cy="23.6" r="1.9" fill="currentColor" />
    </>
  ),
  offline: (
    <>
      <path d="M12 9.5a16 16 0 0 1 15 4M5 13.5c.9-.9 1.9-1.6 3-2.2M9.3 18a9.8 9.8 0 0 1 6-2.7" />
      <circle cx="16" cy="23.6" r="1.9" fill="currentColor" />
      <path d="m5.5 4.5 21 22" />
    </>
  ),
  snow: (
    <>
      <path d="M16 3.5v25M5.2 9.750l21.6 12.5M26.8 9.750 5.2 22.250" />
      <path d="m12.5 5.5 3.5 3 3.5-3M12.5 26.5l3.5-3 3.5 3M5.5 14l4-1.5-.8-4.2M26.5 18l-4 1.5.8 4.2M26.5 14l-4-1.5.8-4.2M5.5 18l4 1.5-.8 4.2" />
    </>
  ),
  bolt: (
    <>
      <path d="M18 3.5 7 18.5h8l-1 10 11-15h-8l1-10Z" />
    </>
  ),
  lock: (
    <>
      <rect x="6" y="14" width="20" height="13.5" rx="3.5" />
      <path d="M10.5 14v-3.5a5.5 5.5 0 0 1 11 0V14" />
    </>
  ),
  pin: (
    <>
      <path d="M16 28.5S6 19.7 6 12.9a10 10 0 0 1 20 0c0 6.8-10 15.6-10 15.6Z" />
      <circle cx="16" cy="13" r="3.6" />
    </>
  ),
  globe: (
    <>
      <circle cx="16" cy="16" r="12" />
      <path d="M4 16h24M16 4c4.5 4 4.5 20 0 24M16 4c-4.5 4-4.5 20 0 24" />
    </>
  ),
  sun: (
    <>
      <circle cx="16" cy="16" r="5.5" />
      <path d="M16 3.5v3M16 25.5v3M3.5 16h3M25.5 16h3M7.2 7.2l2.1 2.1M22.7 22.7l2.1 2.1M7.2 24.8l2.1-2.1M22.7 9.3l2.1-2.1" />
    </>
  ),
  moon: (
    <>
      <path d="M27 18.8A11.6 11.6 0 1 1 13.2 5a9.4 9.4 0 0 0 13.8 13.8Z" />
    </>
  ),
  dealer: (
    <>
      <path d="M5 14v13.5h22V14" />
      <path d="M3.5 13.5 7 5h18l3.5 8.5a4.2 4.2 0 0 1-8.3 0 4.2 4.2 0 0 1-8.4 0 4.2 4.2 0 0 1-8.3 0Z" />
      <path d="M13 27.5v-7h6v7" />
    </>
  ),
  snooze: (
    <>
      <circle cx="16" cy="17" r="10.5" />
      <path d="M12.5 13h7l-7 8h7M5 8l4-3.5M27 8l-4-3.5" />
    </>
  ),
  chevron: (
    <>
      <path d="m12.5 6.5 9 9.5-9 9.5" />
    </>
  ),
  warn: (
    <>
      <path d="M16 4.5 29 27H3L16 4.5Z" />
      <path d="M16 12.5v7.5" />
      <circle cx="16" cy="23.5" r=".6" fill="currentColor" />
    </>
  ),
  none: (
    <>
      <path d="M8 16h16" />
    </>
  ),
  pulse: (
    <>
      <path d="M3 17h6l3.5-9 6 16 3.5-9H29" />
    </>
  ),
  coolant: (
    <>
      <path d="M13 17.5V6.5a3 3 0 0 1 6 0v11a5 5 0 1 1-6 0Z" />
      <path d="M16 12v8.5" />
      <path d="M22.5 9h4.5M22.5 13.5h4.5M3.5 27.5c2.1-1.6 4.1-1.6 6.2 0s4.2 1.6 6.3 0 4.1-1.6 6.2 0 4.2 1.6 6.3 0" />
    </>
  ),
  fuel: (
    <>
      <path d="M6 27.5V7a2.5 2.5 0 0 1 2.5-2.5h8A2.5 2.5 0 0 1 19 7v20.5M4 27.5h17M9.5 9h6v5.5h-6z" />
      <path d="M19 16.5h2a2 2 0 0 1 2 2v3.7a2.2 2.2 0 0 0 4.4 0V12l-4-4" />
    </>
  ),
  oil: (
    <>
      <path d="M16 4.5c5 6 8 10 8 14.5a8 8 0 0 1-16 0c0-4.5 3-8.5 8-14.5Z" />
      <path d="M12 19.5a4 4 0 0 0 3.5 4" />
    </>
  ),
  gauge: (
    <>
      <path d="M6.5 24.5a12.5 12.5 0 1 1 19 0" />
      <path d="m16 17.5 5.5-6.5" />
      <circle cx="16" cy="17.5" r="2.2" />
    </>
  ),
  engine: (
    <>
      <path d="M10 11h9l3 3.5h3v8h-3l-2.5 3.5H11L8 22.5H5.5v-5" />
      <path d="M10 11v3.5H7M14.5 11V7.5M11.5 7.5h6M28.5 15.5v6M5.5 14.5v6" />
    </>
  ),
} as const;

export type IconName = keyof typeof shapes;

/** One icon, decorative: its meaning stands beside it in words. */
export const Icon = ({ name, size = "" }: { readonly name: IconName; readonly size?: "" | "s" | "l" | "xl" }) => (
  <svg className={`i ${size}`} viewBox="0 0 32 32" aria-hidden="true">
    {shapes[name]}
  </svg>
);
