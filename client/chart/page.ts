import type { Chart } from "../../server/src/analysis/chart/model.js";
import { summaryOf } from "../../server/src/analysis/chart/words.js";
import { layOut, type Drawing, type Engine } from "../../server/src/chart/layout.js";
import { chartStyle } from "../../server/src/chart/style.js";
import { svgOf } from "../../server/src/chart/svg.js";
import { sceneOf } from "../../server/src/chart/views.js";
import { byId } from "./elements.js";
import type { FromPage, ToPage } from "./messages.js";
import { showOutline } from "./outline.js";
import pageStyle from "./page.css";
import { Roving } from "./roving.js";
import { Stage } from "./stage.js";
import { restored, type Shown } from "./state.js";
import { Toolbar } from "./toolbar.js";

declare const acquireVsCodeApi: () => {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: Shown): void;
};
/** A script of its own, which the page loads before this one. */
declare const ELK: new () => Engine;

const host = acquireVsCodeApi();
const engine = new ELK();

/** The port chart as a person sees it: what the extension sends, drawn as the toolbar says. */
class Page {
  private shown: Shown = restored(host.getState());
  private chart: Chart | undefined;
  private drawing: Drawing | undefined;
  /** Of two layouts that run at once, only the later one is shown. */
  private turn = 0;
  private readonly stage = new Stage(this.shown.camera, (camera) => this.keep({ camera }));
  private readonly roving = new Roving(this.stage, {
    focused: (focus) => this.keep({ focus }),
    chosen: (id) => host.postMessage({ kind: "open", id }),
  });
  private readonly toolbar = new Toolbar(this.shown, {
    changed: (change) => {
      this.keep({ ...change, camera: undefined, focus: undefined });
      void this.draw();
    },
    zoomed: (how) => this.stage.zoom(how),
    exported: () => host.postMessage({ kind: "export", svg: this.standAlone() }),
  });

  start(): void {
    const sheets = [chartStyle, pageStyle].map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    });
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...sheets];
    window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => this.take(data));
    host.postMessage({ kind: "ready" });
  }

  private take(message: ToPage): void {
    switch (message.kind) {
      case "chart":
        this.chart = message.chart;
        void this.draw();
        break;
      case "failed":
        this.toolbar.say(message.message);
    }
  }

  private async draw(): Promise<void> {
    const { chart } = this;
    if (chart === undefined) return;
    const turn = ++this.turn;
    const { view, problemsOnly } = this.shown;
    performance.mark("chart");
    const drawing = await layOut(sceneOf(chart, view, problemsOnly), engine);
    if (turn !== this.turn) return;
    performance.measure("portolan.layout", "chart");
    performance.mark("laid out");
    this.drawing = drawing;
    this.stage.show(svgOf(drawing, { title: "", use: "page" }), drawing, this.shown.camera === undefined);
    this.roving.restore(this.shown.focus);
    this.toolbar.say(summaryOf(chart));
    showOutline(chart);
    byId("empty").hidden = drawing.figures.length > 0;
    byId("empty").textContent = problemsOnly ? "No problem here." : "No port is found in this workspace.";
    performance.measure("portolan.render", "laid out");
    document.body.dataset.view = view;
  }

  private standAlone(): string {
    if (this.drawing === undefined) return "";
    return svgOf(this.drawing, { title: this.chart ? summaryOf(this.chart) : "", use: "alone" });
  }

  private keep(change: Partial<Shown>): void {
    this.shown = { ...this.shown, ...change };
    host.setState(this.shown);
  }
}

new Page().start();
