import type { Chart } from "../analysis/chart/model.js";
import { onlyProblems } from "../analysis/chart/problems.js";
import { hostsScene } from "./hosts.js";
import { pipelinesScene } from "./pipelines.js";
import { portsScene } from "./ports.js";
import type { Scene } from "./scene.js";

export const chartViews = ["hosts", "ports", "pipelines"] as const;
export type ChartView = (typeof chartViews)[number];

const scenes: Readonly<Record<ChartView, (chart: Chart) => Scene>> = {
  hosts: hostsScene,
  ports: portsScene,
  pipelines: pipelinesScene,
};

/** What a view shows of a chart, all of it or what is wrong. */
export function sceneOf(chart: Chart, view: ChartView, problemsOnly: boolean): Scene {
  return scenes[view](problemsOnly ? onlyProblems(chart) : chart);
}
