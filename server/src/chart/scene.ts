import type { LinkState, PortState } from "../analysis/chart/model.js";

/** What is drawn, with the sizes of its parts; only where the figures stand is still open. Lengths are in pixels. */
export interface Scene {
  readonly figures: readonly Figure[];
  readonly wires: readonly Wire[];
  /** `flow`: by who connects to whom, from left to right. `shelf`: one after the other, in rows, each a flow of its own. */
  readonly arranged: "flow" | "shelf";
}

export interface Figure {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** The look of its ground; undefined for one that only keeps things together. */
  readonly frame?: Look;
  /** From the figure's own corner. */
  readonly marks: readonly Mark[];
  readonly anchors: readonly Anchor[];
  /** It grows around what is inside of it; `width` and `height` are then its least. */
  readonly inside: readonly Figure[];
  /** How much of its top is its own, above what is inside. */
  readonly top: number;
}

/** A point of a figure's edge at which wires end. */
export interface Anchor {
  readonly id: string;
  readonly side: "west" | "east";
  /** Of its middle; undefined where the layout may choose. */
  readonly y: number | undefined;
  /** Drawn across the edge, from its own corner. */
  readonly pill?: NodeMark;
}

export interface Wire {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly look: Look;
  /** The figure that surrounds both ends, where each figure is arranged by itself. */
  readonly within?: string;
  /** Ids of the nodes at its ends, for whoever points at one of them. */
  readonly ends: readonly string[];
}

/** What decides on a colour. */
export type Look = PortState | LinkState | "plain" | "quiet" | "undefined";

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Mark = NodeMark | LineMark | CaptionMark;

/** Something that can be pointed at. */
export interface NodeMark extends Rect {
  readonly kind: "node";
  readonly id: string;
  readonly shape: "title" | "pill" | "card" | "exit";
  readonly look: Look;
  /** It is a default, or added: nobody wrote it. */
  readonly dashed: boolean;
  readonly texts: readonly TextMark[];
  /** What a screen reader says, and what is shown to a pointer. */
  readonly spoken: string;
}

export interface TextMark {
  /** From the node's own corner; of the base line. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly style: TextStyle;
  readonly align?: "middle" | "end";
  /** What follows it on its line. */
  readonly more?: { readonly text: string; readonly style: TextStyle };
}

export type TextStyle = "title" | "detail" | "name" | "code" | "note" | "number" | "trouble";

/** Within one figure. */
export interface LineMark {
  readonly kind: "line";
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly look: Look;
  readonly dashed: boolean;
}

export interface CaptionMark extends TextMark {
  readonly kind: "caption";
}
