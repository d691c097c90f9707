import type { Inspection } from '../../protocol/inspection';
import type { CostlySection, Extras, Frame, PanelState, ToPage } from '../../protocol/panel';
import { checkSettings } from '../../sampling/settings';
import { decodeCost } from './decode-cost';
import type { Desk, Now } from './desk';
import type { InspectionEngine } from './engine';
import type { Focus } from './focus';
import type { Introduction } from './introduction';
import { staleState } from './stale-mark';
import { requestFor, type Subject, settingsOf, sourceOf } from './subject';

export interface LookSetup {
  readonly engine: InspectionEngine;
  readonly desk: Pick<Desk, 'differences' | 'where'>;
  readonly focus: Focus;
  readonly introduction: Introduction;
  readonly post: (message: ToPage) => void;
  readonly show: (state: PanelState) => void;
  readonly showFrame: (frame: Frame, state: PanelState) => void;
  readonly failed: (thrown: unknown) => void;
}

/** Asks the engine for what the focus is on, one question at a time of which the newest wins, and keeps the last answer. */
export class Look {
  readonly #setup: LookSetup;
  #frame: Frame | undefined;
  #subject: Subject | undefined; // of the frame
  #seq = 0;
  #run: AbortController | undefined;

  constructor(setup: LookSetup) {
    this.#setup = setup;
  }

  /** The last answer. */
  get frame(): Frame | undefined {
    return this.#frame;
  }

  /** What it is about. */
  get subject(): Subject | undefined {
    return this.#subject;
  }

  get isAsking(): boolean {
    return this.#run !== undefined;
  }

  stop(): void {
    this.#run?.abort();
    this.#run = undefined;
  }

  /** Looks where the focus is, or says why there is nothing to look at. @param wanted what is to be told after the frame */
  async begin(wanted: () => readonly CostlySection[]): Promise<void> {
    this.stop();
    const { focus, introduction, show, showFrame, failed } = this.#setup;
    const subject = focus.subject(this.#frame?.settings ?? checkSettings({}));
    if (!isSubject(subject)) return show(subject);
    const run = new AbortController();
    this.#run = run;
    if (!this.#frame) show({ kind: 'reading', done: 0, of: 0 });
    try {
      await introduction.make();
      const inspection = await this.#inspect(subject, run.signal);
      const { known } = introduction;
      if (!inspection || !known || run.signal.aborted) return;
      const differences = subject.kind === 'replay' ? await this.#differences(subject, { ...known, inspection }) : [];
      if (run.signal.aborted) return;
      const edit = editCost(this.#subject, subject, inspection);
      const decode = decodeCost(this.#setup.engine.state);
      this.#subject = subject;
      const source = sourceOf(subject, inspection.start, differences);
      this.#frame = {
        seq: ++this.#seq,
        source,
        inspection,
        settings: settingsOf(subject),
        ...(edit && { edit }),
        ...(decode && { decode }),
      };
      showFrame(this.#frame, this.#stateOf(subject));
      await this.extras(wanted());
    } catch (thrown) {
      if (!run.signal.aborted) failed(thrown);
    } finally {
      if (this.#run === run) this.#run = undefined;
    }
  }

  /** What the open sections need besides, for the frame that is shown. */
  async extras(sections: readonly CostlySection[]): Promise<void> {
    const frame = this.#frame;
    const subject = this.#subject;
    if (!frame || !subject || sections.length === 0) return;
    const { engine, focus, post, failed } = this.#setup;
    const run = this.#run ?? new AbortController();
    this.#run = run;
    const wanted = Object.fromEntries(sections.map((section) => [section, true]));
    try {
      const { steps: _, ...request } = requestFor(subject, focus.heal, frame.inspection.position);
      const inspection = await engine.inspect({ ...request, ...wanted }, { signal: run.signal });
      if (!inspection || run.signal.aborted || frame.seq !== this.#seq) return;
      const extras = extrasOf(inspection);
      this.#frame = { ...frame, inspection: { ...frame.inspection, ...extras } };
      post({ type: 'extras', seq: frame.seq, extras });
    } catch (thrown) {
      if (!run.signal.aborted) failed(thrown);
    } finally {
      if (this.#run === run) this.#run = undefined;
    }
  }

  /** The cursor may have gone on, or the text may have changed, while the engine was asked. */
  #stateOf(subject: Subject): PanelState {
    const { focus, desk } = this.#setup;
    return focus.pinned ? { kind: 'pinned' } : (staleState(subject, desk.where()) ?? { kind: 'live' });
  }

  /** Of a saved inspection, at its own position; elsewhere there is nothing to compare with. */
  async #differences(subject: Extract<Subject, { readonly kind: 'replay' }>, now: Now): Promise<readonly string[]> {
    if (now.inspection.position === subject.saved.position) return this.#setup.desk.differences(subject.saved, now);
    return this.#subject === subject && this.#frame?.source.kind === 'replay' ? this.#frame.source.differences : [];
  }

  /** What a subject is like at the position that is looked at. How a suggestion came about is asked once, and stays. */
  async #inspect(subject: Subject, signal: AbortSignal): Promise<Inspection | undefined> {
    const { engine, focus, show } = this.#setup;
    const before = subject === this.#subject ? this.#frame?.inspection : undefined;
    const known = before?.steps;
    const position = focus.position ?? (known && before.ids.length - known.length - 1); // where the suggestion begins
    const { steps, ...request } = requestFor(subject, focus.heal, position);
    const onReading = (done: number, of: number): void => {
      if (!signal.aborted) show({ kind: 'reading', done, of });
    };
    const inspection = await engine.inspect(steps && !known ? { ...request, steps } : request, { signal, onReading });
    if (!inspection) return undefined;
    const memory = subject.kind === 'replay' && inspection.position === subject.saved.position ? subject.saved.memory : undefined;
    return { ...inspection, ...(known && { steps: known }), ...(memory && { memory }) };
  }
}

function isSubject(next: Subject | PanelState): next is Subject {
  return next.kind === 'document' || next.kind === 'text' || next.kind === 'suggestion' || next.kind === 'replay';
}

function extrasOf({ attention, layers, embedding, sessionBytes }: Inspection): Extras {
  return {
    ...(attention && { attention }),
    ...(layers && { layers }),
    ...(embedding && { embedding }),
    ...(sessionBytes !== undefined && { sessionBytes }),
  };
}

/** Of two looks at one document in two states: what reading the difference took. */
function editCost(before: Subject | undefined, now: Subject, { prefilled, timings }: Frame['inspection']): Frame['edit'] {
  if (before?.kind !== 'document' || now.kind !== 'document') return undefined;
  if (before.place.document !== now.place.document || before.place.version === now.place.version) return undefined;
  return { tokens: prefilled, milliseconds: timings.prefill };
}
