import { expect } from 'vitest';
import { type Answered, isPart, wasAsked } from './answers';
import type { Desk } from './desk';
import { until } from './processes';

/** What a person does, and what is seen then. */
export type Step = ({ readonly type: string } | { readonly press: string }) & {
  /** The whole document, with a bar where the cursor is. */
  readonly stands: string;
  /**
   * The ghost text: what the command line says comes there (`prediction`), that or none (`fitting`), what is left of the last
   * prediction when what was typed since is taken from it (`rest`), or none.
   */
  readonly shows: 'prediction' | 'fitting' | 'rest' | 'nothing';
  /** Who answers VS Code's question: the engine, an earlier answer of it without another request, or the gate of this name. */
  readonly from?: 'engine' | 'memory' | 'multi-cursor' | 'disabled-language' | 'too-large';
};

const PATIENCE_MS = 90_000;

/** One file that is typed in, in a real VS Code, and looked at after every step. */
export class Trace {
  readonly #desk: Desk;
  readonly #file: string;
  /** The text before the cursor and the prediction behind it, of the last step that was compared with one. */
  #whole = '';

  constructor(desk: Desk, file: string) {
    this.#desk = desk;
    this.#file = file;
  }

  async follow(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await this.step(step);
  }

  /** @returns the ghost text */
  async step(step: Step): Promise<string> {
    const { window } = this.#desk;
    const asked = (await this.#desk.answers()).length;
    if ('type' in step) await window.type(step.type);
    else for (const key of step.press.split(' ')) await window.press(key);

    const what = `after ${JSON.stringify({ ...step, stands: step.stands.slice(-100) })}`;
    const since = async () => (await this.#desk.answers()).slice(asked);
    if (step.from) await until(async () => (await since()).some(({ from }) => from !== 'left'), PATIENCE_MS, 100);
    const answered = await since();
    if (step.from) expect(whoAnswered(answered), `${what}: ${JSON.stringify(answered)}`).toBe(step.from);
    const ghost = await this.#look(step, what, since);
    const [before = '', after = ''] = step.stands.split('|');
    const holds = await this.#desk.holds(this.#file, before + after);
    expect(holds, `${what} the file ends with ${JSON.stringify((await this.#desk.read(this.#file)).slice(-100))}`).toBe(true);
    return ghost;
  }

  async #look({ stands, shows }: Step, what: string, since: () => Promise<readonly Answered[]>): Promise<string> {
    const { window } = this.#desk;
    const [before = '', after = ''] = stands.split('|');
    if (shows === 'nothing') {
      await until(async () => (await window.ghostText({ wait: 0 })) === '', PATIENCE_MS);
      expect(await window.ghostText({ wait: 300 }), what).toBe('');
      return '';
    }
    const predicted = shows === 'rest' ? this.#whole.slice(before.length) : await this.#desk.predict(this.#file, stands);
    if (shows !== 'fitting') expect(predicted, `nothing is predicted ${what}`).not.toBe('');
    if (predicted !== '') this.#whole = before + predicted;
    // Text right of the cursor that a suggestion brings itself is no part of what is drawn, nor is what the engine was still writing.
    const isCut = async () => after !== '' || shows === 'rest' || (await since()).some(isPart);
    let ghost = '';
    const fits = await until(async () => {
      ghost = await window.ghostText({ wait: 500 });
      if (ghost === '') return shows === 'fitting';
      return ghost === predicted || (predicted.startsWith(ghost) && (await isCut()));
    }, PATIENCE_MS);
    expect(fits, `${ghost} is shown, not ${predicted}, ${what}: ${JSON.stringify(await since())}`).toBe(true);
    return ghost;
  }
}

function whoAnswered(answered: readonly Answered[]): string {
  const gate = answered.findLast(({ from }) => from === 'gate');
  if (gate) return gate.details.split(',', 1)[0] ?? '';
  if (answered.some(wasAsked)) return 'engine';
  return answered.some(({ from }) => from !== 'left') ? 'memory' : 'nobody';
}
