const secretName =
  /(?:KEY|TOKEN|PASS|PWD|PASSWORD|PASSWD|PASSPHRASE|DSN|AUTH|COOKIE|SALT)S?$|KEY_ID$|SECRET|PASSWORD|CREDENTIAL|HEADERS?$/i;

/** A URL that carries a password: `http://user:password@host`. */
const secretText = /:\/\/[^\s/@:]*:[^\s/@]+@/;

/** Whether a variable's value may be kept: one that looks secret must not get into facts. */
export function mayTell(name: string, text: string): boolean {
  return !secretName.test(name) && !secretText.test(text);
}
