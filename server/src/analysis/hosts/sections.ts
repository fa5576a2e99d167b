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
 * status, 124 for one that was stopped by its time limit; `cut` after it says that there was more.
 *
 * | section                        | what it holds                                                                      |
 * | ------------------------------ | ---------------------------------------------------------------------------------- |
 * | `host`                         | `hostname=`, `kernel=`, `uid=`, `user=`, `bindv6only=`                             |
 * | `os-release`                   | the file                                                                           |
 * | `sockets ss`, `… netstat`, `… lsof` | what `ss -lntup`, `netstat -lntup`, `lsof -nP -i` print                       |
 * | `sockets tcp`, `… tcp6`, `… udp`, `… udp6` | the files of /proc/net                                                 |
 * | `socket-owners`                | `<pid> <inode> <process>` for each socket of a process that may be looked at       |
 * | `process <pid>`                | `exe=`, `user=`, `cgroup=`, `netns=own` or `host`, then `arg=` for each argument   |
 * | `config <path>`                | `state=readable`, `unreadable` or `absent`, `bytes=`, `sha256=`                    |
 * | `unit <name>`                  | properties, as `systemctl show` prints them                                        |
 * | `unit-files <name>`            | what `systemctl cat` prints                                                        |
 * | `log <path>`, `journal <unit>` | the last lines that match, oldest first                                            |
 * | `package <tool>`               | `<name> <version>` a line, of dpkg, rpm or apk                                     |
 * | `program <path>`               | what `--version` prints                                                            |
 * | `connect <address> <port>`     | `state=open`, `refused`, `timeout` or `unknown`                                    |
 * | `http <purpose> <port> <path>` | `status=`, then the first bytes of the body as `body=` lines                       |
 * | `metrics <port>`               | the lines of a Prometheus page that begin with `otelcol_`                          |
 * | `firewalld`, `ufw`, `nft`, `iptables`, `ip6tables` | what the tool lists                                            |
 * | `containers docker`, `… podman` | one JSON object a line, of `ps`                                                   |
 * | `inspect docker`, `… podman`   | the JSON list of `inspect`, of containers that look like collectors or Agents      |
 * | `container-log <engine> <name>` | the last lines that match                                                         |
 * | `pods`                         | the JSON of `kubectl get pods`                                                     |
 * | `agent-status`                 | the OTel part of `datadog-agent status`                                            |
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
