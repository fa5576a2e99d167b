import assert from "node:assert/strict";
import fc from "fast-check";
import type { CollectorFacts, ContainerFacts, PortChange } from "../../server/src/analysis/facts.js";
import { shellSource, textsOfShell } from "../../server/src/analysis/sources/shell/source.js";
import type { TextResult } from "../../server/src/analysis/sources/source.js";
import type { Span } from "../../server/src/analysis/text.js";
import { get } from "../../server/src/analysis/yaml/access.js";
import { parseEmbedded } from "../../server/src/analysis/yaml/parse.js";

const file = "/srv/shop/run.sh";

const read = (text: string): TextResult =>
  shellSource.marker.test(text) ? shellSource.read(text, file) : { facts: [], problems: [] };
const containersIn = (text: string): readonly ContainerFacts[] =>
  read(text).facts.flatMap((fact) =>
    fact.kind === "containers" && fact.engine === "docker-run" ? fact.containers : [],
  );
const only = (text: string): ContainerFacts => {
  const containers = containersIn(text);
  assert.equal(containers.length, 1, text);
  return containers[0]!;
};

const cut = (text: string, span: Span): string => text.slice(span.start, span.end);
const digits = (text: string, change: PortChange): string | undefined =>
  change.kind === "digits" ? cut(text, change.place.span) : undefined;

describe("finding docker run in a script", () => {
  const found: readonly string[] = [
    "docker run a/b",
    "docker container run a/b",
    "podman run a/b",
    "nerdctl run a/b",
    "sudo docker run a/b",
    "sudo -E -u otel /usr/bin/docker run a/b",
    "env A=b docker run a/b",
    "A=b docker run a/b",
    "docker --context prod -H ssh://x --debug run a/b",
    "${DOCKER:-docker} run a/b",
    "id=$(docker run -d a/b)",
    'id="`docker run -d a/b`"',
    "if ! docker run a/b; then exit 1; fi",
    "start() {\n  docker run a/b\n}",
    "docker rm -f x || true; docker run a/b && echo ok",
    "(docker run a/b | tee log) &",
    "docker run \\\n  -d \\\n  a/b",
    "docker run \\\r\n  -d \\\r\n  a/b\r\n",
    "docker run -- a/b",
    "cat <<EOF\n'\nEOF\ndocker run a/b",
    "docker run a/b 'never closed",
  ];
  for (const text of found) {
    it(JSON.stringify(text), () => {
      const { image } = only(text).process;
      assert.equal(image?.repository, "a/b");
      assert.equal(cut(text, image.place.span), "a/b");
    });
  }

  const absent: readonly string[] = [
    "# docker run a/b",
    "echo docker run a/b",
    "echo 'docker run -p 1:1 a/b'",
    "cat <<EOF\ndocker run a/b\nEOF",
    "ssh host docker run a/b",
    "docker exec a docker run a/b",
    "docker compose run a b",
    "docker build -t run .",
    "docker run",
    "docker run [OPTIONS] <IMAGE>",
    "docker run -p 4317:4317 ... a/b",
    "docker run -p 4317:4317 \\\n  # the port\n  a/b",
    "docker run -p 4317:4317",
    "npm run docker",
    "",
  ];
  for (const text of absent) it(`not in ${JSON.stringify(text)}`, () => assert.deepEqual(containersIn(text), []));

  it("tells scripts by their names", () => {
    for (const name of ["/a/run.sh", "/a/RUN.SH", "/a/b.bash", "/a/b.zsh", "/a/b.ksh"])
      assert.ok(shellSource.mayBe(name));
    for (const name of ["/a/sh", "/a/run.sh.md", "/a/b.fish", "/a/b.py"]) assert.ok(!shellSource.mayBe(name));
  });
});

describe("flags of docker run", () => {
  /** What is written before the image `a/b:1`, and the ports it publishes. */
  const ports: readonly (readonly [string, readonly (string | number | null | undefined)[]])[] = [
    ["-p 14317:4317", ["", 14317, 4317, "tcp", "14317", "4317"]],
    ["-p14317:4317", ["", 14317, 4317, "tcp", "14317", "4317"]],
    ["-p=14317:4317", ["", 14317, 4317, "tcp", "14317", "4317"]],
    ["-dp 14317:4317", ["", 14317, 4317, "tcp", "14317", "4317"]],
    ["-itdp14317:4317", ["", 14317, 4317, "tcp", "14317", "4317"]],
    ["--publish 14317:4317", ["", 14317, 4317, "tcp", "14317", "4317"]],
    ["--publish=14317:4317", ["", 14317, 4317, "tcp", "14317", "4317"]],
    ["-p '14317:4317'", ["", 14317, 4317, "tcp", "14317", "4317"]],
    ['-p "127.0.0.1:14317:4317/udp"', ["127.0.0.1", 14317, 4317, "udp", "14317", "4317"]],
    ["-p [::1]:14317:4317", ["::1", 14317, 4317, "tcp", "14317", "4317"]],
    ["-p 4317", ["", null, 4317, "tcp", undefined, "4317"]],
    ["-p ${PORT:-14317}:4317", ["", 14317, 4317, "tcp", "14317", "4317"]],
    ['-p "${PORT:-14317}":4317', ["", 14317, 4317, "tcp", "14317", "4317"]],
    ["-p $PORT:4317", ["", null, 4317, "tcp", undefined, "4317"]],
    ["-p $(free-port):4317", ["", null, 4317, "tcp", undefined, "4317"]],
    ["-p '$PORT':4317", ["", null, 4317, "tcp", undefined, "4317"]],
    ["-p $IP:14317:4317", [null, 14317, 4317, "tcp", "14317", "4317"]],
    ["-p 143\\\n17:4317", ["", 14317, 4317, "tcp", undefined, "4317"]],
  ];
  for (const [flags, expected] of ports) {
    it(flags, () => {
      const text = `docker run ${flags} a/b:1 --config x`;
      const { published, unreadPorts, process } = only(text);
      assert.deepEqual(
        published.map((port) => [
          port.hostIp,
          port.outer,
          port.inner,
          port.transport,
          digits(text, port.changeOuter),
          digits(text, port.changeInner),
        ]),
        [expected],
      );
      assert.match(cut(text, published[0]!.place.span), /4317/);
      assert.deepEqual(unreadPorts, []);
      assert.equal(process.image?.tag, "1");
      assert.deepEqual(
        process.args?.map((word) => cut(text, word.place.span)),
        ["--config", "x"],
      );
    });
  }

  it("expands ranges and says what it cannot read", () => {
    const text = "docker run -p 8000-8001:9000-9001 -p $P -p 1:$P a/b";
    const { published, unreadPorts } = only(text);
    assert.deepEqual(
      published.map(({ outer, inner, changeOuter }) => [outer, inner, changeOuter.kind]),
      [
        [8000, 9000, "none"],
        [8001, 9001, "none"],
      ],
    );
    assert.deepEqual(
      unreadPorts.map(({ span }) => cut(text, span)),
      ["$P", "1:$P"],
    );
  });

  /** What stands between `run` and the end, and which word is the image. */
  const images: readonly (readonly [string, string | undefined])[] = [
    ["--rm -it a/b sh", "a/b"],
    ["--restart unless-stopped --cpus 2 -m 1g -l x=y a/b", "a/b"],
    ["--privileged --init --read-only --pull=always a/b c", "a/b"],
    ["--rm=true --sig-proxy=false a/b", "a/b"],
    ["-w /x -u 0 -h name a/b", "a/b"],
    ["$OPTS a/b", "a/b"],
    ['"${flags[@]}" a/b', "a/b"],
    ["-p 1:1 $IMAGE --config x", undefined],
    ['-p 1:1 "$WHAT" --config x', undefined],
    ["a/b:${TAG:-1}", "a/b"],
    ["${REGISTRY}/a/b", "a/b"],
    ["'a/b'", "a/b"],
  ];
  for (const [words, repository] of images) {
    it(`image of ${words}`, () => assert.equal(only(`docker run ${words}`).process.image?.repository, repository));
  }

  it("reads names, networks and the environment", () => {
    const text = `docker run --name otel -h host.local --network back --network-alias collector \\
      -e A=b -e 'B=c d' --env=C=$D -eE --env-file ./otel.env a/b`;
    const { process, network, networks, aliases, envFiles } = only(text);
    assert.equal(process.name, "otel");
    assert.equal(cut(text, process.place.span), "otel");
    assert.deepEqual([network, networks, aliases], [{ kind: "own" }, ["back"], ["host.local", "collector"]]);
    assert.deepEqual(envFiles, ["/srv/shop/otel.env"]);
    assert.deepEqual(
      process.env.map(({ name, value }) => [name, value.kind === "text" ? value.word.text : value.kind]),
      [
        ["A", "b"],
        ["B", "c d"],
        ["C", "$D"],
        ["E", "elsewhere"],
      ],
    );
    const words = process.env.flatMap(({ value }) => (value.kind === "text" ? cut(text, value.word.place.span) : []));
    assert.deepEqual(words, ["b", "c d", "$D"]);
  });

  const networks: readonly (readonly [string, object, readonly string[] | undefined])[] = [
    ["--network host", { kind: "host" }, undefined],
    ["--net=host", { kind: "host" }, undefined],
    ["--network none", { kind: "none" }, undefined],
    ["--network bridge", { kind: "own" }, undefined],
    ["--network=container:otel", { kind: "container", name: "otel" }, undefined],
    ["--network a --network name=b,alias=c", { kind: "own" }, ["a", "b"]],
    ["--network $NET", { kind: "own" }, undefined],
  ];
  for (const [flag, network, joined] of networks) {
    it(flag, () => {
      const container = only(`docker run ${flag} a/b`);
      assert.deepEqual([container.network, container.networks], [network, joined]);
    });
  }

  const mounts: readonly (readonly [string, string | undefined])[] = [
    ["-v ./otel.yaml:/etc/a.yaml", "/srv/shop/otel.yaml"],
    ["-v $(pwd)/otel.yaml:/etc/a.yaml:ro", "/srv/shop/otel.yaml"],
    ['-v "$PWD/otel.yaml":/etc/a.yaml', "/srv/shop/otel.yaml"],
    ["--volume=${PWD}/otel.yaml:/etc/a.yaml", "/srv/shop/otel.yaml"],
    ["-v `pwd`/otel.yaml:/etc/a.yaml", "/srv/shop/otel.yaml"],
    ["-v /etc/otel.yaml:/etc/a.yaml", "/etc/otel.yaml"],
    ["--mount type=bind,source=./otel.yaml,target=/etc/a.yaml,readonly", "/srv/shop/otel.yaml"],
    ["--mount 'type=bind,src=/x.yaml,dst=/etc/a.yaml'", "/x.yaml"],
    ["--mount source=data,target=/etc/a.yaml", undefined],
    ["-v $HOME/otel.yaml:/etc/a.yaml", undefined],
    ["-v ~/otel.yaml:/etc/a.yaml", undefined],
    ["-v data:/etc/a.yaml", undefined],
  ];
  for (const [flag, path] of mounts) {
    it(flag, () => {
      const [mount] = only(`docker run ${flag} a/b`).process.mounts;
      assert.equal(mount?.path, "/etc/a.yaml");
      assert.deepEqual(mount.source, path === undefined ? { kind: "other" } : { kind: "path", path });
    });
  }

  it("reads entry point, exposed ports and the health check", () => {
    const text = "docker run --entrypoint /otelcol --expose 4317/udp --health-cmd 'curl localhost:13133' a/b";
    const { entrypoint, args, ports, probes } = only(text).process;
    assert.deepEqual([entrypoint?.map((word) => word.text), args], [["/otelcol"], []]);
    assert.deepEqual([ports[0]?.port, ports[0]?.transport, digits(text, ports[0]!.change)], [4317, "udp", "4317"]);
    const port = probes[0]?.port;
    assert.equal(port?.kind === "number" && digits(text, port.change), "13133");
    assert.equal(only("docker run a/b").process.args, undefined);
  });
});

describe("texts that scripts write", () => {
  /** A script; what is written where, as it names it. */
  const cases: readonly (readonly [string, readonly (readonly [string | undefined, string | undefined, string])[]])[] =
    [
      ["cat > a.yaml << 'EOF'\nb: 1\nEOF\n", [["a.yaml", "/srv/shop/a.yaml", "b: 1\n"]]],
      ["cat <<EOF >../a.yaml\nb: $C\nEOF\n", [["../a.yaml", "/srv/a.yaml", "b: $C\n"]]],
      ["cat <<-EOF > a.yaml\n\tb:\n\t  c: 1\n\tEOF\n", [["a.yaml", "/srv/shop/a.yaml", "b:\n  c: 1\n"]]],
      ["sudo tee /etc/a.yaml > /dev/null <<EOF\nb: 1\nEOF\n", [["/etc/a.yaml", "/etc/a.yaml", "b: 1\n"]]],
      ["cat <<EOF | sudo tee -a /etc/a.yaml\nb: 1\nEOF\n", [["/etc/a.yaml", "/etc/a.yaml", "b: 1\n"]]],
      ["cat <<EOF | envsubst > /etc/a.yaml\nb: 1\nEOF\n", [["/etc/a.yaml", "/etc/a.yaml", "b: 1\n"]]],
      ["cat 2> log <<EOF > a.yaml\nb: 1\nEOF\n", [["a.yaml", "/srv/shop/a.yaml", "b: 1\n"]]],
      ["{ cat; } <<EOF > a.yaml\nb: 1\nEOF\n", [["a.yaml", "/srv/shop/a.yaml", "b: 1\n"]]],
      ["cat > $PWD/a.yaml <<EOF\nb: 1\nEOF\n", [["$PWD/a.yaml", "/srv/shop/a.yaml", "b: 1\n"]]],
      ["cat > $OUT/a.yaml <<EOF\nb: 1\nEOF\n", [["$OUT/a.yaml", undefined, "b: 1\n"]]],
      ["kubectl apply -f - <<EOF\nkind: Pod\nEOF\n", [[undefined, undefined, "kind: Pod\n"]]],
      ["kubectl apply -f - <<EOF > log\nkind: Pod\nEOF\n", [[undefined, undefined, "kind: Pod\n"]]],
      [
        "kubectl apply -f - <<'EOF'\n# a\nkind: Pod\nargs: |\n  cat > a <<X\n  b\nX\nEOF\n",
        [[undefined, undefined, "# a\nkind: Pod\nargs: |\n  cat > a <<X\n  b\nX\n"]],
      ],
      ["ssh host 'sudo tee a.yaml' <<EOF\nb: 1\nEOF\n", [["a.yaml", "a.yaml", "b: 1\n"]]],
      ["sudo sh -c 'cat > /etc/a.yaml' <<EOF\nb: 1\nEOF\n", [["/etc/a.yaml", "/etc/a.yaml", "b: 1\n"]]],
      ["ssh host << 'EOF'\ncat > a.yaml << 'CONFIG'\nb: 1\nCONFIG\nEOF\n", [["a.yaml", "a.yaml", "b: 1\n"]]],
      ["echo $((1 << 2))\ncat <<< word\n", []],
    ];
  for (const [script, expected] of cases) {
    it(JSON.stringify(script), () => {
      assert.deepEqual(
        textsOfShell(script, file).map(({ name, path, scalar }) => [name, path, scalar.text]),
        expected,
      );
    });
  }

  it("gives them to the reader of YAML with their places", () => {
    const text = "f() {\n\tcat > a.yaml <<-EOF\n\t\ta:\n\t\t  b: 4317\n\tEOF\n}\n".replaceAll("\n", "\r\n");
    const [written] = textsOfShell(text, file);
    const node = get(parseEmbedded(written!.scalar)?.[0]?.root, "a", "b");
    assert.equal(node && cut(text, node.span), "4317");
  });
});

describe("manifests that scripts write", () => {
  const config = [
    "receivers:",
    "  otlp:",
    "    protocols:",
    "      grpc:",
    "        endpoint: 0.0.0.0:4317",
    "exporters:",
    "  debug:",
    "service:",
    "  pipelines:",
    "    traces: {receivers: [otlp], exporters: [debug]}",
  ].join("\n");
  const collectorsIn = (text: string): readonly CollectorFacts[] =>
    read(text).facts.filter((fact) => fact.kind === "collector");

  /** How the configuration is written, and the name and key of its holder. */
  const holders: readonly (readonly [string, string, string])[] = [
    ["cat > ./conf/otel.yaml", "otel.yaml", "/srv/shop/conf/otel.yaml"],
    ["sudo tee /etc/otelcol/config.yaml", "config.yaml", "/etc/otelcol/config.yaml"],
    ['cat > "$DIR/otel.yaml"', "otel.yaml", ""],
    ["docker run -i --name otel a/b --config /dev/stdin", "run.sh", ""],
    ["kubectl create configmap otel --from-file config.yaml=/dev/stdin", "run.sh", ""],
  ];
  for (const [command, name, key] of holders) {
    for (const eol of ["\n", "\r\n"]) {
      it(`${command} ends lines with ${JSON.stringify(eol)}`, () => {
        const text = `docker run -p 4317:4317 a/b\n${command} <<'EOF'\n${config}\nEOF\n`.replaceAll("\n", eol);
        const [collector, ...others] = collectorsIn(text);
        assert.deepEqual(others, []);
        assert.deepEqual(collector?.holder, { kind: "here-document", namespace: undefined, name, key });
        const [listener] = collector.components[0]!.listeners;
        assert.equal(cut(text, listener!.place.span), "0.0.0.0:4317");
        assert.equal(digits(text, listener!.change), "4317");
        assert.equal(containersIn(text)[0]!.published.length, 1);
      });
    }
  }

  it("reads what a script writes on another host", () => {
    const text = `minikube ssh << 'EOF'\n# it's there\ncat > otel.yaml << 'CONFIG'\n${config}\nCONFIG\nnohup otelcol &\nEOF`;
    const { holder, components } = collectorsIn(text)[0]!;
    assert.deepEqual([holder?.name, holder?.key], ["otel.yaml", "otel.yaml"]);
    assert.equal(digits(text, components[0]!.listeners[0]!.change), "4317");
  });

  it("lets a manifest keep its own holder", () => {
    const data = config.replace(/^/gm, "    ");
    const manifest = `kind: ConfigMap\nmetadata: {name: otel}\ndata:\n  config.yaml: |\n${data}\n`;
    const text = `kubectl apply -f - <<EOF\n${manifest}---\nkind: Service\nspec: {ports: [{port: 4317}]}\nEOF\n`;
    const { facts } = read(text);
    assert.deepEqual(
      facts.map(({ kind }) => kind),
      ["config-holder", "collector", "service"],
    );
    const { holder, components } = collectorsIn(text)[0]!;
    assert.deepEqual([holder?.kind, holder?.name], ["ConfigMap", "otel"]);
    assert.equal(digits(text, components[0]!.listeners[0]!.change), "4317");
  });

  it("reads Compose files", () => {
    const text = "cat > compose.yaml <<EOF\nservices:\n  otel:\n    image: a/b\n    ports: ['1:2']\nEOF\n";
    const [compose] = read(text).facts;
    assert.equal(compose?.kind === "containers" && compose.engine, "compose");
  });

  it("reports what does not parse only where the shell fills nothing in", () => {
    const broken = config.replace("  debug:", "  debug: [");
    const problems = (delimiter: string): number =>
      read(`cat > a.yaml <<${delimiter}\n${broken}\nEOF\n`).problems.length;
    assert.equal(problems("EOF"), 0);
    assert.ok(problems("'EOF'") > 0);
  });
});

describe("whatever stands there", () => {
  const places = (text: string): void => {
    for (const span of spansIn(read(text))) {
      assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, JSON.stringify(span));
    }
    textsOfShell(text, file);
  };

  it("never throws, and every place lies in the text", () => {
    const word = fc.oneof(
      fc.constantFrom(
        ..."-p 1:2 -p1-3:4-6 -v a:b --mount type=bind,src=.,dst=/x --network host -e A=b --name $X ${Y:-z} $( ) ` ' \" \\ \\\n \r\n <<EOF EOF <<- <X> | && ; # { } if then fi --entrypoint --publish= -- - [ ]] (( $'\\x'".split(
          " ",
        ),
        "docker run",
        "\ncat > a.yaml <<'EOF'\nreceivers: {otlp: {protocols: {grpc: }}}\nservice: {telemetry: {metrics: }}\nEOF\n",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        places(`docker run ${words.join(" ")}`);
      }),
      { numRuns: 500 },
    );
  });

  for (const part of ["$(", "`", "(", "{ ", "${A:-", "if ", '"$(', "<<A ", "docker run -p ", "<a ", "\\"]) {
    it(`survives ${JSON.stringify(part)} ten thousand times`, () => places("docker run x " + part.repeat(10_000)));
  }

  it("does not multiply ranges", () => {
    const text = `docker run ${"-p 1-60000:1-60000 ".repeat(2000)} a/b\n`.repeat(3);
    assert.ok(containersIn(text).length < 2);
  });
});

function* spansIn(value: unknown): Generator<Span> {
  if (typeof value !== "object" || value === null) return;
  if ("start" in value && "end" in value) yield value as Span;
  else for (const each of Object.values(value)) yield* spansIn(each);
}
