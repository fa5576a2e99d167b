/** What a stream sent, in a bounded number of bytes: the first ones of it, or the last. */
export class BoundedOutput {
  private readonly chunks: Buffer[] = [];
  private bytes = 0;

  constructor(
    private readonly most: number,
    private readonly keeps: "first" | "last",
  ) {}

  /** Says whether all that was sent is kept so far. */
  add(chunk: Buffer): boolean {
    this.bytes += chunk.length;
    this.chunks.push(chunk);
    if (this.bytes <= this.most) return true;
    const kept = Buffer.concat(this.chunks);
    const cut = this.keeps === "first" ? kept.subarray(0, this.most) : kept.subarray(-this.most);
    this.chunks.splice(0, Infinity, cut);
    this.bytes = cut.length;
    return false;
  }

  /** Bytes that are no UTF-8 become U+FFFD. */
  text(): string {
    return Buffer.concat(this.chunks).toString("utf8");
  }
}
