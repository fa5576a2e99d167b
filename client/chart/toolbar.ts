import { byId } from "./elements.js";
import type { Shown } from "./state.js";
import { chartViews } from "../../server/src/chart/views.js";

type Choice = Pick<Shown, "view" | "problemsOnly">;

export interface ToolbarEvents {
  readonly changed: (choice: Choice) => void;
  readonly zoomed: (how: "in" | "out" | "fit") => void;
  readonly exported: () => void;
}

export class Toolbar {
  private choice: Choice;

  constructor({ view, problemsOnly }: Choice, events: ToolbarEvents) {
    this.choice = { view, problemsOnly };
    const choose = (change: Partial<Choice>): void => {
      this.choice = { ...this.choice, ...change };
      this.paint();
      events.changed(this.choice);
    };
    for (const each of chartViews) byId(`view-${each}`).addEventListener("click", () => choose({ view: each }));
    byId("problems").addEventListener("click", () => choose({ problemsOnly: !this.choice.problemsOnly }));
    for (const how of ["in", "out", "fit"] as const)
      byId(`zoom-${how}`).addEventListener("click", () => events.zoomed(how));
    byId("export").addEventListener("click", events.exported);
    this.paint();
  }

  say(text: string): void {
    // Only what is new is read out.
    if (byId("summary").textContent !== text) byId("summary").textContent = text;
  }

  private paint(): void {
    for (const each of chartViews) byId(`view-${each}`).setAttribute("aria-pressed", String(each === this.choice.view));
    byId("problems").setAttribute("aria-pressed", String(this.choice.problemsOnly));
  }
}
