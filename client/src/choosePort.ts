import { InputBoxValidationSeverity, type QuickPickItem, window } from "vscode";
import type { PortChoices } from "../../server/src/protocol.js";
import { judgePort } from "./judgePort.js";

interface Choice extends QuickPickItem {
  /** Absent where the person wants to type the number. */
  readonly port?: number;
}

/** Lets the person pick a proposed port or type another one. */
export async function choosePort(choices: PortChoices): Promise<number | undefined> {
  const picked = await pickProposal(choices);
  if (picked === undefined) return undefined;
  return picked.choice.port ?? (await typePort(choices, picked.typed));
}

function pickProposal(choices: PortChoices): Promise<{ choice: Choice; typed: string } | undefined> {
  const quickPick = window.createQuickPick<Choice>();
  quickPick.title = title(choices);
  quickPick.placeholder = `Now ${choices.current}. Pick a port that is free, or type another`;
  quickPick.items = [
    ...choices.proposals.map(({ port, note }) => ({
      port,
      label: String(port),
      ...(note === undefined ? {} : { description: note }),
    })),
    { label: "Another port…", alwaysShow: true },
  ];
  return new Promise((resolve) => {
    quickPick.onDidAccept(() => {
      const [choice] = quickPick.selectedItems;
      resolve(choice === undefined ? undefined : { choice, typed: quickPick.value });
      quickPick.hide();
    });
    quickPick.onDidHide(() => {
      resolve(undefined);
      quickPick.dispose();
    });
    quickPick.show();
  });
}

async function typePort(choices: PortChoices, typed: string): Promise<number | undefined> {
  const answer = await window.showInputBox({
    title: title(choices),
    prompt: `The port that the ${choices.owner} listens on`,
    value: typed,
    valueSelection: [typed.length, typed.length],
    validateInput(value) {
      const judgement = value === "" ? undefined : judgePort(value, choices);
      if (judgement === undefined) return undefined;
      const severity =
        judgement.verdict === "refused" ? InputBoxValidationSeverity.Error : InputBoxValidationSeverity.Warning;
      return { message: judgement.message, severity };
    },
  });
  return answer === undefined || answer === "" ? undefined : Number(answer);
}

function title(choices: PortChoices): string {
  return `Change the port of the ${choices.owner}`;
}
