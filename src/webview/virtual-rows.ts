import { elementScroll, observeElementOffset, observeElementRect, type VirtualItem, Virtualizer } from '@tanstack/virtual-core';
import type { LitElement, ReactiveController } from 'lit';

/** As many pixels, or as many as a scroller of some width has them. */
type Pixels = number | ((width: number) => number);

interface Rows {
  readonly scroller: () => HTMLElement | null;
  readonly count: () => number;
  /** Of a row; of rows that are measured, a guess. */
  readonly height: Pixels;
  /** Of a head that covers the first of them in view. */
  readonly head?: Pixels;
  readonly overscan: number;
  /** The row that somebody looks at, from 0: where it is in view it stays there when rows get another height. */
  readonly active?: () => number;
}

/** Keeps only the rows in view on the page, of however many there are. */
export class VirtualRows implements ReactiveController {
  readonly #host: LitElement;
  readonly #rows: Rows;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #unmount: (() => void) | undefined;
  #revealing = 0;
  #width = Number.POSITIVE_INFINITY; // pixels of the scroller, once it is there

  constructor(host: LitElement, rows: Rows) {
    this.#host = host;
    this.#rows = rows;
    this.#virtualizer = new Virtualizer<HTMLElement, HTMLElement>(this.#options(0));
    host.addController(this);
  }

  get items(): readonly VirtualItem[] {
    this.#virtualizer.setOptions(this.#options(this.#rows.count()));
    return this.#virtualizer.getVirtualItems();
  }

  /** Pixels of a row as they are now. */
  get height(): number {
    return this.#pixels(this.#rows.height);
  }

  /** Pixels of all rows together. */
  get size(): number {
    return this.#virtualizer.getTotalSize();
  }

  /** With the next frame, as asking how far there is to scroll before the rest of the page is drawn would lay it out twice. */
  reveal(index: number): void {
    this.#later(() => this.#virtualizer.scrollToIndex(index, { align: 'auto' }));
  }

  /** How many whole rows are in view. */
  get inView(): number {
    return this.#inViewOf(this.height);
  }

  /** Told of a row that was drawn, to learn its real height. */
  readonly measure = (element: Element | undefined): void => {
    if (element) this.#virtualizer.measureElement(element as HTMLElement);
  };

  hostConnected(): void {
    this.#unmount = this.#virtualizer._didMount();
  }

  hostUpdated(): void {
    this.#virtualizer._willUpdate();
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.#revealing);
    this.#unmount?.();
  }

  #inViewOf(height: number): number {
    return Math.max(1, Math.floor((this.#rows.scroller()?.clientHeight ?? height) / height) - 2);
  }

  #pixels(pixels: Pixels): number {
    return typeof pixels === 'number' ? pixels : pixels(this.#width);
  }

  /** Rows of another height are drawn at once, and what was in view stays there. */
  #fit(width: number): void {
    if (width === 0) return; // not shown
    const before = this.height;
    this.#width = width;
    if (this.height === before) return;
    const first = Math.round((this.#virtualizer.scrollOffset ?? 0) / before);
    const active = (this.#rows.active?.() ?? first) - first;
    const kept = active >= 0 && active <= this.#inViewOf(before) + 1 ? active : 0;
    this.#virtualizer.measure();
    if (first > 0) this.#later(() => this.#virtualizer.scrollToIndex(first + Math.max(0, kept - this.inView), { align: 'start' }));
  }

  #later(scroll: () => void): void {
    cancelAnimationFrame(this.#revealing);
    this.#revealing = requestAnimationFrame(scroll);
  }

  // Counted only once the host has its data: not yet when both are made.
  #options(count: number) {
    return {
      count,
      getScrollElement: this.#rows.scroller,
      estimateSize: () => this.height,
      overscan: this.#rows.overscan,
      scrollPaddingEnd: this.#pixels(this.#rows.head ?? 0),
      scrollToFn: elementScroll,
      observeElementRect: (...[virtualizer, tell]: Parameters<typeof observeElementRect<HTMLElement>>) =>
        observeElementRect(virtualizer, (rect) => {
          tell(rect);
          this.#fit(rect.width);
        }),
      observeElementOffset,
      onChange: () => this.#host.requestUpdate(),
    };
  }
}
