import { theme as antd, type ThemeConfig } from "antd";

/** Light or dark. */
export type Mode = "light" | "dark";

const light = {
  bg: "#F5F6F7",
  side: "#EFF1F2",
  surface: "#FFFFFF",
  sunken: "#FAFBFB",
  hover: "#F3F6F7",
  line: "#E5E8EA",
  lineStrong: "#CFD6DA",
  text: "#182126",
  text2: "#4F5C64",
  text3: "#596670",
  accent: "#0F6273",
  accentHover: "#157A8F",
  accentSoft: "#E2EFF2",
  accentLine: "#B5D6DC",
  onAccent: "#FFFFFF",
  // Priority: P1 is the only solid chip, so that weight alone tells the order in greyscale.
  p1: "#B42318",
  p1Soft: "#FDEEEC",
  p1Line: "#F3C7C2",
  p2: "#95500A",
  p2Soft: "#FCF1E1",
  p2Line: "#EFD3A8",
  p3: "#355F88",
  p3Soft: "#EAF1F8",
  p3Line: "#C6D8E9",
  quietSoft: "#F0F2F3",
  ok: "#1B7349",
  okSoft: "#E5F4EC",
  okLine: "#B7DFC9",
  amber: "#DB7B0E",
  unknown: "#C3CBD0",
  mark: "#FFF3C9",
};

/** One set of colours. Text on `surface` and `sunken` is at least 4.5:1 in both modes (WCAG 2.2, 1.4.3). */
export type Palette = Readonly<Record<keyof typeof light, string>>;

const dark: Palette = {
  bg: "#0F1416",
  side: "#0C1113",
  surface: "#161C1F",
  sunken: "#12181A",
  hover: "#1C2428",
  line: "#263035",
  lineStrong: "#3A464C",
  text: "#E3E9EB",
  text2: "#AAB6BC",
  text3: "#8C99A0",
  accent: "#52B4C6",
  accentHover: "#74C8D7",
  accentSoft: "#12323A",
  accentLine: "#24545E",
  onAccent: "#06181C",
  p1: "#F2867D",
  p1Soft: "#3A1D1B",
  p1Line: "#6B302B",
  p2: "#E9AB5E",
  p2Soft: "#35270F",
  p2Line: "#5F4720",
  p3: "#8EB9E3",
  p3Soft: "#1B2B3A",
  p3Line: "#31495F",
  quietSoft: "#222A2E",
  ok: "#62C392",
  okSoft: "#14301F",
  okLine: "#265A3F",
  amber: "#E2913A",
  unknown: "#46525A",
  mark: "#3B3317",
};

/** The colours of each mode; Ant Design, our CSS (`--f-*`) and the charts all take them from here. */
export const palettes: Readonly<Record<Mode, Palette>> = { light, dark };

/** Colour of the n-th line of a chart; petrol first, since that is what was measured. */
export const lineColor = (index: number, c: Palette): string =>
  [c.accent, c.amber, c.p3, c.text3, c.ok][index % 5] ?? c.accent;

const latin = '"Inter Variable", Inter';
const chinese = '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC"';
export const fontFamily = `${latin}, ${chinese}, system-ui, sans-serif`;

/** The look of Ant Design's parts in one mode. */
export const antTheme = (mode: Mode): ThemeConfig => {
  const c = palettes[mode];
  return {
    algorithm: mode === "dark" ? antd.darkAlgorithm : antd.defaultAlgorithm,
    cssVar: { key: "fettle" },
    token: {
      colorPrimary: c.accent,
      colorLink: c.accent,
      colorInfo: c.p3,
      colorSuccess: c.ok,
      colorWarning: c.amber,
      colorError: c.p1,
      colorTextBase: c.text,
      colorText: c.text,
      colorTextSecondary: c.text2,
      colorTextTertiary: c.text3,
      colorTextDescription: c.text3,
      colorTextPlaceholder: c.text3,
      colorTextLightSolid: c.onAccent,
      colorBgLayout: c.bg,
      colorBgContainer: c.surface,
      colorBgElevated: c.surface,
      colorBorder: c.lineStrong,
      colorBorderSecondary: c.line,
      colorSplit: c.line,
      // The soft tones are set by hand: derived from our dark seeds they come out grey.
      colorPrimaryHover: c.accentHover,
      colorPrimaryActive: c.accent,
      colorPrimaryBg: c.accentSoft,
      colorPrimaryBgHover: c.accentSoft,
      colorPrimaryBorder: c.accentLine,
      colorSuccessBg: c.okSoft,
      colorSuccessBorder: c.okLine,
      colorWarningBg: c.p2Soft,
      colorWarningBorder: c.p2Line,
      colorErrorBg: c.p1Soft,
      colorErrorBorder: c.p1Line,
      colorInfoBg: c.p3Soft,
      colorInfoBorder: c.p3Line,
      fontFamily,
      fontSize: 13,
      fontSizeSM: 12,
      lineHeight: 1.5,
      borderRadius: 6,
      borderRadiusLG: 8,
      borderRadiusSM: 4,
      controlHeight: 32,
      controlHeightSM: 26,
      boxShadowTertiary: "none",
      motionDurationMid: "0.12s",
      wireframe: false,
    },
    components: {
      Button: { fontWeight: 500, primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Segmented: { trackBg: c.quietSoft, itemSelectedBg: c.surface, itemColor: c.text2, trackPadding: 2 },
      Input: { activeShadow: `0 0 0 3px ${c.accentSoft}` },
      Alert: { defaultPadding: "8px 12px" },
    },
  };
};
