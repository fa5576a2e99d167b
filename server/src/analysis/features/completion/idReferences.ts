import { wordEdit, type Completion, type Scene } from "./completion.js";
import { componentsOf } from "./componentIds.js";
import { componentAt, leadsTo } from "./shapeAt.js";

/** Ids where a component's settings name an extension or a pipeline: `auth.authenticator`, `storage`. */
export function idReferences(scene: Scene): readonly Completion[] {
  const { cursor } = scene;
  const own = componentAt(scene.path);
  if (own === undefined || cursor.role === "key") return [];
  const reference = own.row.references?.find(({ path }) => leadsTo(own.path, path));
  if (reference === undefined) return [];
  const ids =
    reference.to === "pipeline"
      ? (scene.collector?.pipelines ?? scene.facts?.pipelines ?? []).map(({ id }) => id)
      : extensionsFor(scene, reference.path.at(-1) ?? "");
  return ids
    .filter((id) => !cursor.siblings.has(id))
    .map((id) => ({ label: id, kind: "id", detail: reference.to, edit: wordEdit(cursor, id) }));
}

/** What the types of extensions are called that do the work of a key. */
const workers: ReadonlyMap<string, RegExp> = new Map([
  ["authenticator", /auth|oidc|headers_setter|asapclient/],
  ["storage", /storage/],
  ["encoding", /encoding/],
]);

/** The catalogue does not tell what an extension is good for, but most are called after it. */
function extensionsFor(scene: Scene, key: string): readonly string[] {
  const extensions = componentsOf(scene).filter(({ kind }) => kind === "extension");
  const worker = workers.get(key);
  const isWorker = (type: string): boolean => worker?.test(type) ?? false;
  return extensions.sort((a, b) => Number(isWorker(b.type)) - Number(isWorker(a.type))).map(({ id }) => id);
}
