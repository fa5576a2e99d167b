/**
 * The vocabulary of what one file says. Facts are plain data, read from one file without knowing any other; the
 * topology joins them. Every place is exact, so that findings and fixes need no second look for it.
 */
export type * from "./facts/place.js";
export type * from "./facts/listener.js";
export type * from "./facts/dial.js";
export type * from "./facts/process.js";
export type * from "./facts/collector.js";
export type * from "./facts/configIssue.js";
export type * from "./facts/fragment.js";
export type * from "./facts/datadog.js";
export type * from "./facts/project.js";
export type * from "./facts/build.js";
export type * from "./facts/kubernetes.js";
export type * from "./facts/containers.js";
export type * from "./facts/systemd.js";
export type * from "./facts/client.js";
export type * from "./facts/file.js";
