import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../scripts/bundles.js";

interface Setting {
  readonly type: string;
  readonly default?: unknown;
  readonly scope?: string;
  readonly order?: number;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownDescription?: string;
}

interface Manifest {
  readonly version: string;
  readonly extensionKind: readonly string[];
  readonly keywords: readonly string[];
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly description: string;
      readonly restrictedConfigurations: readonly string[];
    };
    readonly virtualWorkspaces: { readonly supported: boolean; readonly description: string };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category?: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

describe("the extension's manifest", () => {
  const manifest = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8")) as Manifest;
  const settings = Object.entries(manifest.contributes.configuration.properties);

  it("says of every setting what it is for, where it holds and what it is without anybody", () => {
    assert.ok(settings.length >= 7);
    for (const [name, setting] of settings) {
      assert.match(name, /^portolan\.[\w.]+$/);
      assert.match(setting.markdownDescription ?? "", /^[A-Z].{30,}\.$/s, name);
      assert.match(setting.scope ?? "", /^(?:machine|window|resource)$/, name);
      assert.notEqual(setting.default, undefined, name);
    }
    const orders = settings.map(([, { order }]) => order);
    assert.equal(new Set(orders).size, orders.length);
  });

  it("says of every value of a setting what it does", () => {
    for (const [name, setting] of settings) {
      assert.equal(setting.enumDescriptions?.length, setting.enum?.length, name);
      for (const each of setting.enumDescriptions ?? []) assert.match(each, /^[A-Z].+\.$/, name);
    }
  });

  it("lets no workspace that is not trusted, and no workspace's settings, say which program runs", () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    assert.equal(untrustedWorkspaces.supported, "limited");
    const named = new Set(settings.map(([name]) => name));
    assert.deepEqual(
      untrustedWorkspaces.restrictedConfigurations.filter((name) => !named.has(name)),
      [],
    );
    const programs = settings.filter(([name]) => name.endsWith(".path"));
    assert.deepEqual(
      programs.map(([, { scope }]) => scope),
      ["machine"],
    );
    assert.deepEqual(
      programs.map(([name]) => name),
      untrustedWorkspaces.restrictedConfigurations,
    );
    assert.equal(virtualWorkspaces.supported, false);
    assert.deepEqual(manifest.extensionKind, ["workspace"]);
  });

  it("names its commands alike", () => {
    for (const { command, title, category } of manifest.contributes.commands) {
      assert.match(command, /^portolan\.[\w.]+$/);
      assert.match(title, /^[A-Z]/);
      assert.equal(category, "Portolan", command);
    }
  });

  it("asks for the editor whose API it is compiled against", () => {
    const wanted = /^\^(\d+\.\d+)\.\d+$/.exec(manifest.engines.vscode)?.[1];
    assert.equal(manifest.devDependencies["@types/vscode"], `~${String(wanted)}.0`);
  });

  it("keeps what galleries allow: at most 30 keywords, a version of three numbers", () => {
    assert.ok(manifest.keywords.length <= 30);
    assert.equal(new Set(manifest.keywords).size, manifest.keywords.length);
    assert.match(manifest.version, /^\d+\.\d+\.\d+$/);
  });

  it("has its version in the changelog", () => {
    const changelog = readFileSync(join(checkout, "CHANGELOG.md"), "utf8");
    assert.ok(changelog.includes(`\n## [${manifest.version}]`), `no section on ${manifest.version}`);
  });
});
