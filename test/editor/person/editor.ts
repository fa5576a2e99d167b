import type { Locator, Page } from "playwright-core";
import { until } from "../eventually.js";

/** One editor of the window, by the name of its file. */
export class Editor {
  readonly root: Locator;

  constructor(
    private readonly page: Page,
    private readonly name: string,
  ) {
    this.root = page.locator(`.editor-instance[aria-label^="${name}"]`).first();
  }

  async hasErrors(count: number): Promise<void> {
    const squiggles = this.root.locator(".squiggly-error");
    await until(
      `${count} squiggles in ${this.name}`,
      async () => (await squiggles.count()) === count,
      () => squiggles.count(),
    );
  }

  /** What moves or is marked meanwhile takes a hover away: the mouse leaves the text and comes back. */
  async hover(text: string, says: RegExp): Promise<void> {
    await repeatedly(
      `a hover on ${text} that says ${String(says)}`,
      async () => {
        await this.page.mouse.move(0, 0);
        await this.text(text).hover();
      },
      this.page.locator(".monaco-hover:visible", { hasText: says }).first(),
      { instead: () => this.page.locator(".monaco-hover:visible").allInnerTexts() },
    );
  }

  /** Puts the cursor into a text. */
  async click(text: string): Promise<void> {
    await this.text(text).click();
    await this.root.locator(".monaco-editor.focused").waitFor();
  }

  async shows(text: string): Promise<void> {
    await this.root.locator(".view-line", { hasText: text }).first().waitFor();
  }

  async close(): Promise<void> {
    await this.page.locator(`.tab[data-resource-name="${this.name}"] [aria-label^="Close"]`).click();
    await this.root.waitFor({ state: "hidden" });
  }

  private text(text: string): Locator {
    return this.root.locator(".view-line > span > span", { hasText: text }).first();
  }
}

/** Whether something comes into sight within a time. */
export function isSeen(what: Locator, milliseconds: number): Promise<boolean> {
  return what.waitFor({ timeout: milliseconds }).then(
    () => true,
    () => false,
  );
}

/**
 * Does what a person would do again if it had no effect.
 *
 * @param wait milliseconds until it is done again; each time they are twice as many
 */
export async function repeatedly(
  what: string,
  act: () => Promise<unknown>,
  effect: Locator,
  { wait = 3000, instead }: { readonly wait?: number; readonly instead?: () => unknown } = {},
): Promise<void> {
  let times = 0;
  await until(
    what,
    async () => {
      await act();
      return isSeen(effect, wait * 2 ** times++);
    },
    instead,
  );
}
