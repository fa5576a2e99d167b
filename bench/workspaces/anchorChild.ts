import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import type { AnchorAnswer, AnchorQuestion, AnchorWork } from "./anchors.js";

/** What stands in what Portolan reads, but in few other files. */
const words = ["receivers:", "containerPort:", "targetPort:"].map((word) => Buffer.from(word));

const works: Readonly<Record<AnchorWork, (path: string) => unknown>> = {
  read: (path) => readFileSync(path),
  scan(path) {
    const bytes = readFileSync(path);
    return words.some((word) => bytes.includes(word));
  },
  parse: (path) => parseAllDocuments(readFileSync(path, "utf8")),
};

process.once("message", ({ work, paths }: AnchorQuestion) => {
  const [started, before] = [performance.now(), process.cpuUsage()];
  for (const path of paths) works[work](path);
  const [wall, { user, system }] = [performance.now() - started, process.cpuUsage(before)];
  const answer: AnchorAnswer = { wall, cpu: (user + system) / 1000 };
  process.send?.(answer, () => {
    process.disconnect();
  });
});
