import { chartViews, type ChartView } from "../../server/src/chart/views.js";

/** Where the picture is looked at from: what is at the stage's corner, and how large. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** What survives a reload of the window. */
export interface Shown {
  readonly view: ChartView;
  readonly problemsOnly: boolean;
  /** Undefined until the person has moved it. */
  readonly camera: Camera | undefined;
  readonly focus: string | undefined;
}

export function restored(state: unknown): Shown {
  const { view, problemsOnly, camera, focus } = (state ?? {}) as Partial<Shown>;
  return {
    view: chartViews.find((each) => each === view) ?? "hosts",
    problemsOnly: problemsOnly === true,
    camera,
    focus,
  };
}
