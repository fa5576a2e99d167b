/**
 * Whether the person trusts the workspace: before that no program is run and no host is asked. An editor that is told
 * to trust it no longer starts the server anew.
 */
export class Trust {
  private given = false;

  get isGiven(): boolean {
    return this.given;
  }

  give(): void {
    this.given = true;
  }
}
