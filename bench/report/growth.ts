import type { Figures, ScaleFigures } from "./figures.js";

/** How figures grow from one size to the next: 1 in proportion to the manifests, 2 with their square. */
export interface Growth {
  readonly layout: string;
  readonly from: number;
  readonly to: number;
  readonly wall: number;
  /** Null where the system does not tell, as in the figures. */
  readonly user: number | null;
  readonly peak: number | null;
  readonly read: number;
  readonly parse: number;
}

export function growth({ scale }: Pick<Figures, "scale">): readonly Growth[] {
  return scale.flatMap((to, index) => {
    const from = scale[index - 1];
    return from?.layout === to.layout ? [between(from, to)] : [];
  });
}

function between(from: ScaleFigures, to: ScaleFigures): Growth {
  const factor = to.manifests / from.manifests;
  return {
    layout: to.layout,
    from: from.manifests,
    to: to.manifests,
    wall: exponent(factor, to.run.wall / from.run.wall),
    user: exponentOf(factor, from.run.user, to.run.user),
    peak: exponentOf(factor, from.run.peak, to.run.peak),
    read: exponent(factor, to.anchors.read / from.anchors.read),
    parse: exponent(factor, to.anchors.parseWithEmbedded / from.anchors.parseWithEmbedded),
  };
}

export function exponentOf(factor: number, from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : exponent(factor, to / from);
}

/** Of a figure that grows by `ratio` where the manifests or files grow by `factor`. */
export function exponent(factor: number, ratio: number): number {
  return Math.log(ratio) / Math.log(factor);
}
