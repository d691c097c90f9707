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
    this.#scroll(index, 'auto');
  }

  /** How many whole rows are in view. */
  get inView(): number {
    const { height } = this;
    return Math.max(1, Math.floor((this.#rows.scroller()?.clientHeight ?? height) / height) - 2);
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

  #pixels(pixels: Pixels): number {
    return typeof pixels === 'number' ? pixels : pixels(this.#width);
  }

  #scroll(index: number, align: 'auto' | 'start'): void {
    cancelAnimationFrame(this.#revealing);
    this.#revealing = requestAnimationFrame(() => this.#virtualizer.scrollToIndex(index, { align }));
  }

  /** Rows of another height are drawn at once, and what was first in view stays first. */
  #fit(width: number): void {
    if (width === 0) return; // not shown
    const before = this.height;
    this.#width = width;
    if (this.height === before) return;
    const first = Math.round((this.#virtualizer.scrollOffset ?? 0) / before);
    this.#virtualizer.measure();
    if (first > 0) this.#scroll(first, 'start');
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
