import { cpus } from 'node:os';
import { Disposable, type Event, EventEmitter, window, workspace } from 'vscode';
import { LoadMeter, type ProcessorTimes } from '../../completion/power/load';
import { type PowerDecision, PowerRule, UNSAVED } from '../../completion/power/policy';
import type { EngineClient } from '../engine/client';
import { Clock } from '../engine/clock';
import type { Settings } from '../settings';
import { readSupply } from './read-supply';
import { MAINS, type Supply } from './supply';
import { WorkTime } from './work-time';

export interface PowerSetup {
  readonly engine: Pick<EngineClient, 'state' | 'onStateChange'>;
  readonly settings: Pick<Settings, 'powerPolicy' | 'concernsPower'>;
  readonly clock?: Clock;
  readonly readSupply?: () => Promise<Supply>;
  readonly readProcessors?: () => ProcessorTimes;
}

/** While completions are asked for, the supply is read no more often than this: on Windows it costs a second of a processor. */
const SUPPLY_AGE_MS = process.platform === 'win32' ? 300_000 : 60_000;
/** When the window gets the focus: somebody comes back, perhaps from another place. */
const FOCUS_AGE_MS = process.platform === 'win32' ? 60_000 : 5_000;

/**
 * How much power may be spent at the moment. It follows what happens: the window gets the focus, a completion is worked on, the
 * setting changes. While nobody asks for completions nothing is read, and no timer runs.
 */
export class Power implements Disposable {
  readonly #setup: Required<PowerSetup>;
  readonly #rule = new PowerRule();
  readonly #meter = new LoadMeter();
  readonly #work: WorkTime;
  readonly #changed = new EventEmitter<PowerDecision>();
  readonly #owned: Disposable;
  #supply: Supply = MAINS;
  #load: number | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #decision = UNSAVED;
  #disposed = false;

  constructor(setup: PowerSetup) {
    this.#setup = { clock: new Clock(), readSupply, readProcessors, ...setup };
    const { engine, settings, clock } = this.#setup;
    this.#work = new WorkTime(clock);
    this.#owned = Disposable.from(
      this.#changed,
      engine.onStateChange((state) => {
        this.#work.follow(state);
        if (state.kind === 'thinking') this.#refresh(SUPPLY_AGE_MS);
      }),
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#refresh(FOCUS_AGE_MS);
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (settings.concernsPower(change)) this.#decide();
      }),
    );
    this.#decide();
  }

  /** What holds now. Costs nothing to ask. */
  get decision(): PowerDecision {
    return this.#decision;
  }

  get onDidChange(): Event<PowerDecision> {
    return this.#changed.event;
  }

  dispose(): void {
    this.#disposed = true;
    this.#owned.dispose();
  }

  /** Measures the load, and reads the supply when what is known of it is older than `age` milliseconds. */
  #refresh(age: number): void {
    const { clock, readSupply: read, readProcessors: processors, settings } = this.#setup;
    if (settings.powerPolicy() !== 'auto') return;
    const now = clock.now();
    this.#load = this.#meter.read(now, processors(), this.#work.total);
    this.#decide();
    if (now - this.#readAt < age) return;
    this.#readAt = now;
    void read().then((supply) => {
      this.#supply = supply;
      this.#load = undefined; // told already
      if (!this.#disposed) this.#decide();
    });
  }

  #decide(): void {
    const before = this.#decision;
    this.#decision = this.#rule.decide(this.#setup.settings.powerPolicy(), { ...this.#supply, load: this.#load });
    if (this.#decision !== before) this.#changed.fire(this.#decision);
  }
}

function readProcessors(): ProcessorTimes {
  let busy = 0;
  let idle = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    busy += times.user + times.nice + times.sys + times.irq;
  }
  return { busy, idle };
}
