const paddedSection = "filelog/nodes";

/** A collector configuration of many teams, exactly as long as asked; the same for the same length every time. */
export function collectorConfig(lines: number): string {
  const fixed = assemble(0, 0).length;
  const perTeam = assemble(1, 0).length - fixed;
  const teams = Math.floor((lines - fixed) / perTeam);
  if (teams < 1) throw new Error(`a generated collector config has at least ${fixed + perTeam} lines`);
  return `${assemble(teams, lines - fixed - teams * perTeam).join("\n")}\n`;
}

function assemble(teams: number, padding: number): readonly string[] {
  const numbers = Array.from({ length: teams }, (_, i) => i);
  return [
    "# One gateway, a receiver and pipelines for each team.",
    "receivers:",
    ...numbers.flatMap(receiver),
    `  ${paddedSection}:`,
    "    include:",
    "      - /var/log/nodes/all.log",
    ...Array.from({ length: padding }, (_, i) => `      - /var/log/nodes/node-${pad(i)}.log`),
    "",
    "processors:",
    "  memory_limiter:",
    "    check_interval: 1s",
    "    limit_mib: 1024",
    "  probabilistic_sampler: # left over: no pipeline uses it",
    "    sampling_percentage: 15",
    ...numbers.flatMap(processors),
    "",
    "exporters:",
    "  debug:",
    "    verbosity: basic",
    ...numbers.flatMap(exporter),
    "",
    "service:",
    "  pipelines:",
    ...numbers.flatMap(pipelines),
    "    logs/nodes:",
    `      receivers: [${paddedSection}]`,
    "      exporters: [debug]",
  ];
}

function receiver(team: number): readonly string[] {
  const port = 20_000 + 10 * team;
  return [
    `  otlp/team-${pad(team)}:`,
    "    protocols:",
    "      grpc:",
    `        endpoint: 0.0.0.0:${port}`,
    "        max_recv_msg_size_mib: 16",
    "      http:",
    `        endpoint: 0.0.0.0:${port + 1}`,
  ];
}

function processors(team: number): readonly string[] {
  return [
    `  batch/team-${pad(team)}:`,
    "    timeout: 5s",
    "    send_batch_size: 2048",
    `  resource/team-${pad(team)}:`,
    "    attributes:",
    "      - key: team.name",
    `        value: "team ${pad(team)}" # as billing spells it`,
    "        action: upsert",
  ];
}

function exporter(team: number): readonly string[] {
  return [
    `  otlp/backend-${pad(team)}:`,
    `    endpoint: backend-${pad(team)}.example.com:4317`,
    "    compression: gzip",
    "    tls:",
    "      insecure: false",
    "    sending_queue:",
    "      queue_size: 5000",
  ];
}

function pipelines(team: number): readonly string[] {
  const id = pad(team);
  return ["traces", "metrics"].flatMap((signal) => [
    `    ${signal}/team-${id}:`,
    `      receivers: [otlp/team-${id}]`,
    `      processors: [memory_limiter, resource/team-${id}, batch/team-${id}]`,
    `      exporters: [otlp/backend-${id}]`,
  ]);
}

function pad(team: number): string {
  return String(team).padStart(3, "0");
}
