import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { eventually } from "../eventually.js";
import { testOutput } from "../host/paths.js";

const patience = 30_000;

/** VS Code's window, used as a person does: with keys, the mouse and what can be read on it. */
export class Workbench {
  private constructor(private readonly page: Page) {}

  static async open(browser: Browser, url: string): Promise<Workbench> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 760 } });
    page.setDefaultTimeout(patience);
    await page.goto(url);
    await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
    return new Workbench(page);
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  async screenshot(name: string): Promise<void> {
    // In the middle of a fade a picture shows neither state.
    await sleep(400);
    await this.page.screenshot({ path: join(testOutput, `${name}.png`) });
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  async openFile(path: string, how: "here" | "beside" = "here"): Promise<Editor> {
    await this.press("Control+P");
    await this.fillQuickInput(path);
    await this.quickRow(baseName(path)).waitFor();
    await this.press(how === "here" ? "Enter" : "Control+Enter");
    const editor = new Editor(this.page, baseName(path));
    await editor.root.waitFor();
    return editor;
  }

  /** The box that asks for a text has the same field as the list before it: it is there once the list is gone. */
  async fillInputBox(text: string): Promise<void> {
    await this.page.locator(".quick-input-list").waitFor({ state: "hidden" });
    await this.fillQuickInput(text);
  }

  async fillQuickInput(text: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input[type=text]");
    await input.waitFor();
    await input.fill(text);
  }

  async pickQuickRow(text: string): Promise<void> {
    await this.quickRow(text).click();
  }

  quickRow(text: string): Locator {
    return this.page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
  }

  /** What the quick input says of the text typed into it. */
  async quickInputMessage(wanted: RegExp): Promise<void> {
    await this.page.locator(".quick-input-message", { hasText: wanted }).waitFor();
  }

  /** Diagnostics that arrive at that moment close the menu; a person presses the keys again. */
  async quickFixes(): Promise<string[]> {
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    for (let tries = 0; tries < 5; tries++) {
      await this.press("Control+.");
      const shown = await rows
        .first()
        .waitFor({ timeout: 4000 })
        .then(
          () => true,
          () => false,
        );
      if (shown) return rows.allInnerTexts();
    }
    throw new Error("The menu of quick-fixes does not open.");
  }

  async pickQuickFix(title: string): Promise<void> {
    const row = this.page.locator(".action-widget .monaco-list-row.action").getByText(title, { exact: true }).first();
    await row.click({ timeout: 4000 }).catch(async () => {
      await this.quickFixes();
      await row.click();
    });
  }

  async openView(title: string): Promise<void> {
    await this.page.locator(".activitybar .action-item").getByLabel(title, { exact: true }).first().click();
  }

  async widenSideBar(by: number): Promise<void> {
    const box = await this.page.locator(".part.sidebar").boundingBox();
    assert(box);
    const [x, y] = [box.x + box.width, box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + by, y, { steps: 5 });
    await this.page.mouse.up();
  }

  /** A row of the tree in the side bar, by what a screen reader says of it. */
  treeRow(spoken: string): Locator {
    return this.page.locator(`.part.sidebar .monaco-list-row[aria-label*="${spoken}"]`).first();
  }

  notification(text: RegExp): Locator {
    return this.page.locator(".notification-toast", { hasText: text });
  }

  button(text: string): Locator {
    return this.page.getByRole("button", { name: text, exact: true });
  }

  async statusBarSays(text: RegExp): Promise<void> {
    await this.page.locator(".statusbar-item", { hasText: text }).first().waitFor();
  }

  hoverText(text: RegExp): Locator {
    return this.page.locator(".monaco-hover:visible", { hasText: text }).first();
  }
}

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
    await eventually(`${count} squiggles`, async () => (await squiggles.count()) === count || undefined);
  }

  async hover(text: string): Promise<void> {
    const { x, y } = await this.middleOf(text);
    await this.page.mouse.move(x, y, { steps: 4 });
  }

  async click(text: string): Promise<void> {
    const { x, y } = await this.middleOf(text);
    await this.page.mouse.click(x, y);
  }

  async shows(text: string): Promise<void> {
    await this.root.locator(".view-line", { hasText: text }).first().waitFor();
  }

  async close(): Promise<void> {
    await this.page.locator(`.tab[data-resource-name="${this.name}"] [aria-label^="Close"]`).click();
    await this.root.waitFor({ state: "hidden" });
  }

  private async middleOf(text: string): Promise<{ x: number; y: number }> {
    const box = await this.root.locator(".view-line > span > span", { hasText: text }).first().boundingBox();
    assert(box, `"${text}" is not on the screen.`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
