// Style sheets are imported for their effect on the page; the bundler reads them, not the compiler.
declare module "*.css";
declare module "@fontsource-variable/inter/wght.css";
declare module "antd/es/locale/en_US.js" {
  import type { Locale } from "antd/lib/locale/index.js";

  const locale: Locale;
  // biome-ignore lint/style/noDefaultExport: this is how the package exports it
  export default locale;
}
declare module "antd/es/locale/zh_CN.js" {
  import type { Locale } from "antd/lib/locale/index.js";

  const locale: Locale;
  // biome-ignore lint/style/noDefaultExport: this is how the package exports it
  export default locale;
}
