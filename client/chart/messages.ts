import type { Chart } from "../../server/src/analysis/chart/model.js";

/** What the page of the port chart tells the extension. */
export type FromPage =
  /** It can take a chart now. */
  | { readonly kind: "ready" }
  /** The person wants to see where this is written. */
  | { readonly kind: "open"; readonly id: string }
  /** The person wants to take the picture along; `svg` is what is shown, as a picture that stands alone. */
  | { readonly kind: "export"; readonly svg: string };

/** What the extension tells the page. */
export type ToPage =
  { readonly kind: "chart"; readonly chart: Chart } | { readonly kind: "failed"; readonly message: string };
