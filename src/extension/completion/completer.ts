import { closedGate } from '../../completion/gates/gates';
import { Answers, type Found } from '../../completion/lookup/answers';
import { type Place, placeAfter, typedBetween } from '../../completion/lookup/place';
import { Timing } from '../../completion/pause/timing';
import type { PowerDecision } from '../../completion/power/policy';
import { replacedLength } from '../../completion/suffix';
import type { Run, Trace } from '../../completion/trace/trace';
import type { Traces } from '../../completion/trace/traces';
import type { Completion } from '../../protocol/messages';
import type { EngineClient } from '../engine/client';
import type { Clock } from '../engine/clock';
import { type Attempt, traceOf } from './attempt';
import { Feedback } from './feedback';
import { Flight } from './flight';
import { pause } from './pause';
import { placeOf, type Question, requestOf, type Surroundings } from './question';
import { shape, textsOf } from './shape';

/**
 * So long after the question what has been decoded is shown, and the rest is kept for the next question: 150 ms after the key,
 * of which VS Code has waited 50.
 */
const FIRST_LOOK_MS = 100;
/** Where reading the text alone took longer, decoding gets so long: enough for a line on a machine that has nothing else to do. */
const LEAST_DECODING_MS = 150;
/**
 * So many answers may be begun with a key before VS Code has asked. Where it asks for none, because its inline suggestions are
 * off or another editor has the focus, the engine does not go on for nobody.
 */
const MOST_UNASKED = 3;
/** A person who goes on typing is not to meet work done ahead. */
const SPECULATE_AFTER_MS = 100;

export interface CompleterSetup {
  readonly engine: Pick<EngineClient, 'complete' | 'remembered'>;
  readonly traces: Pick<Traces, 'keep'>;
  readonly power: () => PowerDecision;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly date: () => number;
}

/** What was typed, pasted or deleted. */
export interface Edit {
  readonly document: string;
  readonly inserted: string;
  /** Whether it can have been one key: neither pasted, nor undone, nor in several places. */
  readonly isKey: boolean;
}

/** What the engine was asked, and where. */
interface Asked {
  readonly place: Place;
  readonly request: Flight['request'];
}

interface Search extends Attempt {
  readonly place: Place;
  readonly neighbours: Surroundings['neighbours'];
  readonly signal: AbortSignal;
}

/**
 * Decides for each question of VS Code whether to answer it, from where, and when: gates, then what is known already, then the
 * engine after a pause. It also works ahead, as far as power allows.
 */
export class Completer {
  readonly #setup: CompleterSetup;
  readonly #answers = new Answers<Run>();
  readonly #timing = new Timing();
  readonly #feedback: Feedback;
  /** What was asked last for VS Code, and what was asked last ahead of it. */
  #flight: Flight | undefined;
  #ahead: Flight | undefined;
  #cancelPlan: () => void = () => {};
  #cancelStart: () => void = () => {};
  /** Answers that were begun with a key since VS Code has asked. */
  #unasked = 0;
  /** What was begun last with a key, and the pause before. */
  #begun: { readonly place: Place; readonly pause: Trace['pause'] } | undefined;
  /** What the engine was told to read, and has not been asked about since. */
  #lastRead: Place | undefined;

  constructor(setup: CompleterSetup) {
    this.#setup = setup;
    this.#feedback = new Feedback(this.#timing, this.#answers, setup.clock);
  }

  /**
   * What to suggest, as a trace with its texts.
   * @param signal aborts when VS Code no longer waits; what the engine is doing goes on as long as it may be of use
   * @throws EngineFault why the engine gave nothing
   */
  async answer(question: Question, signal: AbortSignal): Promise<Trace> {
    const { clock, date } = this.#setup;
    this.#unasked = 0;
    const attempt: Attempt = { question, time: date(), started: clock.now(), lookups: [], pause: undefined };
    const closed = closedGate(question.facts);
    if (closed) return this.#finish(attempt, { silence: 'gate', closed });
    const surroundings = question.read();
    const search: Search = { ...attempt, place: placeOf(question, surroundings), neighbours: surroundings.neighbours, signal };
    this.#feedback.judge(search.place);
    if (this.#begun && typedBetween(this.#begun.place, search.place) !== undefined) search.pause = this.#begun.pause;
    this.#begun = undefined;
    try {
      const found = (question.facts.trigger === 'automatic' && (await this.#lookUp(search))) || (await this.#ask(search));
      if (signal.aborted) return this.#finish(search, { silence: 'left' }); // the text has changed: what was found belongs elsewhere
      return found ? this.#give(search, found) : this.#finish(search, { silence: 'cancelled' });
    } catch (thrown) {
      this.#finish(search, { silence: 'failed' });
      throw thrown;
    }
  }

  /** Hears of every change of a text as soon as it happens. */
  edited({ document, inserted, isKey }: Edit): void {
    this.#cancelStart(); // it was for the text before
    if (isKey) this.#timing.key(this.#setup.clock.now(), /[\r\n]/.test(inserted));
    // What comes after the suggestion still does when it is typed, or accepted.
    if (!this.#feedback.edited(document, inserted)) this.#stopAhead();
  }

  /**
   * Lets the engine read what a question would be about, unless it is known already.
   * @returns what it reads
   */
  readAhead(question: Question): Asked | undefined {
    if (closedGate(question.facts)) return undefined;
    const surroundings = question.read();
    const place = placeOf(question, surroundings);
    const isUnderWay = [this.#flight, this.#ahead].some((one) => one && !one.end && one.fits(place));
    if (isUnderWay || this.#answers.find(place)) return undefined;
    this.#flight?.cancel();
    const request = requestOf(question, place, surroundings.neighbours, this.#feedback.isRejectedAt(place));
    this.#read(place, request);
    return { place, request };
  }

  /** A key was typed: lets the engine read at once, and write after the pause, which is over before VS Code asks. */
  anticipate(question: Question): void {
    const { clock, power } = this.#setup;
    this.#cancelStart();
    const asked = this.readAhead(question);
    if (!asked || this.#unasked >= MOST_UNASKED) return;
    const { place, request } = asked;
    const decision = power();
    const ms = this.#timing.pause(clock.now(), lineOf(place), false, decision);
    this.#cancelStart = clock.after(ms, () => {
      this.#unasked++;
      this.#begun = { place, pause: { ms, power: decision.reason } };
      this.#stopAhead();
      this.#flight = this.#start(place, request, question.settings.minimumConfidence);
    });
  }

  /** The suggestion was taken as a whole. */
  accepted(): void {
    this.#feedback.accepted();
  }

  /** Forgets a document that was closed, renamed, or got another language. */
  forget(document: string): void {
    this.#cancelStart(); // it may be for that document, which the engine has let go of
    this.#answers.forget(document);
    if (this.#flight?.place.document === document) this.#flight.cancel();
    if (this.#ahead?.place.document === document) this.#stopAhead();
    this.#feedback.forget(document);
    if (this.#lastRead?.document === document) this.#lastRead = undefined;
  }

  dispose(): void {
    this.#cancelStart();
    this.#flight?.cancel();
    this.#stopAhead();
  }

  async #lookUp(search: Search): Promise<Found<Run> | undefined> {
    const { place, lookups } = search;
    const flight = [this.#flight, this.#ahead].find((one) => one && !one.end && one.fits(place));
    if (flight && this.#feedback.shows(flight)) this.#keepBeginning(flight);
    const known = this.#answers.find(place);
    const isShown = known !== undefined && this.#feedback.shows(known.answer);
    lookups.push({ name: 'typed-along', found: isShown });
    if (isShown) return known;
    lookups.push({ name: 'earlier-answer', found: known !== undefined });
    if (known) return known;
    const landed = flight && (await this.#landed(flight, search));
    lookups.push({ name: 'in-flight', found: landed !== undefined });
    return landed;
  }

  /** Asks the engine, which reads the text at once and decodes after the pause; undefined when the answer never came. */
  async #ask(search: Search): Promise<Found<Run> | undefined> {
    const { clock, power } = this.#setup;
    const { question, place, neighbours, signal, lookups } = search;
    if (signal.aborted) return undefined;
    const request = requestOf(question, place, neighbours, this.#feedback.isRejectedAt(place));
    this.#cancelStart();
    this.#flight?.cancel();
    this.#stopAhead();
    const decision = power();
    const ms = this.#timing.pause(clock.now(), lineOf(place), question.facts.trigger === 'invoked', decision);
    search.pause = { ms, power: decision.reason };
    if (ms > 0) {
      this.#read(place, request);
      if (!(await pause(ms, signal, clock))) return undefined;
    }
    const flight = this.#start(place, request, question.settings.minimumConfidence);
    this.#flight = flight;
    const found = await this.#landed(flight, search);
    lookups.push({ name: 'engine', found: found !== undefined });
    return found;
  }

  #read(place: Place, request: Flight['request']): void {
    if (this.#lastRead && typedBetween(this.#lastRead, place) === '') return;
    this.#lastRead = place;
    const { count: _, ...read } = request;
    this.#setup.engine.complete({ ...read, purpose: 'prefill' }).catch(() => {}); // the question that follows meets the same fault
  }

  #start(place: Place, request: Flight['request'], confidence: Flight['confidence']): Flight {
    this.#lastRead = undefined;
    const { engine, clock } = this.#setup;
    const sources = (request.neighbours ?? []).flatMap((name) => {
      const text = engine.remembered(name);
      return text === undefined ? [] : [{ name, text }];
    });
    return new Flight({
      engine,
      clock,
      place,
      request,
      sources,
      confidence,
      onLanded: (flight, completion) => this.#keep(flight, completion),
    });
  }

  /** Waits until the flight has something for this place; undefined when it never will, or VS Code no longer waits. */
  async #landed(flight: Flight, { place, started, signal }: Search): Promise<Found<Run> | undefined> {
    while (!signal.aborted) {
      if (flight.end instanceof Error) throw flight.end;
      if (flight.end === 'cancelled') return undefined;
      if (flight.end === 'landed') return this.#answers.find(place);
      if (!flight.fits(place)) {
        flight.cancel();
        return undefined;
      }
      const left = firstLook(started, flight.firstTokenAt) - this.#setup.clock.now();
      if (left <= 0) {
        this.#keepBeginning(flight);
        const found = this.#answers.find(place);
        if (found && found.texts.length > 0) return found;
      }
      await flight.change(signal, left > 0 ? left : Number.POSITIVE_INFINITY);
    }
    return undefined;
  }

  /** Keeps what a flight brought. */
  #keep({ place, request, sources, confidence }: Flight, completion: Completion): void {
    const written = completion.candidates ?? [completion];
    const run: Run = { request, sources, completion, shapings: written.map((one) => shape(one, place, confidence)) };
    this.#answers.put(place, textsOf(run.shapings), run);
    if (!request.purpose && request.count === undefined) this.#timing.answered(completion.timings.total);
  }

  /** Keeps as much of what is still being decoded as can be shown. */
  #keepBeginning({ place, request, sources, confidence, text, tokens }: Flight): void {
    const shaping = shape({ text, tokens, stop: undefined }, place, confidence);
    if (shaping.text === '') return;
    const run: Run = { request, sources, completion: undefined, written: { text, tokens }, shapings: [shaping] };
    this.#answers.put(place, [shaping.text], run);
  }

  #give(search: Search, { texts, answer: run }: Found<Run>): Trace {
    const [text] = texts;
    if (text === undefined) {
      const isFiltered = run.shapings.some(({ raw }) => raw.trim() !== '');
      return this.#finish(search, { run, silence: isFiltered ? 'filtered' : 'model-silent' });
    }
    this.#feedback.gave(search.place, text, run);
    this.#plan(search, text);
    return this.#finish(search, { run, texts, isPart: run.completion === undefined });
  }

  /** Prepares what is asked after the suggestion was accepted, unless something else is typed before. */
  #plan({ place, question, neighbours }: Search, text: string): void {
    const { clock, power } = this.#setup;
    this.#cancelPlan();
    this.#cancelPlan = clock.after(SPECULATE_AFTER_MS, () => {
      const next = placeAfter(place, text, replacedLength(text, question.facts.rest));
      const isBusy = this.#flight !== undefined && !this.#flight.end;
      const isPrepared = this.#answers.find(next) !== undefined || this.#ahead?.fits(next) === true;
      if (isBusy || isPrepared || !power().speculate) return;
      this.#ahead?.cancel();
      const facts = { ...question.facts, trigger: 'automatic' } as const;
      const request = requestOf({ ...question, facts }, next, neighbours, false);
      this.#ahead = this.#start(next, { ...request, purpose: 'speculation' }, question.settings.minimumConfidence);
    });
  }

  #stopAhead(): void {
    this.#cancelPlan();
    this.#ahead?.cancel();
    this.#ahead = undefined;
  }

  #finish(attempt: Attempt, result: Partial<Trace>): Trace {
    const trace = traceOf(attempt, this.#setup.clock.now(), result);
    this.#setup.traces.keep(trace);
    return trace;
  }
}

/** When what has been decoded is shown as it is. @param firstTokenAt undefined while there is no token */
function firstLook(started: number, firstTokenAt: number | undefined): number {
  if (firstTokenAt === undefined) return Number.POSITIVE_INFINITY;
  const look = started + FIRST_LOOK_MS;
  return firstTokenAt <= look ? look : firstTokenAt + LEAST_DECODING_MS;
}

/** The cursor's line up to the cursor. */
const lineOf = ({ prefix: { text } }: Place) => text.slice(text.lastIndexOf('\n') + 1);
