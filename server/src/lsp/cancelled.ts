import { LSPErrorCodes, ResponseError } from "vscode-languageserver/node";

/** The answer to a request for which nobody waits any more. */
export function cancelled(): ResponseError<undefined> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "Nobody waits for it any more.");
}
