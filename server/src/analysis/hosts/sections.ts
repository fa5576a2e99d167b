/**
 * What the probe's script sends, and how it is framed: each answer of a tool is one section, unread, so that the script
 * stays simple and the readers can be tested on recorded answers.
 *
 *     @portolan 1
 *     @section sockets ss
 *     |Netid State  Recv-Q Send-Q Local Address:Port …
 *     @end 0
 *     @portolan end
 *
 * A line of a tool's answer has `|` before it, so nothing that stands in a log can pass for a frame. The words after
 * the name are escaped as `%20` where they hold a space or a percent sign. The number after `@end` is the tool's exit
 * status, 124 for one that was stopped by its time limit; `cut` after it says that there was more, and the text then
 * ends with the last whole line. Values of what looks like a secret are `***`.
 *
 * | section                        | what it holds                                                                      |
 * | ------------------------------ | ---------------------------------------------------------------------------------- |
 * | `host`                         | `hostname=`, `kernel=`, `uid=`, `user=`, `time=` with its zone, `bindv6only=`      |
 * | `os-release`                   | the file                                                                           |
 * | `sockets ss`, `… netstat`, `… lsof` | what `ss -lntupe`, `netstat -lntup`, `lsof -nP -iTCP -sTCP:LISTEN -iUDP` print; where one fails, the next follows it |
 * | `sockets tcp`, `… tcp6`, `… udp`, `… udp6` | the lines of the files of /proc/net that are bound; after lsof, or without any tool |
 * | `socket-owners`                | beside them: `<pid> <inode> <process>` for each socket of a process that may be looked at |
 * | `process <pid>`                | `exe=`, `user=`, `cgroup=`, `netns=own` or `host` where it may be seen, then `arg=` for each argument; also of who holds a port that was asked about |
 * | `config <path>`                | `state=readable`, `unreadable` or `absent`, `bytes=`, `sha256=` up to 4 MiB; none for what lives in a container |
 * | `unit <name>`                  | properties, as `systemctl show` prints them                                        |
 * | `unit-files <name>`            | what `systemctl cat` prints                                                        |
 * | `log <path>`, `journal <unit>` | the last lines of each kind that match, oldest first, at most 600 bytes each       |
 * | `package <tool>`               | `<name> <version>` a line, of dpkg, rpm or apk                                     |
 * | `program <path>`               | what `--version` prints, of a program that only root could have put there          |
 * | `connect <address> <port>`     | `state=open`, `refused`, `timeout` or `unknown`                                    |
 * | `http <purpose> <port> <path>` | `status=`, then the first lines of the body as `body=`; empty where no HTTP came back |
 * | `metrics <port>`               | the lines of a Prometheus page that begin with `otelcol_`, without buckets         |
 * | `firewalld`                    | the active zones, as `firewall-cmd --list-all-zones` tells them; status 252: it does not run |
 * | `ufw`                          | in the words of `ufw status verbose`, from ufw's own files                         |
 * | `nft`, `iptables`, `ip6tables` | `nft list ruleset`; the filter table, in the words of `iptables -S`                |
 * | `containers docker`, `… podman` | one JSON object a line, of `ps`                                                   |
 * | `inspect docker`, `… podman`   | a JSON list as of `inspect`, of containers that look like collectors or Agents: `Name`, `Path`, `Args`, `State`, `RestartCount`, `Mounts`, `Config` (`Image`, `Entrypoint`, `Cmd`), `HostConfig` (`NetworkMode`, `PortBindings`), `NetworkSettings.Ports` |
 * | `container-log <engine> <name>` | the last lines of each kind that match                                            |
 * | `pods`                         | the JSON of the API server's list of the pods on this node, at most 100, without `env`, annotations, volumes |
 * | `agent-status`                 | the OTel parts of `datadog-agent status`                                           |
 * | `unseen <what>`                | why, in a few words                                                                |
 */
export interface Section {
  readonly name: string;
  /** The words after the name, unescaped. */
  readonly words: readonly string[];
  /** The lines without their `|`, each ended by a newline. */
  readonly text: string;
  readonly status: number;
  readonly cut: boolean;
}

export interface Sections {
  /** Whether the script came to its end. */
  readonly complete: boolean;
  readonly sections: readonly Section[];
}

/** The script stays far below these; who sends more is not the script. */
const mostSections = 2000;
const longestText = 1 << 20;
const longestOutput = 1 << 24;
const longestTitle = 10_000;

/**
 * Reads what a host sent. What stands before the first frame, such as a greeting, and between frames is left out. A
 * section that does not end is cut, with the status of one that was stopped.
 */
export function readSections(output: string): Sections {
  const sections: Section[] = [];
  let open: OpenSection | undefined;
  let started = false;
  const close = (status: number, cut: boolean): void => {
    if (open !== undefined) sections.push(closed(open, status, cut));
    open = undefined;
  };
  for (const line of wholeLines(output)) {
    if (!started) {
      started = line === "@portolan 1";
    } else if (line.startsWith("|")) {
      if (open !== undefined) addLine(open, line.slice(1));
    } else if (line === "@portolan end") {
      close(stopped, true);
      return { complete: true, sections };
    } else if (line.startsWith("@section ")) {
      close(stopped, true);
      if (sections.length === mostSections) break;
      open = readTitle(line);
    } else {
      const end = /^@end (\d{1,3})( cut)?$/.exec(line);
      if (end !== null) close(Number(end[1]), end[2] !== undefined);
    }
  }
  close(stopped, true);
  return { complete: false, sections };
}

/** The status of what a time limit ended. */
const stopped = 124;

interface OpenSection {
  readonly name: string;
  readonly words: readonly string[];
  readonly lines: string[];
  length: number;
  overlong: boolean;
}

/** `@section config /etc/my%20file`; undefined where it is no title of the script's. */
function readTitle(line: string): OpenSection | undefined {
  if (line.length > longestTitle) return undefined;
  const [, name = "", ...words] = line.split(" ");
  if (!/^[a-z][a-z0-9-]*$/.test(name)) return undefined;
  return { name, words: words.map(unescapeWord), lines: [], length: 0, overlong: false };
}

function unescapeWord(word: string): string {
  return word.replace(/%([0-7][0-9A-F])/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}

function addLine(section: OpenSection, line: string): void {
  section.overlong ||= section.length + line.length >= longestText;
  if (section.overlong) return;
  section.lines.push(line);
  section.length += line.length + 1;
}

function closed({ name, words, lines, overlong }: OpenSection, status: number, cut: boolean): Section {
  return { name, words, text: lines.map((line) => `${line}\n`).join(""), status, cut: cut || overlong };
}

/** The lines that end with a newline; a carriage return before it is a terminal's, which some transports put between. */
function* wholeLines(output: string): Generator<string> {
  const end = Math.min(output.length, longestOutput);
  for (let start = 0; start < end;) {
    const newline = output.indexOf("\n", start);
    if (newline < 0 || newline >= end) return;
    yield output.slice(start, output[newline - 1] === "\r" && newline > start ? newline - 1 : newline);
    start = newline + 1;
  }
}
