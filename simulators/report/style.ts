/** The look of the page: the colours of the console, one column, and a sheet of paper in mind. */
export const style = `
:root { color-scheme: light; --text: #182126; --text2: #4F5C64; --line: #E5E8EA; --accent: #0F6273;
  --critical: #B42318; --warning: #DB7B0E; --advisory: #95500A; --info: #355F88; --ok: #1B7349; }
* { box-sizing: border-box; }
body { margin: 0; background: #F5F6F7; color: var(--text); font: 15px/1.5 Inter, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; }
main { max-width: 1200px; margin: 0 auto; padding: 24px 24px 64px; }
header { display: flex; gap: 24px; align-items: flex-start; justify-content: space-between; }
h1 { margin: 0; font-size: 26px; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 0 0 12px; font-size: 18px; }
h3 { margin: 20px 0 8px; font-size: 15px; color: var(--text2); }
header p { margin: 4px 0 0; color: var(--text2); }
section { background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: 20px 24px; margin-top: 20px; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: 0; padding: 0; }
.facts div { padding: 14px 20px; border-left: 1px solid var(--line); }
.facts div:first-child { border-left: 0; }
.facts b { display: block; font-size: 22px; font-variant-numeric: tabular-nums; }
.facts span { color: var(--text2); font-size: 13px; }
.languages { display: flex; border: 1px solid #CFD6DA; border-radius: 8px; overflow: hidden; flex: none; }
.languages button { border: 0; background: #fff; color: var(--text2); padding: 8px 14px; font: inherit; cursor: pointer; }
.languages button[aria-pressed="true"] { background: var(--accent); color: #fff; }
.languages button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
html[lang="en"] [lang="zh-CN"]:not(html), html[lang="zh-CN"] [lang="en"]:not(html) { display: none; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th { text-align: left; font-weight: 600; color: var(--text2); border-bottom: 1px solid #CFD6DA; padding: 6px 10px 6px 0; }
td { vertical-align: top; border-bottom: 1px solid var(--line); padding: 7px 10px 7px 0; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td ul { margin: 0; padding: 0; list-style: none; }
.data { color: var(--text2); font-size: 13px; overflow-wrap: anywhere; }
code { font: 12.5px ui-monospace, "DejaVu Sans Mono", monospace; color: var(--text2); }
.chip { font-style: normal; font-size: 12px; border-radius: 5px; padding: 1px 7px; background: #F0F2F3; color: var(--text2); }
.chip.critical { background: #FDEEEC; color: var(--critical); } .chip.warning { background: #FCF1E1; color: #8A4A05; }
.chip.advisory { background: #FCF1E1; color: var(--advisory); } .chip.info { background: #EAF1F8; color: var(--info); }
svg { display: block; width: 100%; height: auto; }
.timeline text, .map text { font-size: 13px; fill: var(--text); }
.timeline .time, .timeline text.time { fill: var(--text2); font-size: 12px; }
.timeline .name { font-weight: 600; } .timeline .name .time { font-weight: 400; }
.grid { stroke: var(--line); }
.bar { opacity: .28; }
.critical { fill: var(--critical); } .warning { fill: var(--warning); } .advisory { fill: var(--advisory); } .info { fill: var(--info); }
.timeline circle, .map circle { stroke: #fff; stroke-width: 2; }
.way { fill: none; stroke: var(--accent); stroke-width: 3; stroke-linejoin: round; stroke-linecap: round; }
.map { background: #FAFBFB; border: 1px solid var(--line); border-radius: 8px; }
.scale path { fill: none; stroke: var(--text2); stroke-width: 1.5; }
.start { fill: var(--ok); background: var(--ok); } .finish { fill: var(--text); background: var(--text); } .warn { background: var(--warning); }
.dot { display: inline-block; width: 10px; height: 10px; border-radius: 50%; margin: 0 6px 0 12px; }
.legend { margin: 8px 0 0; color: var(--text2); font-size: 13px; }
.columns { columns: 3 260px; margin: 0; padding-left: 18px; font-size: 14px; }
.columns li { break-inside: avoid; overflow-wrap: anywhere; }
.none { color: var(--text2); margin: 0; }
.chart { margin-top: 14px; break-inside: avoid; }
.chart h3 { margin: 0 0 4px; color: var(--text); } .chart h3 code { font-weight: 400; margin-left: 8px; }
.u-legend { text-align: left; font-size: 13px; color: var(--text2); }
.u-legend.u-inline { padding-left: 64px; } .uplot:not(:hover) .u-legend { visibility: hidden; } .u-legend th { border: 0; padding: 0 4px; } .u-legend td { border: 0; padding: 0 16px 0 0; } .u-inline.u-live th::after { content: ""; }
footer { color: var(--text2); font-size: 13px; margin-top: 20px; }
@media (max-width: 700px) { main { padding: 12px; } section { padding: 14px; overflow-x: auto; } table { min-width: 520px; } .data { display: none; } .timeline { min-width: 700px; } }
@media print {
  @page { margin: 14mm; }
  body { background: #fff; font-size: 12px; } main { padding: 0; max-width: none; }
  section { border: 0; border-top: 1px solid #CFD6DA; border-radius: 0; padding: 12px 0; break-inside: auto; }
  .languages, .u-legend { display: none; } tr, svg { break-inside: avoid; }
  h2 { break-after: avoid; } .bar, .chip, .dot, .map, circle, rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .u-wrap, .uplot, canvas { max-width: 100% !important; }
}
`;
