import { elementScroll, observeElementOffset, observeElementRect, type VirtualItem, Virtualizer } from '@tanstack/virtual-core';
import type { LitElement, ReactiveController } from 'lit';

interface Rows {
  readonly scroller: () => HTMLElement | null;
  readonly count: () => number;
  /** Pixels of a row; of rows that are measured, a guess. */
  readonly height: number;
  /** Pixels of a head that covers the first of them in view. */
  readonly head?: number;
  readonly overscan: number;
}

/** Keeps only the rows in view on the page, of however many there are. */
export class VirtualRows implements ReactiveController {
  readonly #host: LitElement;
  readonly #rows: Rows;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #unmount: (() => void) | undefined;
  #revealing = 0;

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

  /** Pixels of all rows together. */
  get size(): number {
    return this.#virtualizer.getTotalSize();
  }

  /** With the next frame, as asking how far there is to scroll before the rest of the page is drawn would lay it out twice. */
  reveal(index: number): void {
    cancelAnimationFrame(this.#revealing);
    this.#revealing = requestAnimationFrame(() => this.#virtualizer.scrollToIndex(index, { align: 'auto' }));
  }

  /** How many whole rows are in view. */
  get inView(): number {
    return Math.max(1, Math.floor((this.#rows.scroller()?.clientHeight ?? this.#rows.height) / this.#rows.height) - 2);
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

  // Counted only once the host has its data: not yet when both are made.
  #options(count: number) {
    return {
      count,
      getScrollElement: this.#rows.scroller,
      estimateSize: () => this.#rows.height,
      overscan: this.#rows.overscan,
      scrollPaddingEnd: this.#rows.head ?? 0,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.#host.requestUpdate(),
    };
  }
}
