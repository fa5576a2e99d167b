import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatMessages } from "esbuild";
import { parse } from "yaml";
import packageJson from "../../package.json";
import { bundles, checkout } from "../../scripts/bundles.js";

interface Launch {
  readonly configurations: readonly {
    readonly name: string;
    readonly program?: string;
    readonly outFiles?: readonly string[];
    readonly preLaunchTask?: string;
  }[];
}

interface Tasks {
  readonly tasks: readonly {
    readonly label: string;
    readonly script?: string;
    readonly command?: string;
    readonly problemMatcher:
      | string
      | readonly string[]
      | { readonly pattern: readonly Pattern[]; readonly background: { readonly endsPattern: string } };
  }[];
}

interface Pattern {
  readonly regexp: string;
  readonly severity?: number;
  readonly message?: number;
  readonly file?: number;
  readonly line?: number;
  readonly column?: number;
}

/** A form for issues, in the words of GitHub. */
interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly {
    readonly type: string;
    readonly id?: string;
    readonly attributes: { readonly label?: string; readonly value?: string };
  }[];
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(checkout, ".vscode", name), "utf8"));
const here = (path: string): string => path.replace("${workspaceFolder}", checkout);

describe("the workbench of those who write Portolan", () => {
  const { configurations } = read("launch.json") as Launch;
  const { tasks } = read("tasks.json") as Tasks;

  it("starts programs and tasks that are there", () => {
    const labels = new Set(tasks.map(({ label }) => label));
    for (const { name, program, preLaunchTask } of configurations) {
      if (program !== undefined) assert.ok(existsSync(here(program)), `${name}: ${program}`);
      if (preLaunchTask !== undefined) assert.ok(labels.has(preLaunchTask), `${name}: ${preLaunchTask}`);
    }
    for (const { label, script, command } of tasks) {
      if (script !== undefined) assert.ok(script in packageJson.scripts, `${label}: ${script}`);
      if (command !== undefined) assert.ok(existsSync(here(command)), `${label}: ${command}`);
    }
  });

  it("looks for source maps where the build puts them", () => {
    const [own, ...others] = new Set(configurations.flatMap(({ outFiles }) => outFiles ?? []));
    assert.deepEqual([own, others], ["${workspaceFolder}/dist/*.js", []]);
    for (const { outfile, sourcemap, loader } of bundles({ dev: true })) {
      assert.match(outfile ?? "", /^dist\/[^/]+\.js$/);
      // The layout engine is copied, and has none.
      assert.ok(sourcemap === true || loader?.[".js"] === "copy", outfile);
    }
  });

  it("finds what the bundler complains about", async () => {
    const matcher = tasks
      .map(({ problemMatcher }) => problemMatcher)
      .find((each) => typeof each === "object" && "pattern" in each);
    assert.ok(typeof matcher === "object" && "pattern" in matcher);
    const location = { file: "server/src/cli/main.ts", line: 7, column: 4, lineText: "  nonsense", length: 3 };
    const [said = ""] = await formatMessages([{ text: "Expected “;” here", location }], { kind: "error" });
    const matches = matcher.pattern.map(({ regexp }, line) => new RegExp(regexp).exec(said.split("\n")[line] ?? ""));
    assert.ok(
      matches.every((match) => match !== null),
      said,
    );
    const field = (name: Exclude<keyof Pattern, "regexp">): string | undefined =>
      matcher.pattern.flatMap((pattern, line) => matches[line]?.[pattern[name] ?? Infinity] ?? [])[0];
    assert.deepEqual(
      [field("severity"), field("message"), field("file"), field("line"), field("column")],
      ["ERROR", "Expected “;” here", "server/src/cli/main.ts", "7", "4"],
    );
  });

  it("asks in every form for the smallest file, for versions, and to take out secrets", () => {
    const folder = join(checkout, ".github/ISSUE_TEMPLATE");
    const forms = readdirSync(folder);
    assert.deepEqual(forms.sort(), ["crash.yml", "missed-problem.yml", "wrong-finding.yml"]);
    for (const form of forms) {
      const { name, description, body } = parse(readFileSync(join(folder, form), "utf8")) as Form;
      assert.ok(name.length > 5 && description.length > 20, form);
      assert.match(body[0]?.attributes.value ?? "", /^Take out keys, tokens, passwords and host names/, form);
      const fields = body.filter(({ type }) => type !== "markdown");
      const ids = fields.map(({ id }) => id);
      assert.equal(new Set(ids).size, fields.length, form);
      assert.ok(ids.includes("files") && ids.includes("versions"), form);
      assert.match(fields.find(({ id }) => id === "files")?.attributes.label ?? "", /^The smallest files? that show/);
    }
  });
});
