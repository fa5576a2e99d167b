import assert from "node:assert/strict";
import { join } from "node:path";
import type { Browser, Frame, Locator, Page } from "playwright-core";
import { eventually, patience, until } from "../eventually.js";
import { testOutput } from "../host/paths.js";
import { Editor, isSeen, repeatedly } from "./editor.js";

const quickField = ".quick-input-widget input[type=text]";
const quickFixRow = ".action-widget .monaco-list-row.action";

/** VS Code's window, used as a person does: with keys, the mouse and what can be read on it. */
export class Workbench {
  private constructor(private readonly page: Page) {}

  static async open(browser: Browser, url: string, opensFolder = true): Promise<Workbench> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 760 } });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    try {
      await page.goto(url);
      return await Workbench.shownIn(page, opensFolder);
    } catch (error) {
      await context.close();
      throw error;
    }
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
    return Workbench.shownIn(await opened);
  }

  async close(): Promise<void> {
    const context = this.page.context();
    await this.page.close();
    if (context.pages().length === 0) await context.close();
  }

  async screenshot(name: string): Promise<void> {
    // In the middle of a fade a picture shows neither state.
    await this.page.screenshot({ path: join(testOutput, `${name}.png`), animations: "disabled" });
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  async openFile(path: string, how: "here" | "beside" = "here"): Promise<Editor> {
    const name = baseName(path);
    await this.quickInput("Control+P");
    await this.fillQuickInput(path);
    // The list of what was open before is there first.
    const inFolder = name === path ? "" : `[aria-label*="${path.slice(0, -name.length - 1)}"]`;
    await this.page.locator(`.quick-input-list .monaco-list-row.focused[aria-label^="${name}"]${inFolder}`).waitFor();
    await this.press(how === "here" ? "Enter" : "Control+Enter");
    const editor = new Editor(this.page, name);
    await editor.root.waitFor();
    return editor;
  }

  /** Keys that open the list or field on top; those that come before the window listens are lost. */
  private async quickInput(keys: string): Promise<void> {
    await repeatedly(`what ${keys} opens`, () => this.press(keys), this.page.locator(quickField));
  }

  /** The box that asks for a text has the same field as the list before it: it is there once the list is gone. */
  async fillInputBox(text: string): Promise<void> {
    await this.page.locator(".quick-input-list").waitFor({ state: "hidden" });
    await this.fillQuickInput(text);
  }

  async fillQuickInput(text: string): Promise<void> {
    const input = this.page.locator(quickField);
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
    const rows = this.page.locator(quickFixRow);
    return eventually("the menu of quick-fixes", async () => {
      await repeatedly("the menu of quick-fixes", () => this.press("Control+."), rows.first());
      const titles = await rows.allInnerTexts();
      return titles.length > 0 ? titles : undefined;
    });
  }

  async pickQuickFix(title: string): Promise<void> {
    const row = this.page.locator(quickFixRow).getByText(title, { exact: true }).first();
    await until(`the quick-fix "${title}"`, async () => {
      if (!(await row.isVisible())) await this.quickFixes();
      return row.click({ timeout: 10_000 }).then(
        () => true,
        () => false,
      );
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
    const icon = this.page
      .locator(".activitybar .action-item")
      .getByLabel(new RegExp(`^${title}\\b`))
      .first();
    const shown = this.page.locator(".part.sidebar .composite.title", { hasText: title });
    // A second click closes the view again.
    await repeatedly(`the view ${title}`, () => icon.click({ force: true }), shown, { wait: 20_000 });
  }

  /** A button in the title of the view that is open. */
  async viewAction(title: string): Promise<void> {
    const titles = this.page.locator(".part.sidebar .pane-header, .part.sidebar .composite.title");
    const button = this.page.locator(`.part.sidebar .action-label[aria-label^="${title}"]`);
    await this.clickOnHover(titles.first(), button.first());
  }

  async rowAction(row: Locator, title: string): Promise<void> {
    await this.clickOnHover(row, row.getByLabel(title));
  }

  /** A button that is shown while the mouse is on what it belongs to. What is drawn anew forgets the mouse. */
  private async clickOnHover(owner: Locator, button: Locator): Promise<void> {
    await until(`a button on ${String(owner)}`, async () => {
      await this.page.mouse.move(0, 0);
      await owner.hover();
      return button.click({ timeout: 10_000 }).then(
        () => true,
        () => false,
      );
    });
  }

  async chooseTheme(name: string): Promise<void> {
    await this.runCommand("Preferences: Color Theme");
    await this.fillQuickInput(name);
    await this.pickQuickRow(name);
  }

  async widenSideBar(by: number): Promise<void> {
    const bar = this.page.locator(".part.sidebar");
    const width = async (): Promise<number> => (await bar.boundingBox())?.width ?? 0;
    const before = await width();
    await until("a wider side bar", async () => {
      const box = await bar.boundingBox();
      assert(box);
      const [x, y] = [box.x + box.width, box.y + box.height / 2];
      await this.page.mouse.move(x, y);
      await this.page.mouse.down();
      await this.page.mouse.move(x + by, y, { steps: 5 });
      await this.page.mouse.up();
      return (await width()) > before;
    });
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

  /** A command that may not be run yet, such as in a workspace not yet known as trusted, is not in the list. */
  async runCommand(title: string): Promise<void> {
    const row = this.quickRow(title);
    await until(
      `the command "${title}"`,
      async () => {
        await this.quickInput("F1");
        await this.fillQuickInput(`>${title}`);
        if (await isSeen(row, 10_000)) return true;
        await this.press("Escape");
        return false;
      },
      () => this.page.locator(".quick-input-list .monaco-list-row").allInnerTexts(),
    );
    await row.click();
  }

  walkthroughStep(title: string): Locator {
    return this.page.locator(".getting-started-step", { hasText: title }).first();
  }

  editor(name: string): Editor {
    return new Editor(this.page, name);
  }

  async hasFocusIn(selector: string): Promise<void> {
    await this.page.locator(`${selector} :focus`).first().waitFor({ state: "attached" });
  }

  async hasBadge(view: string, text: string): Promise<void> {
    const item = this.page.locator(".activitybar .action-item", { has: this.page.getByLabel(view) }).first();
    await item.locator(".badge-content", { hasText: new RegExp(`^${text}$`) }).waitFor();
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
    await this.quickInput("Control+G");
    await this.fillQuickInput(`:${line}:${column}`);
    await this.press("Enter");
    await this.statusBarSays(new RegExp(`^Ln ${line}, Col ${column}`));
    await this.hasFocusIn(".monaco-editor.focused");
  }

  /** The row that Enter takes, of the list that completes what is typed. */
  suggestion(text: string): Locator {
    return this.page.locator(".suggest-widget .monaco-list-row.focused", { hasText: text });
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

  /** What there is to see, in a few words, for the report of a step that failed. */
  async glance(): Promise<string> {
    const parts = ["tab.active", "notification-toast", "monaco-dialog-box", "quick-input-widget", "monaco-hover"];
    const seen = parts.map(async (part) => {
      const texts = await this.page.locator(`.${part}:visible`).allInnerTexts();
      return texts.map((text) => `${part}: ${text.replaceAll(/\s+/g, " ").slice(0, 200)}`);
    });
    const status = this.page.locator(".statusbar-item:visible").allInnerTexts();
    return [...(await Promise.all(seen)).flat(), `status bar: ${(await status).join(" | ")}`].join("\n");
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
