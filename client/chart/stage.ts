import { byId } from "./elements.js";
import type { Camera } from "./state.js";

interface Size {
  readonly width: number;
  readonly height: number;
}

const least = 0.1;
const most = 4;
/** Of what a picture is shrunk to at most so that it fits: below, nothing can be read. */
const readable = 0.6;

/** Where the picture is shown, moved and magnified. */
export class Stage {
  private readonly frame = byId("stage");
  private readonly world = byId("world");
  private picture: Size = { width: 1, height: 1 };
  private drag: { readonly x: number; readonly y: number; moved: boolean } | undefined;
  private camera: Camera;
  private frameAsked: number | undefined;
  private unsaved = false;

  constructor(
    camera: Camera | undefined,
    private readonly moved: (camera: Camera) => void,
  ) {
    this.camera = camera ?? { x: 0, y: 0, scale: 1 };
    this.frame.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.frame.addEventListener("pointerdown", (event) => this.grab(event));
    this.frame.addEventListener("pointermove", (event) => this.pull(event));
    this.frame.addEventListener("pointerup", () => (this.drag = undefined));
    this.frame.addEventListener("click", (event) => this.endOfDrag(event), { capture: true });
  }

  /** @param fresh whether the person has not chosen yet where to look */
  show(content: string, picture: Size, fresh: boolean): void {
    this.picture = picture;
    this.world.innerHTML = content;
    if (fresh) this.place(this.fitting(readable));
    else this.place(this.camera);
  }

  zoom(how: "in" | "out" | "fit"): void {
    if (how === "fit") this.move(this.fitting(least));
    else this.zoomAt(how === "in" ? 1.25 : 0.8, this.frame.clientWidth / 2, this.frame.clientHeight / 2);
  }

  pan(x: number, y: number): void {
    this.move({ ...this.camera, x: this.camera.x + x, y: this.camera.y + y });
  }

  /** Moves as little as it takes to see the whole of an element. */
  reveal(element: Element): void {
    const stage = this.frame.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    const margin = 24;
    const by = (start: number, end: number, from: number, to: number): number =>
      start < from + margin ? from + margin - start : end > to - margin ? to - margin - end : 0;
    const x = by(box.left, box.right, stage.left, stage.right);
    const y = by(box.top, box.bottom, stage.top, stage.bottom);
    if (x !== 0 || y !== 0) this.pan(x, y);
  }

  private fitting(lowest: number): Camera {
    const { clientWidth, clientHeight } = this.frame;
    const whole = Math.min(clientWidth / this.picture.width, clientHeight / this.picture.height, 1);
    const scale = Math.max(whole, lowest);
    const x = Math.max((clientWidth - this.picture.width * scale) / 2, 0);
    return { x, y: 0, scale };
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const { left, top } = this.frame.getBoundingClientRect();
    // Pinching a touch pad arrives as a wheel with Ctrl.
    if (event.ctrlKey || event.metaKey) {
      this.zoomAt(Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
    } else if (event.shiftKey) this.pan(-event.deltaY, 0);
    else this.pan(-event.deltaX, -event.deltaY);
  }

  private zoomAt(factor: number, x: number, y: number): void {
    const scale = Math.min(Math.max(this.camera.scale * factor, least), most);
    const ratio = scale / this.camera.scale;
    this.move({ x: x - (x - this.camera.x) * ratio, y: y - (y - this.camera.y) * ratio, scale });
  }

  private grab({ button, clientX, clientY }: PointerEvent): void {
    if (button === 0) this.drag = { x: clientX, y: clientY, moved: false };
  }

  private pull({ clientX, clientY, buttons }: PointerEvent): void {
    const { drag } = this;
    if (drag === undefined || buttons === 0) return;
    const far = Math.abs(clientX - drag.x) + Math.abs(clientY - drag.y) > 4;
    if (!drag.moved && !far) return;
    this.pan(clientX - drag.x, clientY - drag.y);
    this.drag = { x: clientX, y: clientY, moved: true };
    this.frame.classList.add("dragged");
  }

  /** Who moves the picture does not mean what lies under the pointer when it ends. */
  private endOfDrag(event: MouseEvent): void {
    if (!this.frame.classList.contains("dragged")) return;
    this.frame.classList.remove("dragged");
    event.stopPropagation();
  }

  private move(camera: Camera): void {
    this.place(camera);
    this.unsaved = true;
  }

  private place(camera: Camera): void {
    this.camera = camera;
    // A touch pad tells more than is shown.
    this.frameAsked ??= requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    this.frameAsked = undefined;
    if (this.unsaved) this.moved(this.camera);
    this.unsaved = false;
    const { x, y, scale } = this.camera;
    this.world.setAttribute("transform", `translate(${String(x)} ${String(y)}) scale(${String(scale)})`);
  }
}
