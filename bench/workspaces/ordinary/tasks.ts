import type { Random } from "../../../test/robustness/random.js";
import type { Ordinary } from "./index.js";
import { filled, noun, sentence } from "./words.js";

/** Tasks of Ansible. Some call the module `service` by its short name, which collectors have a section of. */
export const tasks: Ordinary = {
  pathOf: (name) => `roles/${name}/tasks/main.yml`,
  linesOf(random, lines) {
    const prefix = random.below(3) === 0 ? "" : "ansible.builtin.";
    return filled(["---", `# ${sentence(random, 8)}`], lines, () => [
      `- name: ${sentence(random, 6)}`,
      ...action(random, prefix),
      ...random.pick([[], ["  become: true"], [`  when: ${noun(random)}_enabled | default(true)`]]),
      `  tags: [${noun(random)}, ${noun(random)}]`,
      "",
    ]);
  },
};

function action(random: Random, prefix: string): readonly string[] {
  const name = noun(random);
  return random.pick([
    [`  ${prefix}package:`, `    name: "{{ ${name}_packages }}"`, "    state: present"],
    [`  ${prefix}service:`, `    name: ${name}d`, "    state: restarted", "    enabled: true"],
    [
      `  ${prefix}template:`,
      `    src: ${name}.conf.j2`,
      `    dest: /etc/${name}/${name}.conf`,
      "    owner: root",
      `    mode: "0644"`,
      `  notify: Restart ${name}`,
    ],
    [
      `  ${prefix}copy:`,
      `    dest: /usr/local/bin/${name}`,
      "    content: |",
      "      #!/bin/sh",
      `      exec /opt/${name}/bin/${noun(random)} "$@"`,
    ],
  ]);
}
