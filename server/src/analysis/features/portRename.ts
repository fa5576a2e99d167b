import { changePort, portNumberAt } from "./portChange.js";
import type { RenameProvider } from "./rename.js";

/** Gives a port another number, wherever that is written. */
export const portRenameAt: RenameProvider = (context, file, offset) => {
  const port = portNumberAt(context, file, offset);
  return (
    port && {
      span: port.span,
      placeholder: String(port.move.port),
      rename: (newName) => changePort(port, newName, context),
    }
  );
};
