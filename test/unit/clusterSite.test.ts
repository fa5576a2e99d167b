import assert from "node:assert/strict";
import { displayPath } from "../../server/src/analysis/paths.js";
import { clusterEvidence } from "../../server/src/analysis/topology/kubernetes/clusterSite.js";

describe("the evidence for one cluster", () => {
  const of = (folder: string): string =>
    clusterEvidence({ id: folder, placement: { kind: "folder", folder } }, (path) => displayPath(path, ["/home/me/w"]));

  it("names a folder of the workspace", () => {
    assert.equal(of("/home/me/w/deploy"), "The manifests of deploy are taken for one cluster's.");
  });

  it("says no path of the machine for the workspace itself", () => {
    assert.equal(of("/home/me/w"), "The manifests of this folder are taken for one cluster's.");
  });
});
