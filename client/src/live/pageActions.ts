import type { LiveFindingItem } from "../../../server/src/protocol.js";

/** What a button of the page does. */
export type PageAction =
  | { readonly kind: "ask-again"; readonly hosts: readonly string[] }
  | { readonly kind: "clear" }
  | { readonly kind: "open"; readonly finding: LiveFindingItem }
  | { readonly kind: "copy"; readonly line: string }
  /** Types the line in a terminal. */
  | { readonly kind: "connect"; readonly line: string };

/**
 * The page knows its buttons by number only, so that nothing it sends is more than the choice of one of them. A number
 * is given once: a click on a page that was replaced meanwhile does nothing.
 */
export class PageActions {
  readonly #actions = new Map<number, PageAction>();
  #next = 0;

  forget(): void {
    this.#actions.clear();
  }

  add(action: PageAction): number {
    this.#actions.set(this.#next, action);
    return this.#next++;
  }

  /** @param message what the page sent, which may be anything */
  chosen(message: unknown): PageAction | undefined {
    return typeof message === "number" ? this.#actions.get(message) : undefined;
  }
}
