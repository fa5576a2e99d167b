import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Frame, Locator, Page } from "playwright-core";
import { eventually } from "../eventually.js";
import { testOutput } from "../host/paths.js";

const patience = 30_000;

/** VS Code's window, used as a person does: with keys, the mouse and what can be read on it. */
export class Workbench {
  private constructor(private readonly page: Page) {}

  static async open(browser: Browser, url: string, opensFolder = true): Promise<Workbench> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 760 } });
    page.setDefaultTimeout(patience);
    await page.goto(url);
    return Workbench.shownIn(page, opensFolder);
  }

  /** A window shows the files of its folder; without one it shows nothing but the icons of its views. */
  private static async shownIn(page: Page, opensFolder = true): Promise<Workbench> {
    const files = page.locator(".explorer-folders-view .monaco-list-row").first();
    await (
      opensFolder
        ? files
        : page
            .locator(".activitybar")
            .getByLabel(/^Portolan/)
            .first()
    ).waitFor();
    return new Workbench(page);
  }

  /** What a person does in this window opens another one. */
  async windowOpenedBy(act: () => Promise<void>): Promise<Workbench> {
    const opened = this.page.context().waitForEvent("page");
    await act();
    const page = await opened;
    page.setDefaultTimeout(patience);
    return Workbench.shownIn(page);
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

  /** What asks in the middle of the window and waits. */
  modal(text: string): Locator {
    return this.page.locator(".monaco-dialog-box", { hasText: text });
  }

  /** The page of an extension, by a text on it. Its frame lies in another one. */
  webview(text: string): Promise<Frame> {
    return eventually(`a page with "${text}"`, async () => {
      for (const frame of this.page.frames()) {
        const found = await frame
          .getByText(text)
          .first()
          .isVisible()
          .catch(() => false);
        if (found && frame !== this.page.mainFrame()) return frame;
      }
      return undefined;
    });
  }

  async openView(title: string): Promise<void> {
    // A badge adds what it says to the name, and lies over the icon.
    await this.page
      .locator(".activitybar .action-item")
      .getByLabel(new RegExp(`^${title}\\b`))
      .first()
      .click({ force: true });
  }

  /** A button in the title of the view that is open, which shows its buttons while the mouse is there. */
  async viewAction(title: string): Promise<void> {
    await this.page.locator(".part.sidebar .pane-header, .part.sidebar .composite.title").first().hover();
    await this.page.locator(`.part.sidebar .action-label[aria-label^="${title}"]`).first().click();
  }

  async chooseTheme(name: string): Promise<void> {
    await this.press("Control+K");
    await this.press("Control+T");
    await this.fillQuickInput(name);
    await this.pickQuickRow(name);
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

  selectedRow(spoken: string): Locator {
    return this.page.locator(`.part.sidebar .monaco-list-row.selected[aria-label*="${spoken}"]`).first();
  }

  focusedRow(spoken: string): Locator {
    return this.page.locator(`.part.sidebar .monaco-list-row.focused[aria-label*="${spoken}"]`).first();
  }

  /** Types into the search that the tree in the side bar has of its own. */
  async findInTree(text: string): Promise<void> {
    await this.page.locator(".part.sidebar .monaco-tree-type-filter input").fill(text);
  }

  /** What stands in a view instead of rows. */
  welcome(text: RegExp): Locator {
    return this.page.locator(".part.sidebar .welcome-view-content", { hasText: text });
  }

  menuItem(text: string): Locator {
    return this.page.locator(".monaco-menu .action-item", { hasText: text }).first();
  }

  async runCommand(title: string): Promise<void> {
    await this.press("F1");
    await this.fillQuickInput(`>${title}`);
    await this.pickQuickRow(title);
  }

  walkthroughStep(title: string): Locator {
    return this.page.locator(".getting-started-step", { hasText: title }).first();
  }

  editor(name: string): Editor {
    return new Editor(this.page, name);
  }

  async isFocusIn(selector: string): Promise<boolean> {
    return (await this.page.locator(`${selector} :focus`).count()) > 0;
  }

  async badgeOf(view: string): Promise<string> {
    const item = this.page.locator(".activitybar .action-item", { has: this.page.getByLabel(view) }).first();
    return item.locator(".badge-content").innerText();
  }

  /**
   * Milliseconds from the last press of a button of the mouse until something is to be seen in the side bar, by the
   * page's own clock.
   */
  async millisecondsUntil(selector: string, act: () => Promise<void>): Promise<number> {
    await this.page.evaluate(`{
      const timing = (globalThis.timing = { pressed: 0, took: 0 });
      document.addEventListener("mousedown", () => (timing.pressed = performance.now()), { capture: true });
      const look = () => {
        const isSeen = document.querySelector('.part.sidebar ${selector}')?.checkVisibility() === true;
        if (timing.pressed > 0 && isSeen) timing.took = performance.now() - timing.pressed;
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }`);
    await act();
    const took = await this.page.waitForFunction<number>("globalThis.timing.took");
    return Math.round(await took.jsonValue());
  }

  notification(text: RegExp): Locator {
    return this.page.locator(".notification-toast", { hasText: text });
  }

  /** Puts the cursor there, both counted from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.press("Control+G");
    await this.fillQuickInput(`:${line}:${column}`);
    await this.press("Enter");
    await this.statusBarSays(new RegExp(`^Ln ${line}, Col ${column}`));
  }

  /** A row of the list that completes what is typed. */
  suggestion(text: string): Locator {
    return this.page.locator(".suggest-widget .monaco-list-row", { hasText: text }).first();
  }

  /** @param keys what ends it: Enter, or Control+Enter for a look at what it changes */
  async renameTo(name: string, keys: string): Promise<void> {
    const input = this.page.locator(".rename-box input");
    await input.waitFor();
    await input.fill(name);
    await this.press(keys);
  }

  button(text: string): Locator {
    return this.page.getByRole("button", { name: text, exact: true });
  }

  statusBarItem(text: RegExp): Locator {
    return this.page.locator(".statusbar-item", { hasText: text }).first();
  }

  /** How many there are, as a screen reader says it of the status bar. */
  async problemsAre(spoken: string): Promise<void> {
    await this.page.locator(`.statusbar [aria-label^="${spoken}"]`).first().waitFor();
  }

  async statusBarSays(text: RegExp): Promise<void> {
    await this.statusBarItem(text).waitFor();
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
