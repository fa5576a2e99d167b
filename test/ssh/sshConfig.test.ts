import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { hostAliases } from "../../server/src/ssh/sshConfig.js";

describe("aliases of ssh's configuration", () => {
  let home: string;
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), "portolan-home-"))));
  afterEach(() => rmSync(home, { recursive: true }));

  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  };
  const aliasesOf = (config: string): readonly string[] => {
    put(".ssh/config", config);
    return hostAliases(home);
  };

  it("lists what is named one by one, each once, in its order", () => {
    const config = 'Host web-1 web-2\n  HostName 10.0.0.1\nhost="db" # the one\nHOST\tWEB-3 web-1\r\nHost=last\n';
    assert.deepEqual(aliasesOf(config), ["web-1", "web-2", "db", "WEB-3", "last"]);
  });

  it("leaves out patterns, negations and what could not stand in a command line", () => {
    assert.deepEqual(aliasesOf("Host * web-? !web-9 web-1\nHost -oProxyCommand $(id) a;b\nHost ok\n"), ["web-1", "ok"]);
  });

  it("survives lines that do not parse", () => {
    assert.deepEqual(aliasesOf('Host\nHost "open\nMatch exec\nInclude\nHost web-1\n'), ["web-1"]);
    assert.deepEqual(hostAliases(join(home, "nobody")), []);
  });

  it("follows Includes, relative, from home and by pattern", () => {
    put(".ssh/conf.d/b.conf", "Host b\n");
    put(".ssh/conf.d/a.conf", "Host a\n");
    put(".ssh/conf.d/.hidden.conf", "Host hidden\n");
    put("elsewhere/more", "Include nested\nHost more\n");
    put(".ssh/nested", "Host nested\n");
    const config = `Include conf.d/*.conf ~/elsewhere/more\nInclude ${join(home, "missing")} %d/x \${HOME}/y\nHost own\n`;
    assert.deepEqual(aliasesOf(config), ["a", "b", "nested", "more", "own"]);
  });

  it("ends where Includes go in circles", () => {
    assert.deepEqual(aliasesOf("Host a\nHost *\nInclude config\nInclude config\n"), ["a"]);
  });

  it("keeps to what holds: an Include below a Host is for that host alone", () => {
    put(".ssh/inner", "Host web-1 web-2\n");
    assert.deepEqual(aliasesOf("Host web-1\n  Include inner\n"), ["web-1"]);
    assert.deepEqual(aliasesOf("Host web-* !web-2\n  Include inner\n"), ["web-1"]);
    assert.deepEqual(aliasesOf("Match all\n  Include inner\n"), ["web-1", "web-2"]);
  });

  it("runs no `Match exec`, and does not look at what stands below it", () => {
    put(".ssh/inner", "Host inner\n");
    const ran = join(home, "ran");
    assert.deepEqual(aliasesOf(`Match exec "touch ${ran}"\n  Include inner\nHost web-1\n`), ["web-1"]);
    assert.deepEqual(aliasesOf(`Match host web-1 exec "touch ${ran}"\n  Include inner\nHost web-1\n`), ["web-1"]);
    assert.equal(existsSync(ran), false);
  });
});
