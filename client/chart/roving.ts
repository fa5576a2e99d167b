import { byId } from "./elements.js";
import type { Stage } from "./stage.js";

export interface RovingEvents {
  readonly focused: (id: string) => void;
  readonly chosen: (id: string) => void;
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** One stop of the Tab key for the whole picture; inside of it, arrow keys go from node to node. */
export class Roving {
  private readonly world = byId("world");
  /** Whether the focus is on a node. */
  private held = false;

  constructor(
    private readonly stage: Stage,
    private readonly events: RovingEvents,
  ) {
    this.world.addEventListener("click", ({ target }) => this.choose(nodeAt(target)));
    // Not on an element of the picture: browsers take one that listens for focus for a stop of the Tab key.
    byId("stage").addEventListener("focusin", ({ target }) => this.focused(nodeAt(target)));
    byId("stage").addEventListener("focusout", (event) => this.left(event));
    this.world.addEventListener("pointerover", ({ target }) => this.light(nodeAt(target)));
    this.world.addEventListener("pointerleave", () => this.light(undefined));
    byId("stage").addEventListener("keydown", (event) => this.key(event));
  }

  /** After the picture is drawn anew: the same node is the stop again, and has the focus if the picture had it. */
  restore(id: string | undefined): void {
    const nodes = this.nodes();
    const node = nodes.find((each) => each.dataset.id === id) ?? nodes[0];
    node?.setAttribute("tabindex", "0");
    if (this.held && node !== undefined) node.focus({ preventScroll: true });
  }

  private nodes(): readonly SVGGElement[] {
    return [...this.world.querySelectorAll<SVGGElement>("[data-id]")];
  }

  private focused(node: SVGGElement | undefined): void {
    const id = node?.dataset.id;
    if (node === undefined || id === undefined) return;
    this.held = true;
    for (const each of this.world.querySelectorAll('[tabindex="0"]')) each.setAttribute("tabindex", "-1");
    node.setAttribute("tabindex", "0");
    this.light(node);
    this.events.focused(id);
  }

  /** What is drawn anew loses the focus too, but not to anything else. */
  private left({ relatedTarget }: FocusEvent): void {
    if (relatedTarget !== null) this.held = false;
    this.light(undefined);
  }

  private choose(node: SVGGElement | undefined): void {
    const id = node?.dataset.id;
    if (node === undefined || id === undefined) return;
    node.focus({ preventScroll: true });
    this.events.chosen(id);
  }

  private key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const direction = directions[event.key];
    const node = nodeAt(document.activeElement);
    if (direction !== undefined && (event.shiftKey || node === undefined)) {
      this.stage.pan(-direction[0] * 60, -direction[1] * 60);
    } else if (direction !== undefined && node !== undefined) this.go(node, direction);
    else if (event.key === "Enter" || event.key === " ") this.choose(node);
    else if (event.key === "+" || event.key === "=") this.stage.zoom("in");
    else if (event.key === "-") this.stage.zoom("out");
    else if (event.key === "0") this.stage.zoom("fit");
    else if (event.key === "Home" || event.key === "End") this.focus(this.nodes().at(event.key === "Home" ? 0 : -1));
    else return;
    event.preventDefault();
  }

  /** To the nearest node that way; what is straight ahead counts as nearer. */
  private go(node: SVGGElement, [dx, dy]: readonly [number, number]): void {
    const from = middle(node);
    const costs = this.nodes().flatMap((each) => {
      if (each === node) return [];
      const to = middle(each);
      const ahead = (to.x - from.x) * dx + (to.y - from.y) * dy;
      const aside = Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx);
      return ahead > 1 ? [{ each, cost: ahead + 2.5 * aside }] : [];
    });
    const [first, ...others] = costs;
    this.focus(first && others.reduce((best, next) => (next.cost < best.cost ? next : best), first).each);
  }

  private focus(node: SVGGElement | undefined): void {
    if (node === undefined) return;
    node.focus({ preventScroll: true });
    this.stage.reveal(node);
  }

  /** Brings out the wires of a node. */
  private light(node: SVGGElement | undefined): void {
    const id = node?.dataset.id;
    let some = false;
    for (const wire of this.world.querySelectorAll<SVGGElement>("[data-ends]")) {
      const ends = JSON.parse(wire.dataset.ends ?? "[]") as readonly string[];
      const lit = id !== undefined && ends.includes(id);
      wire.classList.toggle("lit", lit);
      some ||= lit;
    }
    this.world.classList.toggle("has-lit", some);
  }
}

function nodeAt(target: EventTarget | null): SVGGElement | undefined {
  return target instanceof Element ? (target.closest<SVGGElement>("[data-id]") ?? undefined) : undefined;
}

function middle(node: Element): { readonly x: number; readonly y: number } {
  const { left, top, width, height } = node.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
