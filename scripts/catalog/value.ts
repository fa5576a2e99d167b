/** A JSON value that knows where it stands, so that one of another shape than expected is reported by name. */
export class Value {
  constructor(
    private readonly raw: unknown,
    private readonly where: string,
  ) {}

  static parse(text: string, where: string): Value {
    return new Value(JSON.parse(text), where);
  }

  /** The same value under a name that a person can search for. */
  named(where: string): Value {
    return new Value(this.raw, where);
  }

  fail(problem: string): never {
    throw new Error(`${this.where}: ${problem}`);
  }

  get isText(): boolean {
    return typeof this.raw === "string";
  }

  /** The value of a key; undefined where it is missing or null. */
  find(key: string): Value | undefined {
    const value = this.record()[key];
    return value === undefined || value === null ? undefined : new Value(value, `${this.where}: ${key}`);
  }

  get(key: string): Value {
    return this.find(key) ?? this.fail(`no ${key}`);
  }

  text(): string {
    return typeof this.raw === "string" ? this.raw : this.fail("not a text");
  }

  /** `protocols.grpc.endpoint` as its keys. */
  path(): readonly string[] {
    return this.text().split(".");
  }

  number(): number {
    return typeof this.raw === "number" ? this.raw : this.fail("not a number");
  }

  oneOf<T extends string>(allowed: readonly T[]): T {
    return allowed.find((each) => each === this.raw) ?? this.fail(`not one of ${allowed.join(", ")}`);
  }

  list(): readonly Value[] {
    if (!Array.isArray(this.raw)) return this.fail("not a list");
    return this.raw.map((item: unknown, index) => new Value(item, `${this.where}[${index}]`));
  }

  texts(): readonly string[] {
    return this.list().map((item) => item.text());
  }

  entries(): readonly (readonly [string, Value])[] {
    return Object.entries(this.record()).map(([key, value]) => [key, new Value(value, `${this.where}: ${key}`)]);
  }

  private record(): Readonly<Record<string, unknown>> {
    return isRecord(this.raw) ? this.raw : this.fail("not an object");
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
