import assert from "node:assert/strict";
import { judgePort } from "../../../client/src/judgePort.js";
import type { PortChoices } from "../../../server/src/protocol.js";

describe("what the client says of a typed port", () => {
  const choices: PortChoices = {
    owner: "otlp receiver (grpc) of DDOT",
    current: 4317,
    opens: "socket",
    proposals: [{ port: 14317 }],
    taken: [{ port: 9999, owner: "internal metrics of otelcol-contrib" }],
  };

  for (const typed of ["0", "65536", "4317x", "-1", "1.5", "１２", "4317", "9999", "09999"]) {
    it(`refuses ${typed}`, () => assert.equal(judgePort(typed, choices)?.verdict, "refused"));
  }
  for (const typed of ["1", "1023", "30000", "32767", "32768", "60999"]) {
    it(`doubts ${typed}`, () => assert.equal(judgePort(typed, choices)?.verdict, "doubtful"));
  }
  for (const typed of ["1024", "14317", "29999", "61000", "65535"]) {
    it(`says nothing of ${typed}`, () => assert.equal(judgePort(typed, choices), undefined));
  }
});
